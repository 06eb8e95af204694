/**
 * Names what went wrong, in codes that every page turns into words and advice.
 */

/** A refusal or failure with a code of the table in PROTOCOL.md, or one of `LocalCode`. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly text: string = '',
    readonly todo: string = '',
  ) {
    super(`${code}${text ? `: ${text}` : ''}`)
    this.name = 'Problem'
  }
}

/** Whatever was thrown, as a problem: what carries a code keeps it, foreign errors keep their words as text. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  const { code, text, todo } = (thrown ?? {}) as { code?: unknown; text?: unknown; todo?: unknown }
  if (typeof code === 'string') return new Problem(code, words(text), words(todo))
  return new Problem('unexpected', thrown instanceof Error ? thrown.message : String(thrown))
}

function words(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
