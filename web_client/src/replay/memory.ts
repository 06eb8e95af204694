/** What a browser remembers of a replay, so that a reload goes on where it was. */

export interface Remembered {
  position: number
  speed: number
  /** Sources taken off the screen, and sources made silent. */
  hidden: string[]
  muted: string[]
}

const FRESH: Remembered = { position: 0, speed: 1, hidden: [], muted: [] }
const keyFor = (recording: string): string => `tongke.replay.${recording}`

/** What was remembered of a recording, or a fresh start; broken entries count as none. */
export function recall(recording: string, storage: Pick<Storage, 'getItem'>): Remembered {
  try {
    const kept = JSON.parse(storage.getItem(keyFor(recording)) ?? '{}') as Partial<Remembered>
    return {
      position: Number.isFinite(kept.position) ? Number(kept.position) : 0,
      speed: Number(kept.speed) > 0 ? Number(kept.speed) : 1,
      hidden: Array.isArray(kept.hidden) ? kept.hidden : [],
      muted: Array.isArray(kept.muted) ? kept.muted : [],
    }
  } catch {
    return { ...FRESH }
  }
}

/** Remember; a full or forbidden storage is no reason to stop a replay. */
export function remember(recording: string, kept: Remembered, storage: Pick<Storage, 'setItem'>): void {
  try {
    storage.setItem(keyFor(recording), JSON.stringify(kept))
  } catch {
    return
  }
}
