/**
 * Keeps what the server said last, so that a terminal that starts without network shows its classroom and the day's timetable.
 */
import type { TerminalEntry } from '@/api/types'

const KEPT_AS = 'tongke.terminal.entry'

/** Keep an entry without what opens doors: tickets and the accounts of ICE servers. */
export function rememberEntry(entry: TerminalEntry, storage: Pick<Storage, 'setItem'>): void {
  const kept: TerminalEntry = { ...entry, ticket: null, expires_at: null, ice_servers: [] }
  try {
    storage.setItem(KEPT_AS, JSON.stringify(kept))
  } catch {
    // A full device shows the timetable when the server is there.
  }
}

/** The last entry; after its day is over without the lessons that it named. `null` when nothing was kept. */
export function rememberedEntry(storage: Pick<Storage, 'getItem'>, now: number): TerminalEntry | null {
  try {
    const kept = JSON.parse(storage.getItem(KEPT_AS) ?? 'null') as TerminalEntry | null
    return kept && ofToday(kept, now)
  } catch {
    return null
  }
}

export function forgetEntry(storage: Pick<Storage, 'removeItem'>): void {
  storage.removeItem(KEPT_AS)
}

/** The same entry as it counts at `now` (Unix milliseconds): yesterday's lessons are nobody's any more. */
export function ofToday(entry: TerminalEntry, now: number): TerminalEntry {
  return now < entry.day_ends_at ? entry : { ...entry, lesson: null, lessons: [], ticket: null }
}
