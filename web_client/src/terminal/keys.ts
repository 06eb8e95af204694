/**
 * What the keys of a keyboard, a remote control or a presenter mean on a classroom's screen.
 */

/** `answer` presses the answer with a number from 1; `turn` goes to the next answer or the one before; `choose` presses it. */
export type Action =
  | { do: 'hand' | 'hear' | 'see' | 'sheet' | 'choose' }
  | { do: 'answer'; number: number }
  | { do: 'turn'; step: 1 | -1 }

export interface Pressed {
  key: string
  repeat: boolean
  ctrlKey: boolean
  altKey: boolean
  metaKey: boolean
}

export interface Situation {
  /** The focus is where keys write, or on something that takes Enter and Space itself. */
  focus: 'nothing' | 'control' | 'text'
  /** A question with answers to press is open. */
  asked: boolean
}

const LETTERS: Readonly<Record<string, Action>> = {
  h: { do: 'hear' },
  v: { do: 'see' },
  '?': { do: 'sheet' },
  F1: { do: 'sheet' },
}
/**
 * A presenter sends PageDown and PageUp for forward and back, F5 (or Shift+F5, then Escape) to begin and end, and B or a full stop
 * for the dark screen. None of them may turn the page away from the lesson.
 */
const PRESENTER: Readonly<Record<string, Action>> = {
  PageDown: { do: 'hand' },
  PageUp: { do: 'hear' },
  b: { do: 'see' },
  '.': { do: 'see' },
  F5: { do: 'sheet' },
}
const PRESENTER_ASKED: Readonly<Record<string, Action>> = {
  PageDown: { do: 'turn', step: 1 },
  PageUp: { do: 'turn', step: -1 },
  b: { do: 'choose' },
  '.': { do: 'choose' },
  F5: { do: 'hand' },
}

/** What a key does now; `null` leaves it to the browser. */
export function actionOf(pressed: Pressed, { focus, asked }: Situation): Action | null {
  if (focus === 'text' || pressed.repeat || pressed.ctrlKey || pressed.altKey || pressed.metaKey) return null
  const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key
  if (key === ' ' || key === 'Enter') return focus === 'control' ? null : { do: 'hand' }
  if (asked && /^[1-9]$/.test(key)) return { do: 'answer', number: Number(key) }
  return LETTERS[key] ?? (asked ? PRESENTER_ASKED : PRESENTER)[key] ?? null
}

/** What takes Enter and Space by itself; a text takes every key. */
export function focusOf(element: Element | null): Situation['focus'] {
  if (!element) return 'nothing'
  if (element.matches('input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable=true]')) return 'text'
  return element.matches('button, a[href], input, summary, [role=button], [role=tab]') ? 'control' : 'nothing'
}
