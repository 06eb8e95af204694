/** The teacher's keys: everything that is done in a hurry can be done without the mouse. */
import { onBeforeUnmount, onMounted } from 'vue'

export interface ShortcutActions {
  muteAll: () => void
  share: () => void
  giveBack: () => void
  /** The classroom with this number; `join` adds it to those who speak. */
  callOn: (key: number, join: boolean) => void
  pick: () => void
  switchMicrophone: () => void
  switchCamera: () => void
  help: () => void
}

/** What a key does, or `null`; keys with Ctrl, Alt or Meta are the browser's. */
export function actionOf(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey'>,
  actions: ShortcutActions,
): (() => void) | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null
  // With Shift the key of a digit is a sign, another one on every keyboard: its place says which it is.
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1] ?? /^[1-9]$/.exec(event.key)?.[0]
  if (digit) return () => actions.callOn(Number(digit), event.shiftKey)
  const byKey: Record<string, () => void> = {
    m: actions.muteAll,
    s: actions.share,
    r: actions.pick,
    Escape: actions.giveBack,
    a: actions.switchMicrophone,
    v: actions.switchCamera,
    '?': actions.help,
  }
  return byKey[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? null
}

/** Listen while the component lives and `active` says so (no dialog is open). */
export function useShortcuts(actions: ShortcutActions, active: () => boolean): void {
  const pressed = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement | null
    if (!active() || event.repeat || event.defaultPrevented || target?.closest('input, select, textarea, dialog, [contenteditable]')) return
    const action = actionOf(event, actions)
    if (!action) return
    event.preventDefault()
    action()
  }
  onMounted(() => window.addEventListener('keydown', pressed))
  onBeforeUnmount(() => window.removeEventListener('keydown', pressed))
}
