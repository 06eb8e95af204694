/** The largest box of a given shape within an element: where a page or a picture lies exactly, and ink over it. */
import { onBeforeUnmount, onMounted, ref, type Ref, type ShallowRef } from 'vue'

export interface FittedBox {
  left: number
  top: number
  width: number
  height: number
}

/** The box in whole pixels, in the middle of `outer`; `aspect` is width over height. */
export function fit(outer: { width: number; height: number }, aspect: number): FittedBox {
  const width = Math.round(Math.min(outer.width, outer.height * aspect))
  const height = Math.round(Math.min(outer.height, outer.width / aspect))
  return { left: Math.round((outer.width - width) / 2), top: Math.round((outer.height - height) / 2), width, height }
}

/** In a component: the size of its element, followed as it changes. */
export function useSize(element: Readonly<ShallowRef<HTMLElement | null>>): Ref<{ width: number; height: number }> {
  const size = ref({ width: 0, height: 0 })
  const watcher = new ResizeObserver(([entry]) => {
    if (entry) size.value = { width: entry.contentRect.width, height: entry.contentRect.height }
  })
  onMounted(() => {
    if (!element.value) return
    size.value = { width: element.value.clientWidth, height: element.value.clientHeight }
    watcher.observe(element.value)
  })
  onBeforeUnmount(() => watcher.disconnect())
  return size
}

/** A box as a style binding. */
export function boxStyle(box: FittedBox): Record<string, string> {
  return { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px`, height: `${box.height}px` }
}
