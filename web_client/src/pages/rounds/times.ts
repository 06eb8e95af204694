/** Deadlines as the browser's field for them writes them, in this machine's own time. */

const two = (value: number): string => String(value).padStart(2, '0')

/** `2026-11-30T18:00` of a Unix time in ms; empty for none. */
export function fieldOf(at: number | null): string {
  if (at === null) return ''
  const time = new Date(at)
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-')
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}`
}

/** The Unix time in ms that the field says; null for none. */
export function momentOf(field: string): number | null {
  const at = new Date(field).getTime()
  return Number.isFinite(at) ? at : null
}
