import { expect, it } from 'vitest'

import type { Span } from '@/replay/spans'

import { colourOf, coloursIn } from './colours'

const floor = (member: string, start: number): Span => ({ kind: 'floor', member, name: member, start, end: start + 5 })
const colours = coloursIn([floor('a', 0), floor('b', 10), floor('a', 20), { ...floor('c', 30), kind: 'hand' }])

it('gives everybody who was called on a colour of their own, and keeps it', () => {
  expect(colourOf(colours, 'a')).not.toBe(colourOf(colours, 'b'))
  expect(colourOf(colours, 'a/camera')).toBe(colourOf(colours, 'a'))
})

it('gives whoever was not called on the colour of the teacher', () => {
  expect(colourOf(colours, 'c')).toBe(colourOf(colours, 't/camera'))
})
