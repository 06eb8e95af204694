/**
 * Remembers what a button was pressed for last, until that has happened.
 *
 * The state is as old as the line is slow: a second press that went by it would ask for the first thing again.
 */

/** What the server has granted it lets happen at once; its cue is a moment behind its answer. */
const HAPPENS_WITHIN_MS = 1000

export class Meant<T> {
  private wanted: { value: T } | null = null
  private presses = 0

  constructor(private readonly onChange: () => void) {}

  /** What is meant now, where `state` is what is so. */
  of(state: T): T {
    return this.wanted ? this.wanted.value : state
  }

  /** Mean `value` from now on, and ask for it; what is refused is no longer meant. */
  async mean(value: T, ask: () => Promise<boolean>): Promise<void> {
    this.presses += 1
    const press = this.presses
    this.wanted = { value }
    this.onChange()
    if (await ask()) await new Promise((resolve) => setTimeout(resolve, HAPPENS_WITHIN_MS))
    if (press === this.presses) this.forget()
  }

  /** Go by the state again: somebody else has decided otherwise. */
  forget(): void {
    if (!this.wanted) return
    this.wanted = null
    this.onChange()
  }
}
