/** Which key does what while watching. */
import { SPEEDS } from './clock'

export type Action =
  | { do: 'toggle' }
  | { do: 'step'; seconds: number }
  | { do: 'start' }
  | { do: 'end' }
  | { do: 'speed'; by: 1 | -1 }
  | { do: 'enlarge'; number: number }
  | { do: 'automatic' }
  | { do: 'fullscreen' }
  | { do: 'help' }

const KEYS: Record<string, Action> = {
  ' ': { do: 'toggle' },
  k: { do: 'toggle' },
  arrowleft: { do: 'step', seconds: -5 },
  arrowright: { do: 'step', seconds: 5 },
  j: { do: 'step', seconds: -10 },
  l: { do: 'step', seconds: 10 },
  home: { do: 'start' },
  end: { do: 'end' },
  '<': { do: 'speed', by: -1 },
  '>': { do: 'speed', by: 1 },
  '0': { do: 'automatic' },
  f: { do: 'fullscreen' },
  '?': { do: 'help' },
}

/** The action of a pressed key, or null; combinations with Ctrl, Alt or Meta belong to the browser. */
export function actionFor(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>): Action | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null
  if (/^[1-9]$/.test(event.key)) return { do: 'enlarge', number: Number(event.key) }
  return KEYS[event.key.toLowerCase()] ?? null
}

/** The next slower or faster speed. */
export function speedBeside(speed: number, by: 1 | -1): number {
  const at = SPEEDS.findIndex((known) => known >= speed)
  return SPEEDS[Math.min(Math.max(at + by, 0), SPEEDS.length - 1)] ?? 1
}
