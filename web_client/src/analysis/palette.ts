/** The page's own colours and type for charts, light or dark as the place where they are drawn. */
import type { Palette } from './options'

const NAMES = {
  ink: '--ink',
  soft: '--ink-soft',
  line: '--line',
  surface: '--surface',
  teacher: '--primary',
  pupils: '--accent',
  both: '--focus',
  silence: '--sunken',
  unknown: '--page',
} as const

/** What the tokens say within this element. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element)
  const found = Object.entries(NAMES).map(([name, token]) => [name, style.getPropertyValue(token).trim()])
  return { ...Object.fromEntries(found), font: style.fontFamily } as Palette
}
