/** Drags rows of a list to other places, by mouse, pen or finger. */
import { ref, type Ref, type ShallowRef } from 'vue'

export interface DragOrder {
  /** The row that is held; -1 while none is. */
  held: Ref<number>
  /** To be called when a row's handle is pressed. */
  take(index: number, event: PointerEvent): void
}

/**
 * In a component: rows are the children of `list`, in order. `moved` is called while a row passes another,
 * `dropped` when it is let go.
 */
export function useDragOrder(
  list: Readonly<ShallowRef<HTMLElement | null>>,
  moved: (from: number, to: number) => void,
  dropped: () => void,
): DragOrder {
  const held = ref(-1)

  function follow(event: PointerEvent): void {
    const rows = [...(list.value?.children ?? [])].map((row) => row.getBoundingClientRect())
    const to = rows.findIndex(({ top, bottom }) => event.clientY >= top && event.clientY < bottom)
    if (to < 0 || to === held.value) return
    moved(held.value, to)
    held.value = to
  }

  function take(index: number, event: PointerEvent): void {
    if (event.button !== 0) return
    const handle = event.currentTarget as HTMLElement
    const leaving = new AbortController()
    const drop = (): void => {
      leaving.abort()
      held.value = -1
      dropped()
    }
    handle.setPointerCapture(event.pointerId)
    held.value = index
    handle.addEventListener('pointermove', follow, { signal: leaving.signal })
    handle.addEventListener('lostpointercapture', drop, { signal: leaving.signal })
  }
  return { held, take }
}
