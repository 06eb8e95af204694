/** Which page a key turns to: those of a keyboard and of a presenter's remote. */

const STEPS: Readonly<Record<string, number>> = { PageDown: 1, PageUp: -1 }
/** Arrows belong to whatever has the focus; they turn pages where nothing has it. */
const ARROWS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }

export interface Key {
  key: string
  target: unknown
  defaultPrevented: boolean
  ctrlKey: boolean
  altKey: boolean
  metaKey: boolean
}

/** The page to show for a key pressed while `page` of `pages` is shown; `null` when the key means nothing here. */
export function turnOf(event: Key, page: number, pages: number): number | null {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return null
  const target = (event.target ?? {}) as { tagName?: string; isContentEditable?: boolean }
  if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName ?? '')) return null
  const step = STEPS[event.key] ?? (target.tagName === 'BODY' ? ARROWS[event.key] : undefined)
  if (step === undefined) return null
  return Math.min(Math.max(page + step, 1), pages)
}
