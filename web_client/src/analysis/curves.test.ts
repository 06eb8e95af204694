import { describe, expect, it } from 'vitest'

import { byPart, shares, stCurve, tookPart } from './curves'
import { classroom, st, talk } from './testing'

describe('the S-T curve', () => {
  it('goes right for a T and up for an S', () => {
    const found = stCurve(st('TTS')).map(({ teacher, student }) => [teacher, student])
    expect(found).toEqual([[0, 0], [0.5, 0], [1, 0], [1, 0.5]])
  })

  it('passes over what nobody knows', () => {
    expect(stCurve(st('T-S')).map(({ teacher, student, atMs }) => [teacher, student, atMs])).toEqual([[0, 0, 0], [0.5, 0, 30_000], [0.5, 0.5, 90_000]])
  })

  it('ends where all samples are used up', () => {
    const last = stCurve(st('TSTSTS')).at(-1)
    expect([last?.teacher, last?.student, last?.atMs]).toEqual([1.5, 1.5, 180_000])
  })
})

describe('shares of talk', () => {
  it('are of the whole lesson', () => {
    const found = shares(talk(60_000, 30_000, 10_000, 100_000), 200_000)
    expect(found.map(({ share }) => share)).toEqual([0.3, 0.15, 0.05, 0.5])
  })

  it('leave out what is not shown', () => {
    expect(shares(talk(60_000, null, null, null), 120_000)).toEqual([{ talker: 'teacher', share: 0.5 }])
  })

  it('tell of what is unknown where anything is', () => {
    expect(shares(talk(0, 0, 0, 0, { unknown_ms: 60_000 }), 120_000).at(-1)).toEqual({ talker: 'unknown', share: 0.5 })
  })

  it('of a lesson without length are none', () => {
    expect(shares(talk(0, 0, 0, 0), 0)).toEqual([])
  })
})

describe('classrooms', () => {
  it('stand in the order in which they took part', () => {
    const found = byPart([classroom('a', { floor_ms: 1 }), classroom('b', { floor_ms: 9 }), classroom('c', { floor_ms: 1, stage_ms: 5 })])
    expect(found.map(({ member }) => member)).toEqual(['b', 'c', 'a'])
  })

  it('took part by answering alone', () => {
    expect(tookPart(classroom('a'))).toBe(false)
    expect(tookPart(classroom('a', { answers: { questions: 1, rated: 0, right: 0 } }))).toBe(true)
  })
})
