import { describe, expect, it } from 'vitest'

import { readPoints } from '@/tools/board/points'

import { Pencil } from './pencil'

const style = (tool: 'pen' | 'arrow') => ({ tool, colour: '#e0342f', width: 4 })

describe('a pencil on a frame', () => {
  it('draws what the pen has passed', () => {
    const pencil = new Pencil(style('pen'), 9 / 16)
    pencil.begin([0, 0])
    pencil.move([[100, 100], [200, 4000]])
    const mark = pencil.end(5)
    expect(mark && readPoints(mark.points)).toEqual([[0, 0], [100, 100], [200, 4000]])
    expect([mark?.stroke, mark?.text, pencil.points]).toEqual([5, '', []])
  })

  it('draws a figure from where it began to where it was left', () => {
    const pencil = new Pencil(style('arrow'), 9 / 16)
    pencil.begin([10, 10])
    pencil.move([[500, 20]])
    pencil.move([[900, 900], [1000, 800]])
    const mark = pencil.end(5)
    expect(mark && readPoints(mark.points)).toEqual([[10, 10], [1000, 800]])
  })

  it('leaves no figure without an extent, but a dot', () => {
    const arrow = new Pencil(style('arrow'), 1)
    arrow.begin([10, 10])
    expect(arrow.end(5)).toBeNull()
    const pen = new Pencil(style('pen'), 1)
    pen.begin([10, 10])
    expect(pen.end(5)?.points).toBeTruthy()
  })

  it('numbers marks upwards, also when the clock goes back', () => {
    const pencil = new Pencil(style('pen'), 1)
    const numbers = [9, 5].map((now) => {
      pencil.begin([1, 1])
      return pencil.end(now)?.stroke
    })
    expect(numbers).toEqual([9, 10])
  })
})
