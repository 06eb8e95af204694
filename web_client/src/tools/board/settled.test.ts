import { beforeEach, describe, expect, it } from 'vitest'

import type { Mark } from '@/protocol/messages'

import { SettledLayer } from './settled'

const mark = (n: number): Mark => ({ n, by: 'u1', stroke: n, tool: 'pen', colour: '#1d2426', width: 4, points: '2AA', text: '' })
const MARKS = Array.from({ length: 60 }, (_, n) => mark(n))
const upTo = (count: number): Mark[] => MARKS.slice(0, count)
let painted: string[]
let layer: SettledLayer

beforeEach(() => {
  painted = []
  layer = new SettledLayer({
    paint: ({ n }) => painted.push(`paint ${n}`),
    // A mark lies beside the next, and touches no other.
    boxOf: ({ n }) => ({ left: n * 10, top: 0, right: n * 10 + 15, bottom: 10 }),
    clear: (box) => painted.push(box ? `clear ${box.left}-${box.right}` : 'clear all'),
    confine: () => painted.push('confine'),
    release: () => painted.push('release'),
  })
  layer.show(upTo(5))
  painted = []
})

describe('the layer of finished marks', () => {
  it('paints only what has come', () => {
    layer.show(upTo(6))
    expect(painted).toEqual(['paint 5'])
  })

  it('paints anew only around what has gone', () => {
    layer.show(upTo(5).filter(({ n }) => n !== 2))
    expect(painted).toEqual(['confine', 'clear 20-35', 'paint 1', 'paint 3', 'release'])
  })

  it('puts a mark that was only hidden back into its place', () => {
    layer.show(upTo(5).filter(({ n }) => n !== 2))
    painted = []
    layer.show(upTo(5))
    expect(painted).toEqual(['clear all', 'paint 0', 'paint 1', 'paint 2', 'paint 3', 'paint 4'])
  })

  it('paints everything anew where much has gone', () => {
    layer.show(MARKS)
    painted = []
    layer.show(upTo(3))
    expect(painted).toEqual(['clear all', 'paint 0', 'paint 1', 'paint 2'])
  })

  it('does nothing twice', () => {
    const same = upTo(6)
    layer.show(same)
    painted = []
    layer.show(same)
    expect(painted).toEqual([])
  })

  it('begins anew on an empty canvas', () => {
    layer.reset()
    layer.show(upTo(2))
    expect(painted).toEqual(['paint 0', 'paint 1'])
  })
})
