/** Which keys undo and do again: Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y, on a Mac with Command. */

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> & { target: unknown }

/** What a key means for the board; nothing while a text is being typed. */
export function undoKey(event: Pressed): 'undo' | 'redo' | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return null
  const key = event.key.toLowerCase()
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo'
  return key === 'y' && !event.shiftKey ? 'redo' : null
}

function isTyping(target: unknown): boolean {
  return typeof Element !== 'undefined' && target instanceof Element && target.closest('input, textarea, select') !== null
}
