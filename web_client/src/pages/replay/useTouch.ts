/** A finger on the views: a tap, two taps on a side, a swipe along. */
import { onBeforeUnmount, ref, type Ref } from 'vue'

import { Touch, TWICE_MS, type Gesture } from '@/replay/touch'

export interface TouchWishes {
  tap(target: HTMLElement): void
  step(seconds: number): void
  /** While the finger moves, and once when it is lifted; `share` of the views' width. */
  swipe(share: number, done: boolean): void
}

export interface TouchListeners {
  pointerdown(event: PointerEvent): void
  pointermove(event: PointerEvent): void
  pointerup(event: PointerEvent): void
  pointercancel(): void
  /** The browser makes a click of every tap: those that were understood here must not press anything. */
  click(event: MouseEvent): void
}

const STEP_S = 10
/** How long it is shown that a step was made. */
const SHOWN_MS = 600

/** What is pressed by itself; the cover of a view, a button for the mouse, is the picture to a finger. */
const PRESSED = 'a, input, figcaption, button:not([data-picture])'
const isOurs = ({ pointerType, target }: PointerEvent): boolean => pointerType === 'touch' && !(target as HTMLElement).closest(PRESSED)
const box = (event: PointerEvent): DOMRect => (event.currentTarget as HTMLElement).getBoundingClientRect()

/** In a component: listeners for its element, and the side on which a step was just made. */
export function useTouch(wishes: TouchWishes): { listeners: TouchListeners; stepped: Ref<1 | -1 | null> } {
  const touch = new Touch()
  const stepped = ref<1 | -1 | null>(null)
  let tapping: ReturnType<typeof setTimeout> | undefined
  let showing: ReturnType<typeof setTimeout> | undefined
  let byFinger = false

  function step(by: 1 | -1): void {
    clearTimeout(showing)
    stepped.value = by
    showing = setTimeout(() => (stepped.value = null), SHOWN_MS)
    wishes.step(by * STEP_S)
  }

  function understand(gesture: Gesture | null, target: HTMLElement): void {
    clearTimeout(tapping)
    if (gesture?.do === 'swipe') wishes.swipe(gesture.share, gesture.done)
    else if (gesture?.do === 'step') step(gesture.by)
    // The first of two taps is none.
    else if (gesture) tapping = setTimeout(() => wishes.tap(target), TWICE_MS)
  }

  onBeforeUnmount(() => {
    clearTimeout(tapping)
    clearTimeout(showing)
  })
  const listeners: TouchListeners = {
    pointerdown: (event) => {
      byFinger = isOurs(event)
      if (byFinger) touch.down(event.clientX, event.clientY, event.timeStamp)
    },
    pointermove: (event) => {
      const gesture = isOurs(event) ? touch.move(event.clientX, event.clientY, box(event).width) : null
      if (gesture) understand(gesture, event.target as HTMLElement)
    },
    pointerup: (event) => {
      if (!isOurs(event)) return
      const { left, width } = box(event)
      understand(touch.up(event.clientX, left, width, event.timeStamp), event.target as HTMLElement)
    },
    pointercancel: () => touch.cancel(),
    click: (event) => {
      if (!byFinger) return
      event.stopPropagation()
      event.preventDefault()
    },
  }
  return { listeners, stepped }
}
