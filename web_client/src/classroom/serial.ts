/**
 * Runs negotiations one after the other: two offers at once would tear each other down.
 */
export class Serial {
  private last: Promise<unknown> = Promise.resolve()

  /** Run when all before have ended, well or badly; resolves or rejects as the action does. */
  run<T>(action: () => Promise<T>): Promise<T> {
    const next = this.last.then(action, action)
    this.last = next.catch(() => undefined)
    return next
  }
}
