/** Server-sent events, read from a stream that carries a bearer token, which EventSource can't. */

/** Collects pieces of text; `push` returns the data of every event that is whole now. A comment is an empty beat. */
export class EventReader {
  private rest = ''

  push(piece: string): string[] {
    this.rest += piece.replace(/\r/g, '')
    const parts = this.rest.split('\n\n')
    this.rest = parts.pop() ?? ''
    return parts.map((part) =>
      part
        .split('\n')
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5).trimStart())
        .join('\n'),
    )
  }
}
