/** A lesson that is only told what is drawn: its room follows the cues that the server would answer with. */
import { reduce } from '@/classroom/reducer'
import type { Outgoing } from '@/classroom/requests'
import { EMPTY_ROOM } from '@/classroom/testing/empty'
import type { CueEvent, RoomState } from '@/protocol/messages'

import type { Outlet } from './delivery'

export const SURFACE = 'board:p1'

export class PaperLesson implements Outlet {
  readonly acts: Outgoing[] = []
  readonly sent: Outgoing[] = []
  view: Outlet['view'] & { room: RoomState } = { connection: 'joined', member: 'u1', room: EMPTY_ROOM }
  /** What the server answers; `null` leaves everything unanswered. */
  answer: boolean | null = true
  private number = 0

  act(message: Outgoing): Promise<boolean> {
    this.acts.push(message)
    return this.answer === null ? new Promise(() => undefined) : Promise.resolve(this.answer)
  }

  send(message: Outgoing): void {
    this.sent.push(message)
  }

  happens(event: CueEvent, by = 'u1'): number {
    this.number += 1
    this.view = { ...this.view, room: reduce(this.view.room, { n: this.number, at: 0, by, event }) }
    return this.number
  }

  /** Let happen what was asked for last. */
  happensAsAsked(): number {
    const asked = this.acts.at(-1)
    if (asked?.type === 'add_mark') return this.happens({ type: 'mark_added', surface: asked.surface, drawing: { ...asked.drawing, text: asked.drawing.text ?? '' } })
    if (asked?.type === 'remove_marks') asked.marks.forEach((n) => this.happens({ type: 'mark_removed', surface: asked.surface, n }))
    return this.number
  }
}
