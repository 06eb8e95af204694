/** Writes the time of day the way a wall clock in a classroom shows it. */

/** Unix milliseconds as `08:05`, in the site's time zone if the browser knows it. */
export function timeOfDay(at: number, language: string, timeZone?: string): string {
  return written(at, language, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** Unix milliseconds as a date with its weekday. */
export function dayOf(at: number, language: string, timeZone?: string): string {
  return written(at, language, timeZone, { month: 'long', day: 'numeric', weekday: 'long' })
}

/** Minutes and seconds until something, as `9:05`. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

function written(at: number, language: string, timeZone: string | undefined, form: Intl.DateTimeFormatOptions): string {
  try {
    return new Intl.DateTimeFormat(language, { ...form, timeZone }).format(at)
  } catch {
    return new Intl.DateTimeFormat(language, form).format(at)
  }
}
