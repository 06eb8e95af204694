/** A score sheet while it is filled in: totals, what is still missing, what its moments suggest. */
import type { ItemScore, RubricBody, RubricItem, Sheet } from '@/api/rounds'

export const emptySheet = (): Sheet => ({ items: {}, moments: [], text: '' })

export const scoreOf = (sheet: Sheet, item: string): ItemScore => sheet.items[item] ?? { points: null, text: '' }

/** Within 0 and the item's weight, in tenths; null for what is no number. */
export function pointsIn(typed: string, weight: number): number | null {
  const value = Number(typed.replace(',', '.'))
  if (typed.trim() === '' || !Number.isFinite(value)) return null
  return Math.round(Math.min(Math.max(value, 0), weight) * 10) / 10
}

/** The points of a level. */
export const pointsOf = (item: RubricItem, percent: number): number => Math.round(item.weight * percent) / 100

/** The level that a score falls into: the one whose points lie nearest. */
export function levelOf(item: RubricItem, points: number | null): string | null {
  if (points === null) return null
  const away = (percent: number): number => Math.abs(pointsOf(item, percent) - points)
  const sorted = [...item.levels].sort((a, b) => away(a.percent) - away(b.percent))
  return sorted[0]?.title ?? null
}

/** Ids of the items that have no score. */
export function unscored(rubric: RubricBody, sheet: Sheet): string[] {
  return rubric.items.filter(({ id }) => scoreOf(sheet, id).points === null).map(({ id }) => id)
}

/** The sum of what is scored so far. */
export function totalOf(rubric: RubricBody, sheet: Sheet): number {
  return Math.round(rubric.items.reduce((sum, { id }) => sum + (scoreOf(sheet, id).points ?? 0), 0) * 100) / 100
}

/** The mean of an item's scores at moments; null without any. */
export function suggested(sheet: Sheet, item: string): number | null {
  const given = sheet.moments.filter((moment) => moment.item === item && moment.points !== null).map((moment) => moment.points ?? 0)
  return given.length > 0 ? Math.round((given.reduce((sum, points) => sum + points, 0) / given.length) * 10) / 10 : null
}
