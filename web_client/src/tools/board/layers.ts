/** The two layers of a surface on their canvases: finished marks, and everything that moves. */
import type { RoomState } from '@/protocol/messages'

import type { Board } from './board'
import type { Box } from './extent'
import { boxOf, paint, paintPointer, paintUnderWay } from './painter'
import { STEPS, type Point } from './points'
import type { Brush } from './settled'

/** What paints the finished marks; on a canvas without a context nothing. */
export function settledBrush(canvas: HTMLCanvasElement, ratio: () => number): Brush {
  const ink = canvas.getContext('2d')
  return {
    paint: (mark) => ink && paint(ink, mark, ratio()),
    boxOf: (mark) => boxOf(mark, ratio()),
    clear: (box) => clear(ink, box ?? everything(ratio())),
    confine: ({ left, top, right, bottom }) => {
      ink?.save()
      ink?.beginPath()
      ink?.rect(left, top, right - left, bottom - top)
      ink?.clip()
    },
    release: () => ink?.restore(),
  }
}

export interface Live {
  room: RoomState
  surface: string
  board: Board | null
  /** One's own laser pointer. */
  laser: Point | null
  ratio: number
}

/** Draw what is under way anew: the others' strokes, one's own, and the pointers. */
export function drawLive(ink: CanvasRenderingContext2D, { room, surface, board, laser, ratio }: Live): void {
  clear(ink, everything(ratio))
  for (const drawing of board?.author.delivery.pendingOn(surface) ?? []) paint(ink, drawing, ratio)
  for (const stroke of board?.underWay.strokesOn(surface) ?? []) paintUnderWay(ink, stroke, ratio)
  const own = board?.author.stroke
  if (own?.surface === surface) paintUnderWay(ink, own, ratio)
  for (const { x, y } of pointersOn(room, surface, board)) paintPointer(ink, x * STEPS, y * STEPS * ratio)
  if (laser) paintPointer(ink, laser[0], laser[1] * ratio)
}

/** The others' pointers as they move, or, on a line too thin for that and in a replay, as they were recorded. */
function pointersOn(room: RoomState, surface: string, board: Board | null): { x: number; y: number }[] {
  const moving = board?.underWay.pointersOn(surface) ?? []
  const known = new Set([board?.self, ...moving.map((pointer) => pointer.by)])
  const recorded = Object.entries(room.board.pointers).filter(([by, at]) => at.surface === surface && !known.has(by))
  return [...moving, ...recorded.map(([, at]) => at)]
}

function everything(ratio: number): Box {
  return { left: 0, top: 0, right: STEPS, bottom: STEPS * ratio }
}

function clear(ink: CanvasRenderingContext2D | null, { left, top, right, bottom }: Box): void {
  // A little more than the box: its edge lies between two pixels.
  ink?.clearRect(left - 8, top - 8, right - left + 16, bottom - top + 16)
}
