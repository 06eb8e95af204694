/** How moments and durations are written. */

const two = (value: number): string => String(value).padStart(2, '0')

/** `1:02:03` or `2:03` for a number of milliseconds. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** Milliseconds of `1:02:03`, `2:03` or `45`; null for any other text. */
export function readMoment(text: string): number | null {
  const parts = text.trim().split(/[:：]/)
  if (parts.length > 3 || parts.some((part) => !/^\d{1,4}$/.test(part))) return null
  if (parts.slice(1).some((part) => Number(part) > 59)) return null
  return parts.reduce((sum, part) => sum * 60 + Number(part), 0) * 1000
}

/** The day in the language's own order, with the weekday. */
export function day(ms: number, language: string): string {
  return new Date(ms).toLocaleDateString(language, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' })
}
