/** What the others are drawing and pointing at right now: shown until the mark comes, and forgotten with its author. */
import type { CueEvent, FromServer, InkUnderWay, RoomState } from '@/protocol/messages'

import { readPoints, type Point } from './points'

export interface StrokeUnderWay {
  by: string
  surface: string
  stroke: number
  tool: InkUnderWay['tool']
  colour: string
  width: number
  points: Point[]
  heardAt: number
}

export interface PointerUnderWay {
  by: string
  surface: string
  x: number
  y: number
  movedAt: number
}

/** Nothing more comes of ink that has been silent for so long. */
const FORGOTTEN_MS = 10_000

export class UnderWay {
  private readonly strokes = new Map<string, StrokeUnderWay>()
  private readonly pointers = new Map<string, PointerUnderWay>()

  strokesOn(surface: string): StrokeUnderWay[] {
    return [...this.strokes.values()].filter((stroke) => stroke.surface === surface)
  }

  pointersOn(surface: string): PointerUnderWay[] {
    return [...this.pointers.values()].filter((pointer) => pointer.surface === surface)
  }

  /** Take in what the server says; tells whether anything is drawn differently now. */
  hear(message: FromServer, now: number): boolean {
    if (message.type === 'cue') return this.happened(message.cue.event, message.cue.by)
    if (message.type !== 'inked') return false
    for (const piece of message.strokes) this.draw(piece, now)
    for (const { by, surface, x, y } of message.pointers) {
      if (x === null || y === null) this.pointers.delete(by)
      else this.pointers.set(by, { by, surface, x, y, movedAt: now })
    }
    return true
  }

  /** Forget what has been silent for too long, or whose author is gone. */
  forget(room: RoomState, now: number): boolean {
    const isOver = (by: string, at: number) => now - at > FORGOTTEN_MS || !room.members[by]?.present
    const before = this.strokes.size + this.pointers.size
    for (const { by, heardAt } of this.strokes.values()) if (isOver(by, heardAt)) this.strokes.delete(by)
    for (const { by, movedAt } of this.pointers.values()) if (isOver(by, movedAt)) this.pointers.delete(by)
    return this.strokes.size + this.pointers.size !== before
  }

  private draw(piece: InkUnderWay, now: number): void {
    const { by, surface, stroke, tool, colour, width } = piece
    if (piece.gone) {
      this.strokes.delete(by)
      return
    }
    const known = this.strokes.get(by)
    const before = known?.stroke === stroke ? known.points.slice(0, piece.start) : []
    this.strokes.set(by, { by, surface, stroke, tool, colour, width, points: [...before, ...readPoints(piece.points)], heardAt: now })
  }

  private happened(event: CueEvent, by: string | null): boolean {
    const before = this.strokes.size
    if (event.type === 'mark_added') {
      if (by !== null && this.strokes.get(by)?.stroke === event.drawing.stroke) this.strokes.delete(by)
    } else if (event.type === 'member_left') this.strokes.delete(event.member)
    else if (event.type === 'board_page_removed') this.drop((surface) => surface === `board:${event.page}`)
    else if (event.type === 'document_removed') this.drop((surface) => surface.startsWith(`slide:${event.document}:`))
    else if (event.type === 'source_removed') this.drop((surface) => surface === `screen:${event.source}`)
    return this.strokes.size !== before
  }

  private drop(isGone: (surface: string) => boolean): void {
    for (const { by, surface } of this.strokes.values()) if (isGone(surface)) this.strokes.delete(by)
    for (const { by, surface } of this.pointers.values()) if (isGone(surface)) this.pointers.delete(by)
  }
}
