/** Hears the keys of the whole page and does what they mean. */
import { onBeforeUnmount, onMounted } from 'vue'

import { actionOf, focusOf, type Action } from './keys'

/** The answers that a question offers, in their order; the question's own screen marks its buttons. */
function answers(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-answer]:not(:disabled)')]
}

/** In a component: `act` is called for what is not about answers. */
export function useKeys(act: (action: 'hand' | 'hear' | 'see' | 'sheet') => void): void {
  function carryOut(action: Action): void {
    if (action.do === 'answer') return answers()[action.number - 1]?.click()
    if (action.do === 'turn') return turn(action.step)
    if (action.do === 'choose') return (answers().find((one) => one === document.activeElement) ?? answers()[0])?.click()
    act(action.do)
  }

  function turn(step: 1 | -1): void {
    const all = answers()
    const at = all.indexOf(document.activeElement as HTMLElement)
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length
    all[next]?.focus()
  }

  function pressed(event: KeyboardEvent): void {
    // A presenter's key to begin must not load the page anew, also while somebody writes.
    if (event.key === 'F5' && !event.ctrlKey) event.preventDefault()
    // An open dialog has its own keys.
    if (document.querySelector('dialog[open]') && event.key !== 'F5') return
    const action = actionOf(event, { focus: focusOf(document.activeElement), asked: answers().length > 0 })
    if (!action) return
    event.preventDefault()
    carryOut(action)
  }

  /** A button that was touched does not keep the focus: the next Space is for the hand. */
  function touched(event: MouseEvent): void {
    const { activeElement } = document
    const byKey = event.detail === 0
    if (!byKey && activeElement instanceof HTMLElement && focusOf(activeElement) === 'control') activeElement.blur()
  }

  onMounted(() => {
    window.addEventListener('keydown', pressed)
    window.addEventListener('click', touched)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', pressed)
    window.removeEventListener('click', touched)
  })
}
