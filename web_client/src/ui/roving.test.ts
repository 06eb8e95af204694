import { expect, it } from 'vitest'

import { neighbour, type Box } from './roving'

const box = (column: number, row: number): Box => ({ left: column * 100, top: row * 60, width: 90, height: 50 })
const grid = [box(0, 0), box(1, 0), box(2, 0), box(0, 1), box(1, 1)]

it('goes along a row', () => {
  expect(neighbour(grid, 0, 'ArrowRight')).toBe(1)
  expect(neighbour(grid, 1, 'ArrowLeft')).toBe(0)
})

it('goes down a column', () => {
  expect(neighbour(grid, 1, 'ArrowDown')).toBe(4)
  expect(neighbour(grid, 3, 'ArrowUp')).toBe(0)
})

it('takes the nearest where the column has no more', () => {
  expect(neighbour(grid, 2, 'ArrowDown')).toBe(4)
})

it('stays at the edge', () => {
  expect(neighbour(grid, 0, 'ArrowLeft')).toBe(-1)
})
