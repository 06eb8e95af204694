/** What one's hand holds on this page: the tool, its colour and its width. One for all surfaces. */
import { reactive } from 'vue'

import type { Style } from './author'

/** `none` leaves the surface to the page below it, as long as nobody has taken up a tool. */
export type Tool = Style['tool'] | 'laser' | 'eraser' | 'none'

export const COLOURS = ['#1d2426', '#c62828', '#1557b0', '#1b7a3d', '#e08a00', '#7b3fa0', '#ffffff'] as const
export const WIDTHS = ['thin', 'medium', 'thick'] as const

export interface Palette {
  tool: Tool
  colour: string
  width: (typeof WIDTHS)[number]
}

/** In thousandths of the surface's width. */
const LINE = { thin: 2, medium: 4, thick: 8 }
const HIGHLIGHTER = { thin: 14, medium: 22, thick: 34 }
const LETTERS = { thin: 22, medium: 34, thick: 52 }

export const palette: Palette = reactive({ tool: 'none', colour: COLOURS[0], width: 'medium' })

/** How the tool in hand draws; null for one that leaves no mark. */
export function styleOf({ tool, colour, width }: Palette): Style | null {
  if (tool === 'laser' || tool === 'eraser' || tool === 'none') return null
  const widths = tool === 'highlighter' ? HIGHLIGHTER : tool === 'text' ? LETTERS : LINE
  return { tool, colour, width: widths[width] }
}
