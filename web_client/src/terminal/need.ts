/**
 * What this classroom has asked the teacher's help for, and whether the teacher has taken note.
 */
import type { Cue } from '@/protocol/messages'

export type NeedKind = 'hear' | 'see' | 'other'

/** `asked` until somebody takes note; `known` for a while after the teacher has. */
export interface Need {
  kind: NeedKind
  state: 'asked' | 'known'
}

/** How long the screen says that the teacher knows. */
export const KNOWN_MS = 20_000

/** Follows the cues of one lesson for one member. */
export class Needs {
  private noted: { kind: NeedKind; until: number } | null = null
  private last: NeedKind | null = null

  constructor(private readonly member: () => string | null) {}

  /** Call for every cue, with what was asked before it. */
  hear(cue: Cue, now: number): void {
    const { event } = cue
    if (event.type === 'help_asked' && event.member === this.member()) {
      this.last = event.kind
      this.noted = null
    }
    if (event.type !== 'help_settled' || event.member !== this.member() || !this.last) return
    if (cue.by !== null && cue.by !== event.member) this.noted = { kind: this.last, until: now + KNOWN_MS }
    this.last = null
  }

  /** What the teacher has taken note of a while before `now` (Unix milliseconds). */
  known(now: number): Need | null {
    return this.noted && now < this.noted.until ? { kind: this.noted.kind, state: 'known' } : null
  }
}
