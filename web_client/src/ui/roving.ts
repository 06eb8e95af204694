/** Moves the focus among the buttons of a row or a grid by the arrow keys, so that Tab takes one step for all of them. */
import { onBeforeUnmount, onMounted, type ShallowRef } from 'vue'

export interface Box {
  left: number
  top: number
  width: number
  height: number
}

type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'

const ARROWS: readonly string[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']
/** What lies aside of the way counts so much more than what lies along it. */
const ASIDE = 3

/** The index of the box that lies next in the arrow's direction; -1 where there is none. */
export function neighbour(boxes: readonly Box[], from: number, arrow: Arrow): number {
  const start = boxes[from]
  if (!start) return boxes.length > 0 ? 0 : -1
  const sign = arrow === 'ArrowLeft' || arrow === 'ArrowUp' ? -1 : 1
  const sideways = arrow === 'ArrowLeft' || arrow === 'ArrowRight'
  let best = { index: -1, cost: Infinity }
  boxes.forEach((box, index) => {
    const across = box.left + box.width / 2 - start.left - start.width / 2
    const down = box.top + box.height / 2 - start.top - start.height / 2
    const [along, aside] = sideways ? [across * sign, Math.abs(down)] : [down * sign, Math.abs(across)]
    const cost = along + aside * ASIDE
    if (index !== from && along > 1 && cost < best.cost) best = { index, cost }
  })
  return best.index
}

const ITEMS = 'button:not(:disabled), a[href]'
const OWN_ARROWS = 'input, textarea, select, [role="slider"]'

/** In a component: rove among the buttons and links below `root`, those that come and go included. */
export function useRoving(root: Readonly<ShallowRef<HTMLElement | null>>): void {
  /** A dialog within has its own order. */
  const isOurs = (item: HTMLElement) => item.closest('dialog') === root.value?.closest('dialog') && item.offsetParent !== null
  const items = () => [...(root.value?.querySelectorAll<HTMLElement>(ITEMS) ?? [])].filter(isOurs)
  let current: HTMLElement | null = null

  function settle(): void {
    const all = items()
    if (!current || !all.includes(current)) current = all[0] ?? null
    for (const item of all) {
      const index = item === current ? 0 : -1
      if (item.tabIndex !== index) item.tabIndex = index
    }
  }

  function focused(event: FocusEvent): void {
    const item = (event.target as HTMLElement).closest<HTMLElement>(ITEMS)
    if (item) current = item
    settle()
  }

  function pressed(event: KeyboardEvent): void {
    const target = event.target as HTMLElement
    if (event.ctrlKey || event.altKey || event.metaKey || target.closest(OWN_ARROWS)) return
    const all = items()
    const from = all.indexOf(target)
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? all.length - 1 : ARROWS.includes(event.key) ? step(all, from, event.key as Arrow) : -1
    if (from < 0 || to < 0) return
    event.preventDefault()
    event.stopPropagation()
    all[to]?.focus()
  }

  const step = (all: HTMLElement[], from: number, arrow: Arrow) => neighbour(all.map((item) => item.getBoundingClientRect()), from, arrow)
  const observer = new MutationObserver(settle)
  onMounted(() => {
    if (!root.value) return
    root.value.addEventListener('focusin', focused)
    root.value.addEventListener('keydown', pressed)
    observer.observe(root.value, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] })
    settle()
  })
  onBeforeUnmount(() => observer.disconnect())
}
