/** Which key does what while watching: as in the players that people know. */
import { SPEEDS } from './clock'

export type Action =
  | { do: 'toggle' }
  | { do: 'step'; seconds: number }
  | { do: 'frame'; by: 1 | -1 }
  | { do: 'start' }
  | { do: 'end' }
  /** To a share of the whole, 0 to 0.9. */
  | { do: 'share'; share: number }
  | { do: 'chapter'; by: 1 | -1 }
  | { do: 'speed'; by: 1 | -1 }
  | { do: 'volume'; by: 1 | -1 }
  | { do: 'mute' }
  | { do: 'skip' }
  | { do: 'loop' }
  | { do: 'layout' }
  | { do: 'enlarge'; number: number }
  | { do: 'automatic' }
  | { do: 'light' }
  | { do: 'fullscreen' }
  | { do: 'outside' }
  | { do: 'panel'; name: 'find' | 'comments' }
  | { do: 'help' }

const KEYS: Record<string, Action> = {
  ' ': { do: 'toggle' },
  k: { do: 'toggle' },
  arrowleft: { do: 'step', seconds: -5 },
  arrowright: { do: 'step', seconds: 5 },
  j: { do: 'step', seconds: -10 },
  l: { do: 'step', seconds: 10 },
  ',': { do: 'frame', by: -1 },
  '.': { do: 'frame', by: 1 },
  home: { do: 'start' },
  end: { do: 'end' },
  '[': { do: 'chapter', by: -1 },
  ']': { do: 'chapter', by: 1 },
  '<': { do: 'speed', by: -1 },
  '>': { do: 'speed', by: 1 },
  arrowup: { do: 'volume', by: 1 },
  arrowdown: { do: 'volume', by: -1 },
  m: { do: 'mute' },
  s: { do: 'skip' },
  b: { do: 'loop' },
  v: { do: 'layout' },
  a: { do: 'automatic' },
  d: { do: 'light' },
  f: { do: 'fullscreen' },
  p: { do: 'outside' },
  c: { do: 'panel', name: 'comments' },
  '/': { do: 'panel', name: 'find' },
  '?': { do: 'help' },
}

/** The keys as the page that explains them shows them, with the name of their words. */
export const EXPLAINED: readonly (readonly [keys: string, action: string])[] = [
  ['Space / K', 'toggle'],
  ['← / →', 'step5'],
  ['J / L', 'step10'],
  [', / .', 'frame'],
  ['0 – 9', 'share'],
  ['Home / End', 'ends'],
  ['[ / ]', 'chapter'],
  ['< / >', 'speed'],
  ['↑ / ↓', 'volume'],
  ['M', 'mute'],
  ['S', 'skip'],
  ['B', 'loop'],
  ['V', 'layout'],
  ['Shift + 1 – 9', 'enlarge'],
  ['A', 'automatic'],
  ['D', 'light'],
  ['F', 'fullscreen'],
  ['P', 'outside'],
  ['C', 'comments'],
  ['/', 'find'],
]

export type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey'>

/** The action of a pressed key, or null; combinations with Ctrl, Alt or Meta belong to the browser. */
export function actionFor(event: Pressed): Action | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null
  // What Shift makes of a digit differs between keyboards; its place does not.
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1]
  if (digit && event.shiftKey) return digit === '0' ? null : { do: 'enlarge', number: Number(digit) }
  if (/^[0-9]$/.test(event.key)) return { do: 'share', share: Number(event.key) / 10 }
  return KEYS[event.key.toLowerCase()] ?? null
}

/** The next slower or faster speed. */
export function speedBeside(speed: number, by: 1 | -1): number {
  const at = SPEEDS.findIndex((known) => known >= speed)
  return SPEEDS[Math.min(Math.max(at + by, 0), SPEEDS.length - 1)] ?? 1
}
