/** Writes the time of day the way a wall clock in a classroom shows it. */

/** Unix milliseconds as `08:05`. */
export function timeOfDay(at: number, language: string): string {
  return new Date(at).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hour12: false })
}

/** Unix milliseconds as a date with its weekday. */
export function dayOf(at: number, language: string): string {
  return new Date(at).toLocaleDateString(language, { month: 'long', day: 'numeric', weekday: 'long' })
}
