import { expect, it } from 'vitest'

import { tileAt, tileStyle, type ThumbnailIndex } from './thumbs'

const index: ThumbnailIndex = {
  state: 'ready',
  width: 160,
  height: 90,
  columns: 2,
  sources: [
    { source: 't/camera', sheets: [{ name: 't1', tiles: [0, 10_000, 20_000] }, { name: 't2', tiles: [200_000] }] },
    { source: 'a/camera', sheets: [{ name: 'a1', tiles: [100_000] }] },
  ],
}

it('takes the nearest picture, wherever on its sheet', () => {
  expect(tileAt(index, ['t/camera'], 19)).toMatchObject({ sheet: 't1', column: 0, row: 1, rows: 2 })
  expect(tileAt(index, ['t/camera'], 201)?.sheet).toBe('t2')
})

it('takes another source where the first has none', () => {
  expect(tileAt(index, ['t/screen', 't/camera', 'a/camera'], 100)?.sheet).toBe('a1')
})

it('shows nothing rather than what was long ago', () => {
  expect(tileAt(index, ['t/camera'], 100)).toBeNull()
  expect(tileAt(index, [], 0)).toBeNull()
})

it('is drawn as a piece of its sheet', () => {
  const tile = tileAt(index, ['t/camera'], 10)
  expect(tile && tileStyle(tile, '/t1.jpg', 320)).toEqual({
    height: '180px',
    backgroundImage: 'url("/t1.jpg")',
    backgroundSize: '640px 360px',
    backgroundPosition: '-320px 0px',
  })
})
