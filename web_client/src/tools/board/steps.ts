/** What one has done oneself on one surface, to be undone and done again. */

/** Drawings that were added, by their stroke, and drawings that were taken away. */
export interface Step<Drawing> {
  added: number[]
  removed: Drawing[]
}

/** More steps back nobody remembers. */
const MOST = 200

export class Steps<Drawing> {
  private readonly done: Step<Drawing>[] = []
  private undone: Step<Drawing>[] = []

  get canUndo(): boolean {
    return this.done.length > 0
  }

  get canRedo(): boolean {
    return this.undone.length > 0
  }

  /** Something new was done: what had been undone stays so. */
  note(step: Step<Drawing>): void {
    this.undone = []
    this.push(this.done, step)
  }

  /** `take` does the step backwards and returns the step that leads forward again. */
  undo(take: (step: Step<Drawing>) => Step<Drawing>): void {
    const step = this.done.pop()
    if (step) this.push(this.undone, take(step))
  }

  redo(take: (step: Step<Drawing>) => Step<Drawing>): void {
    const step = this.undone.pop()
    if (step) this.push(this.done, take(step))
  }

  private push(steps: Step<Drawing>[], step: Step<Drawing>): void {
    steps.push(step)
    if (steps.length > MOST) steps.shift()
  }
}
