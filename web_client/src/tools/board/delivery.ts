/**
 * Brings one's own marks to the server, and keeps them drawn until the state holds them.
 *
 * What an interruption leaves unanswered is sent anew once the line is back; its stroke's number
 * lets the server count it once.
 */
import type { Outgoing } from '@/classroom/requests'
import type { Drawing, Mark, RoomState } from '@/protocol/messages'

/** What of a lesson is needed here. */
export interface Outlet {
  act(message: Outgoing): Promise<boolean>
  send(message: Outgoing): void
  readonly view: { connection: string; member: string | null; room: RoomState | null }
}

/** A mark that is not in the state yet. */
interface Pending {
  surface: string
  drawing: Drawing
  isSent: boolean
  /** Undone before it has come. */
  isUnwanted: boolean
  answeredAt: number | null
}

/** So many marks are on their way at once, and so many wait for the line at most. */
const AT_ONCE = 4
const MOST = 200
/** The cue follows the answer; if none comes, somebody has taken the mark away meanwhile. */
const CUE_WITHIN_MS = 3_000

export class Delivery {
  private readonly pending = new Map<number, Pending>()
  private readonly hiding = new Set<number>()

  constructor(
    private readonly lesson: Outlet,
    private readonly onChange: () => void,
  ) {}

  get unanswered(): number {
    return this.pending.size
  }

  /** The line has been away for so long that nothing more is taken. */
  get isFull(): boolean {
    return this.pending.size >= MOST
  }

  /** One's own drawings that the state does not hold yet. */
  pendingOn(surface: string): Drawing[] {
    return [...this.pending.values()].filter((each) => each.surface === surface && !each.isUnwanted).map(({ drawing }) => drawing)
  }

  /** Marks, by number, that one has taken away and that the state still holds. */
  get hidden(): ReadonlySet<number> {
    return this.hiding
  }

  add(surface: string, drawing: Drawing): void {
    this.pending.set(drawing.stroke, { surface, drawing, isSent: false, isUnwanted: false, answeredAt: null })
    this.deliver()
    this.onChange()
  }

  /** Take back a drawing that is still on its way; returns it, or nothing if it is not. */
  takeBack(stroke: number): Drawing | undefined {
    const pending = this.pending.get(stroke)
    if (pending) pending.isUnwanted = true
    return pending?.drawing
  }

  async remove(surface: string, marks: readonly Mark[]): Promise<void> {
    const numbers = marks.map((mark) => mark.n)
    numbers.forEach((n) => this.hiding.add(n))
    this.onChange()
    const isDone = await this.lesson.act({ type: 'remove_marks', surface, marks: numbers })
    if (!isDone) numbers.forEach((n) => this.hiding.delete(n))
    this.onChange()
  }

  /** The state is another one, the line is back, or time has passed: let go of what has come, send what has not. */
  follow(now: number): void {
    const room = this.lesson.view.room
    if (!room) return
    for (const [stroke, { surface, isUnwanted, answeredAt }] of this.pending) {
      const mark = this.own(surface, stroke)
      if (mark || (answeredAt !== null && now - answeredAt > CUE_WITHIN_MS)) this.pending.delete(stroke)
      if (mark && isUnwanted) void this.remove(surface, [mark])
    }
    for (const n of this.hiding) if (!isHeld(room, n)) this.hiding.delete(n)
    this.deliver()
  }

  /** One's own mark of that stroke, if the state holds it. */
  own(surface: string, stroke: number): Mark | undefined {
    const { room, member } = this.lesson.view
    return room?.board.surfaces[surface]?.marks?.find((mark) => mark.stroke === stroke && mark.by === member)
  }

  private deliver(): void {
    if (this.lesson.view.connection !== 'joined') return
    const unsent = [...this.pending.values()].filter((each) => !each.isSent)
    const underWay = [...this.pending.values()].filter((each) => each.isSent && each.answeredAt === null).length
    for (const each of unsent.slice(0, Math.max(0, AT_ONCE - underWay))) void this.send(each)
  }

  private async send(pending: Pending): Promise<void> {
    pending.isSent = true
    const { surface, drawing } = pending
    const isDone = await this.lesson.act({ type: 'add_mark', surface, drawing })
    if (isDone) pending.answeredAt = Date.now()
    else if (this.lesson.view.connection !== 'joined') pending.isSent = false
    else this.pending.delete(drawing.stroke)
    this.deliver()
    this.onChange()
  }
}

function isHeld(room: RoomState, n: number): boolean {
  return Object.values(room.board.surfaces).some((surface) => surface.marks?.some((mark) => mark.n === n))
}
