/** A rubric while it is written: what is still wrong with it, and fresh items. */
import type { Level, RubricBody, RubricItem } from '@/api/rounds'

export const WHOLE = 100
export const MOST_ITEMS = 30

export const weightOf = (items: readonly RubricItem[]): number => items.reduce((sum, { weight }) => sum + weight, 0)

/** An id that no other item has. */
export function freshId(items: readonly RubricItem[]): string {
  const taken = new Set(items.map(({ id }) => id))
  for (let number = items.length + 1; ; number += 1) if (!taken.has(`i${number}`)) return `i${number}`
}

/** The next item: what is left of the hundred, and the levels of the one before. */
export function freshItem(items: readonly RubricItem[]): RubricItem {
  const levels = items.at(-1)?.levels ?? []
  return { id: freshId(items), title: '', text: '', weight: Math.max(1, WHOLE - weightOf(items)), levels: levels.map((level) => ({ ...level })) }
}

/** Whether the server would take it. */
export function isWhole({ title, items }: RubricBody): boolean {
  const named = items.every((item) => item.title.trim() !== '' && item.weight >= 1)
  return title.trim() !== '' && items.length > 0 && named && weightOf(items) === WHOLE
}

/** Levels written as `优 95, 良 85`; what can't be read is left out. */
export function levelsIn(text: string): Level[] {
  return text
    .split(/[,，;；、]/)
    .flatMap((part) => {
      const found = /^\s*(.+?)\s*(\d{1,3}(?:\.\d)?)\s*%?\s*$/.exec(part)
      const percent = Number(found?.[2])
      return found?.[1] && percent <= 100 ? [{ title: found[1].slice(0, 40), percent }] : []
    })
    .slice(0, 8)
}

export function levelsText(levels: readonly Level[]): string {
  const comma = levels.some(({ title }) => /\p{Script=Han}/u.test(title)) ? '，' : ', '
  return levels.map(({ title, percent }) => `${title} ${percent}`).join(comma)
}
