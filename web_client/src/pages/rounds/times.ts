/** Deadlines as the browser's field for them writes them, in this machine's own time, and what tells lessons apart. */
import { day } from '@/ui/time'

const two = (value: number): string => String(value).padStart(2, '0')

/** `2026-11-30T18:00` of a Unix time in ms; empty for none. */
export function fieldOf(at: number | null): string {
  if (at === null) return ''
  const time = new Date(at)
  const date = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-')
  return `${date}T${two(time.getHours())}:${two(time.getMinutes())}`
}

/** The Unix time in ms that the field says; null for none. */
export function momentOf(field: string): number | null {
  const at = new Date(field).getTime()
  return Number.isFinite(at) ? at : null
}

/** What tells lessons of one title apart: whose it was, and on which day. */
export function noteOf(teacher: string, at: number, language: string): string {
  return [teacher, day(at, language)].filter(Boolean).join(' · ')
}
