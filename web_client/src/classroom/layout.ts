/**
 * Says what is large and what is small on a screen, from the teacher's choice and from what there is to show.
 */
import type { Layout } from '@/protocol/messages'

/** The parts of a screen: `content` is courseware, board, clip or shared screen; `stage` is who speaks. */
export type Part = 'content' | 'stage' | 'gallery'

export interface Arranged {
  large: readonly Part[]
  small: readonly Part[]
}

export const LAYOUTS: readonly Layout[] = ['auto', 'speaker', 'content', 'side_by_side', 'gallery']

/** No layout leaves a large place empty: without content the stage is large. */
export function arranged(layout: Layout, hasContent: boolean): Arranged {
  if (layout === 'gallery') return { large: ['gallery'], small: hasContent ? ['content'] : [] }
  if (!hasContent) return { large: ['stage'], small: [] }
  if (layout === 'side_by_side') return { large: ['content', 'stage'], small: [] }
  if (layout === 'speaker') return { large: ['stage'], small: ['content'] }
  return { large: ['content'], small: ['stage'] }
}

/** Columns of a gallery in which `count` pictures of 16:9 are largest in a box `ratio` times as wide as high. */
export function galleryColumns(count: number, ratio: number): number {
  let best = { columns: 1, width: 0 }
  for (let columns = 1; columns <= Math.max(count, 1); columns += 1) {
    const rows = Math.ceil(count / columns)
    const width = Math.min(ratio / columns, 16 / 9 / rows)
    // Of two that are equally large the wider one: eyes go along a row.
    if (width > best.width - 1e-9) best = { columns, width }
  }
  return best.columns
}
