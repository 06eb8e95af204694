/** The teacher's keys: everything that is done in a hurry can be done without the mouse. */
import { onBeforeUnmount, onMounted } from 'vue'

export interface ShortcutActions {
  muteAll: () => void
  share: () => void
  giveBack: () => void
  callOn: (key: number) => void
  switchMicrophone: () => void
  switchCamera: () => void
  help: () => void
}

/** What a key does, or `null`; keys with Ctrl, Alt or Meta are the browser's. */
export function actionOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>,
  actions: ShortcutActions,
): (() => void) | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null
  if (/^[1-9]$/.test(event.key)) return () => actions.callOn(Number(event.key))
  const byKey: Record<string, () => void> = {
    m: actions.muteAll,
    s: actions.share,
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
    if (!active() || event.repeat || target?.closest('input, select, textarea')) return
    const action = actionOf(event, actions)
    if (!action) return
    event.preventDefault()
    action()
  }
  onMounted(() => window.addEventListener('keydown', pressed))
  onBeforeUnmount(() => window.removeEventListener('keydown', pressed))
}
