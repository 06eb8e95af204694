import { expect, it } from 'vitest'

import { columnsOf, levelsFrom, silencesIn, type LevelsAnswer } from './levels'

type Source = LevelsAnswer['sources'][number]

function answer(...sources: Partial<Source>[]): LevelsAnswer {
  const whole = sources.map((source) => ({ source: 'a/camera', basis: 'header' as const, values: '', voices: [], ...source }))
  return { step_ms: 100, duration_ms: 20_000, sources: whole }
}

it('draws a quiet room as nothing, a loud voice as much, and the unknown as nothing', () => {
  const values = btoa(String.fromCharCode(0, 60, 86, 112, 127, 255))
  expect([...(levelsFrom(answer({ values })).sounds[0]?.values ?? [])]).toEqual([0, 0, 0.5, 1, 1, 0])
})

it('finds silences where none of several speaks', () => {
  const levels = levelsFrom(answer({ voices: [[0, 4000], [15_000, 16_000]] }, { source: 'b/camera', voices: [[3000, 9000]] }))
  expect(silencesIn(levels, 20)).toEqual([{ start: 9, end: 15 }, { start: 16, end: 20 }])
})

it('takes a short pause for no silence', () => {
  const levels = levelsFrom(answer({ voices: [[0, 4000], [5900, 20_000]] }))
  expect(silencesIn(levels, 20)).toEqual([])
})

it('knows of no silence where it is not known who spoke', () => {
  expect(silencesIn(levelsFrom(answer({ basis: 'unknown' })), 20)).toBeNull()
})

it('draws the loudest of every part', () => {
  const values = Float32Array.from([0, 1, 0, 0, 0.5, 0.2])
  expect([...columnsOf(values, 1, 6, 3)]).toEqual([1, 0, 0.5])
  expect([...columnsOf(values, 1, 6, 12)].filter((value) => value === 1)).toHaveLength(2)
})

it('leaves what lies behind the levels empty', () => {
  expect([...columnsOf(Float32Array.from([1]), 1, 4, 4)]).toEqual([1, 0, 0, 0])
})
