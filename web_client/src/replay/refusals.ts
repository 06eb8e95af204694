/** Remembers which pieces of a recording the browser has refused, so that a rotten one darkens no more of a view than depends on it. */
import type { Fragment } from './takes'

/** What was spoilt on its way is whole when it is fetched again. */
const TRIED = 2
/** A smaller step of the time stamps than this is not worth a change. */
export const OFFSET_STEP_S = 0.001

export class Refusals {
  private readonly counts = new Map<string, number>()
  /** Something was refused since it was last asked what is left. */
  changed = false

  /** The browser refused these in one append; which of them it meant it does not say. */
  note(refused: readonly Fragment[]): void {
    this.changed = true
    for (const { key } of refused) this.counts.set(key, (this.counts.get(key) ?? 0) + 1)
  }

  /** What is left to play: neither what was refused again nor the pictures that cannot be drawn without it. */
  leftOf(fragments: readonly Fragment[]): readonly Fragment[] {
    this.changed = false
    if (this.counts.size === 0) return fragments
    let broken: Fragment | null = null
    return fragments.filter((fragment) => {
      if ((this.counts.get(fragment.key) ?? 0) >= TRIED) broken = fragment
      else if (fragment.keyframe || fragment.take.take !== broken?.take.take) broken = null
      return broken === null
    })
  }

  /** The fragments in the portions in which they are appended: of one shift each, and what was refused before alone. */
  portions(batch: readonly Fragment[]): Fragment[][] {
    const portions: Fragment[][] = []
    for (const fragment of batch) {
      const last = portions.at(-1)
      if (last?.[0] && this.belongs(fragment, last[0])) last.push(fragment)
      else portions.push([fragment])
    }
    return portions
  }

  private belongs(fragment: Fragment, first: Fragment): boolean {
    return Math.abs(fragment.shift - first.shift) <= OFFSET_STEP_S && !this.counts.has(fragment.key) && !this.counts.has(first.key)
  }
}
