/** The drawing on this page's picture: one that is being made for a comment, or that of the comment that is looked at. */
import { reactive } from 'vue'

import type { FrameDrawing } from '@/api/comments'
import type { Style } from '@/tools/board/author'

export type DrawnTool = 'pen' | 'arrow' | 'rectangle' | 'ellipse'

export interface DrawingBoard {
  /** What is drawn just now; null while nobody draws. */
  draft: FrameDrawing | null
  /** The drawing of the comment that was opened. */
  shown: FrameDrawing | null
  tool: DrawnTool
  colour: string
}

export const DRAWN_TOOLS: readonly DrawnTool[] = ['pen', 'arrow', 'rectangle', 'ellipse']
/** Seen on any picture. */
export const DRAWN_COLOURS = ['#ff3b30', '#ffd60a', '#30d158', '#0a84ff'] as const
const WIDTH = 5

/** One for the page: its panel and the layer over its picture share it. */
export const drawing: DrawingBoard = reactive<DrawingBoard>({ draft: null, shown: null, tool: 'pen', colour: DRAWN_COLOURS[0] })

export function styleNow(): Style {
  return { tool: drawing.tool, colour: drawing.colour, width: WIDTH }
}

/** Begin to draw on a view. */
export function beginDrawing(view: string, marks: FrameDrawing['marks'] = []): void {
  drawing.shown = null
  drawing.draft = { view, marks: [...marks] }
}

/** Nothing is drawn and nothing shown any more. */
export function clearDrawing(): void {
  drawing.draft = drawing.shown = null
}
