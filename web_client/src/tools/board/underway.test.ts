import { beforeEach, describe, expect, it } from 'vitest'

import { EMPTY_ROOM } from '@/classroom/testing/empty'
import type { CueEvent, FromServer, InkUnderWay, RoomState } from '@/protocol/messages'

import { writePoints, type Point } from './points'
import { UnderWay } from './underway'

const SURFACE = 'board:p1'
const ROOM: RoomState = {
  ...EMPTY_ROOM,
  members: { a1: { id: 'a1', name: '青石', role: 'rural', place: '', present: true } },
}
let underWay: UnderWay

beforeEach(() => {
  underWay = new UnderWay()
})

function inked(points: Point[], fields: Partial<InkUnderWay> = {}): boolean {
  const piece: InkUnderWay = { by: 'a1', surface: SURFACE, stroke: 1, tool: 'pen', colour: '#1d2426', width: 4, start: 0, points: writePoints(points), gone: false, ...fields }
  return underWay.hear({ type: 'inked', re: null, strokes: [piece], pointers: [] }, 1000)
}

function happens(event: CueEvent, by = 'a1'): boolean {
  return underWay.hear({ type: 'cue', re: null, cue: { n: 1, at: 0, by, event } }, 1000)
}

function points(): (readonly Point[])[] {
  return underWay.strokesOn(SURFACE).map((stroke) => stroke.points)
}

describe('ink under way', () => {
  it('grows piece by piece, and its tip is replaced', () => {
    inked([[0, 0], [10, 0], [12, 1]])
    inked([[20, 0], [30, 0]], { start: 2 })
    expect(points()).toEqual([[[0, 0], [10, 0], [20, 0], [30, 0]]])
  })

  it('is drawn as far as it was heard when a piece was left out', () => {
    inked([[0, 0], [10, 0]])
    inked([[90, 0]], { start: 7 })
    expect(points()).toEqual([[[0, 0], [10, 0], [90, 0]]])
  })

  it('makes room for its author’s next stroke', () => {
    inked([[0, 0]])
    inked([[5, 5]], { stroke: 2 })
    expect(points()).toEqual([[[5, 5]]])
  })

  it.each<[string, CueEvent]>([
    ['its mark', { type: 'mark_added', surface: SURFACE, drawing: { stroke: 1, tool: 'pen', colour: '#1d2426', width: 4, points: '2AA', text: '' } }],
    ['its author', { type: 'member_left', member: 'a1' }],
    ['its page', { type: 'board_page_removed', page: 'p1' }],
  ])('goes with %s', (_, event) => {
    inked([[0, 0]])
    expect(happens(event)).toBe(true)
    expect(points()).toEqual([])
  })

  it('stays when another’s mark of the same number comes', () => {
    inked([[0, 0]])
    happens({ type: 'mark_added', surface: SURFACE, drawing: { stroke: 1, tool: 'pen', colour: '#1d2426', width: 4, points: '2AA', text: '' } }, 'b1')
    expect(points()).toHaveLength(1)
  })

  it('that was taken back is gone', () => {
    inked([[0, 0]])
    inked([], { points: '2', gone: true })
    expect(points()).toEqual([])
  })

  it('that nothing comes of is forgotten', () => {
    inked([[0, 0]])
    expect(underWay.forget(ROOM, 10_000)).toBe(false)
    expect(underWay.forget(ROOM, 12_000)).toBe(true)
    expect(points()).toEqual([])
  })

  it('over a slide and a shared screen goes with them', () => {
    inked([[0, 0]], { surface: 'slide:d1:3' })
    happens({ type: 'document_removed', document: 'd1' })
    inked([[0, 0]], { surface: 'screen:u1/screen' })
    happens({ type: 'source_removed', source: 'u1/screen' })
    expect([...underWay.strokesOn('slide:d1:3'), ...underWay.strokesOn('screen:u1/screen')]).toEqual([])
  })
})

describe('a pointer', () => {
  const moved = (x: number | null): FromServer => ({ type: 'inked', re: null, strokes: [], pointers: [{ by: 'a1', surface: SURFACE, x, y: x }] })

  it('is where it was last, until it is switched off', () => {
    underWay.hear(moved(0.1), 0)
    underWay.hear(moved(0.2), 90)
    expect(underWay.pointersOn(SURFACE)).toMatchObject([{ x: 0.2 }])
    underWay.hear(moved(null), 180)
    expect(underWay.pointersOn(SURFACE)).toEqual([])
  })
})
