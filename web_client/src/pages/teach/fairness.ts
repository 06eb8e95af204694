/** Whose turn it is: those with the fewest turns, and among them whoever waited longest. */

export interface Candidate {
  member: string
  turns: number
  lastTurnAt: number | null
}

/** The candidates with the fewest turns, the one whose last turn is longest ago first. */
export function due<T extends Candidate>(candidates: readonly T[]): T[] {
  const fewest = Math.min(...candidates.map(({ turns }) => turns))
  return candidates.filter(({ turns }) => turns === fewest).sort((a, b) => (a.lastTurnAt ?? 0) - (b.lastTurnAt ?? 0))
}

/** Whether the turns are uneven enough to say so: a hint about everybody is none. */
export function isUneven(candidates: readonly Candidate[]): boolean {
  const turns = candidates.map((one) => one.turns)
  return candidates.length > 1 && Math.max(...turns) > Math.min(...turns)
}

type Random = (values: Uint32Array<ArrayBuffer>) => unknown

const browsers: Random = (values) => crypto.getRandomValues(values)

/** A whole number from 0 to below `bound`, each as likely as the others. */
export function drawBelow(bound: number, random: Random = browsers): number {
  const value = new Uint32Array(1)
  // Numbers above the last whole multiple would favour the first of the list.
  const limit = 2 ** 32 - (2 ** 32 % bound)
  do random(value)
  while ((value[0] ?? 0) >= limit)
  return (value[0] ?? 0) % bound
}

/** Draw one of those who are due. */
export function draw<T extends Candidate>(candidates: readonly T[], random: Random = browsers): T | null {
  const fair = due(candidates)
  return fair.length > 0 ? (fair[drawBelow(fair.length, random)] ?? null) : null
}
