import { expect, it } from 'vitest'

import { answerOf, chapterAt, chapterBeside, chapterFrom, cutsIn, named, type Chapter } from './chapters'

const chapters: Chapter[] = [0, 60, 120].map((start) => ({ start, title: `at ${start}`, kind: 'page', n: 1 }))

it('knows the chapter of a moment', () => {
  expect(chapterAt(chapters, 60)?.start).toBe(60)
  expect(chapterAt(chapters, 119)?.start).toBe(60)
  expect(chapterAt(chapters.slice(1), 5)).toBeNull()
})

it('goes on to the next, and stays at the last', () => {
  expect(chapterBeside(chapters, 10, 1)).toBe(60)
  expect(chapterBeside(chapters, 130, 1)).toBeNull()
})

it('goes back to the start of this one, or just after that to the one before', () => {
  expect(chapterBeside(chapters, 90, -1)).toBe(60)
  expect(chapterBeside(chapters, 62, -1)).toBe(0)
  expect(chapterBeside(chapters, 0, -1)).toBeNull()
})

it('cuts the time line where a chapter begins', () => {
  expect(cutsIn(chapters, 240)).toEqual([0.25, 0.5])
})

it('puts a new one where it belongs', () => {
  expect(named(chapters, 90, 'new').map(({ start }) => start)).toEqual([0, 60, 90, 120])
})

it('names one anew', () => {
  const renamed = named(chapters, 60, 'new')
  expect(renamed).toHaveLength(3)
  expect(renamed[1]).toEqual({ start: 60, kind: 'hand', n: 0, title: 'new' })
})

it('goes to the server and back unchanged', () => {
  expect(chapters.map(answerOf).map(chapterFrom)).toEqual(chapters)
})
