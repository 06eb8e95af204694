/** The part of a lesson that an export takes, as people write it, and what it will cost. */
import type { Expected } from '@/api/exports'
import { duration, readMoment } from '@/ui/time'

export interface Span {
  start: number
  end: number
}

/** The span from one text to another within a lesson of `length` milliseconds; empty texts are its ends. */
export function readSpan(from: string, to: string, length: number): Span | null {
  const start = from.trim() === '' ? 0 : readMoment(from)
  const end = to.trim() === '' ? length : readMoment(to)
  if (start === null || end === null || start >= Math.min(end, length)) return null
  return { start, end: Math.min(end, length) }
}

/** How an export's span is written: nothing where it is the whole lesson. */
export function spanText(start: number, end: number | null, length: number): string {
  if (start <= 0 && (end === null || end >= length)) return ''
  return `${duration(start)}–${duration(end ?? length)}`
}

/** Seconds that a span takes to be made, and bytes of it. */
export function costOf({ start, end }: Span, expected: Expected): { seconds: number; bytes: number } {
  const seconds = (end - start) / 1000
  return { seconds: seconds / Math.max(expected.speed, 0.01), bytes: seconds * expected.bytes_per_s }
}

/** How a time that is only guessed is said: in minutes, below one as such. */
export function minutesOf(seconds: number): number {
  return seconds < 60 ? 0 : Math.round(seconds / 60)
}
