import { describe, expect, it } from 'vitest'

import { EMPTY_ROOM } from '@/classroom/testing/empty'
import type { Cue, Member, RoomState } from '@/protocol/messages'

import { PAGES, Story } from './story'

const START = 1_000_000
const EMPTY: RoomState = { ...EMPTY_ROOM, lesson: { ...EMPTY_ROOM.lesson, id: 'l1', title: '' } }

const member = (id: string, role: Member['role'], name: string): Member => ({ id, role, name, place: `${name}小学`, present: true })
const camera = (id: string): Cue['event'] => ({
  type: 'source_added',
  source: { id: `${id}/camera`, member: id, kind: 'camera', audio: true, video: true, label: '' },
})
const screen: Cue['event'] = {
  type: 'source_added',
  source: { id: 't/screen', member: 't', kind: 'screen', audio: false, video: true, label: '' },
}

/** A story told as `[seconds, event]`. */
function told(...events: [number, Cue['event']][]): Story {
  return new Story(EMPTY, events.map(([at, event], index) => ({ n: index + 1, at: START + at * 1000, by: null, event })), START)
}

const lesson = (...events: [number, Cue['event']][]): Story =>
  told(
    [-10, { type: 'member_joined', member: member('t', 'master', '王') }],
    [-9, camera('t')],
    [-8, { type: 'member_joined', member: member('a', 'rural', '青石') }],
    [-7, camera('a')],
    [0, { type: 'lesson_started' }],
    ...events,
  )

describe('the story of a lesson', () => {
  it('gives the stage to whoever is called on, at that moment', () => {
    const story = lesson([20, { type: 'floor_given', member: 'a' }], [30, { type: 'floor_returned', member: 'a' }])
    expect([19, 20, 31].map((at) => story.prominentAt(at))).toEqual([['t/camera'], ['a/camera'], ['t/camera']])
  })

  it('shows a shared screen before the speaker', () => {
    expect(lesson([5, screen]).prominentAt(6)).toEqual(['t/screen', 't/camera'])
  })

  it('marks who was called on, by name', () => {
    const story = lesson([20, { type: 'floor_given', member: 'a' }], [30, { type: 'muted_all' }])
    expect(story.spans(90).filter(({ kind }) => kind === 'floor')).toEqual([{ kind: 'floor', member: 'a', name: '青石', start: 20, end: 30 }])
  })

  it('marks a span that is still open up to the end', () => {
    expect(lesson([40, screen]).spans(90)).toContainEqual({ kind: 'screen', member: 't', name: '王', start: 40, end: 90 })
  })

  it('marks what was shown, whichever page', () => {
    const document = { id: 'd1', kind: 'slides' as const, title: '第一课', pages: 9, width: 1920, height: 1080, duration_ms: null, bytes: 1 }
    const story = lesson(
      [1, { type: 'document_added', document }],
      [10, { type: 'page_shown', document: 'd1', page: 1 }],
      [20, { type: 'page_shown', document: 'd1', page: 2 }],
      [30, { type: 'courseware_hidden' }],
    )
    expect(story.spans(90).filter(({ kind }) => kind === 'page')).toEqual([{ kind: 'page', member: 'd1', name: '第一课', start: 10, end: 30 }])
  })

  it('shows pages large while they are shown', () => {
    const story = lesson([10, { type: 'board_page_added', page: { id: 'p1', title: '' } }], [11, { type: 'board_shown', page: 'p1' }])
    expect(story.prominentAt(12)).toEqual([PAGES, 't/camera'])
  })

  it('ends the lesson where it ended', () => {
    expect(lesson([80, { type: 'lesson_ended' }]).spans(90)[0]).toMatchObject({ kind: 'lesson', start: 0, end: 80 })
  })

  it('keeps the name of one who left', () => {
    expect(lesson([50, { type: 'member_left', member: 'a' }]).nameOf('a')).toBe('青石')
  })

  it('is the empty room before the first cue', () => {
    expect(lesson().stateAt(-99)).toBe(EMPTY)
  })
})
