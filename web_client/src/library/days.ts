/** How long something in the trash is left. */

const DAY_MS = 24 * 60 * 60 * 1000

/** Whole days until it is removed, the begun one included; 0 when its time is over. */
export function daysLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / DAY_MS))
}
