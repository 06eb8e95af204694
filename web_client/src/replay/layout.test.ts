import { describe, expect, it } from 'vitest'

import { arrange, heightOf, LAYOUTS, place, viewsFor, type Box } from './layout'

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.left + b.width - 0.01 && b.left < a.left + a.width - 0.01 && a.top < b.top + b.height - 0.01 && b.top < a.top + a.height - 0.01

const SIZES = [
  [1920, 860],
  [1318, 516],
  [1024, 600],
  [430, 290],
  [366, 400],
] as const

describe.each(SIZES)('views in %i x %i', (width, height) => {
  it.each([1, 2, 3, 4, 6, 9, 12])('%i of them cover nothing and stay inside', (count) => {
    for (const pair of [false, true]) {
      const boxes = arrange(count, width, height, pair)
      expect(boxes).toHaveLength(count)
      boxes.forEach((box, index) => boxes.slice(index + 1).forEach((other) => expect(overlap(box, other)).toBe(false)))
      expect(Math.max(...boxes.map((box) => box.left + box.width))).toBeLessThanOrEqual(width + 0.01)
      expect(heightOf(boxes)).toBeLessThanOrEqual(height + 0.01)
    }
  })

  it('the first is the largest', () => {
    const [main, ...sides] = arrange(5, width, height)
    for (const side of sides) expect(main?.width ?? 0).toBeGreaterThan(side.width)
  })
})

it('nothing needs no room', () => {
  expect(arrange(0, 100, 100)).toEqual([])
})

describe.each(SIZES)('every layout in %i x %i', (width, height) => {
  it.each(LAYOUTS)('%s covers nothing and stays inside', (layout) => {
    for (const count of [1, 2, 3, 5, 8]) {
      const boxes = place(layout, count, width, height)
      boxes.forEach((box, index) => boxes.slice(index + 1).forEach((other) => expect(overlap(box, other)).toBe(false)))
      expect(Math.max(...boxes.map((box) => box.left + box.width))).toBeLessThanOrEqual(width + 0.01)
      expect(heightOf(boxes)).toBeLessThanOrEqual(height + 0.01)
    }
  })

  it('shows views of one size in a grid', () => {
    const boxes = place('grid', 5, width, height)
    expect(new Set(boxes.map((box) => Math.round(box.width))).size).toBe(1)
  })
})

describe('the views of a layout', () => {
  const shown = ['pages', 't/camera', 'a/camera', 'b/camera']
  const scene = { shown, content: 'pages', stage: 't/camera' }

  it.each([
    ['auto', shown],
    ['grid', shown],
    ['one', ['pages']],
    ['pair', ['pages', 't/camera']],
    ['stage', ['pages', 't/camera']],
    ['slides', ['pages']],
  ] as const)('%s', (layout, views) => expect(viewsFor(layout, scene)).toEqual(views))

  it('fall back to the most prominent where nothing is shown to everybody', () => {
    const bare = { shown: ['t/camera', 'a/camera'], content: null, stage: 't/camera' }
    expect(viewsFor('slides', bare)).toEqual(['t/camera'])
    expect(viewsFor('stage', { ...bare, stage: null })).toEqual(['t/camera'])
  })

  it('are those on the screen alone', () => {
    expect(viewsFor('slides', { shown: ['a/camera'], content: 'pages', stage: null })).toEqual(['a/camera'])
  })
})
