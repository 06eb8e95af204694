import { describe, expect, it } from 'vitest'

import { classroomsOption, minutesOption, rtChOption, stOption, type ChartOption, type Palette } from './options'
import { classroom, st, talk } from './testing'

const palette = new Proxy({}, { get: (_, name) => String(name) }) as Palette
const say = (key: string): string => key

interface Series {
  name: string
  data: unknown[]
}

const series = (option: ChartOption): Series[] => option['series'] as Series[]

describe('what is drawn', () => {
  it('stacks who talked in seconds of each minute', () => {
    const drawn = series(minutesOption([talk(40_000, 10_000, 0, 10_000), talk(20_000, 20_000, 5_000, 15_000)], palette, say))
    expect(drawn.map(({ name, data }) => [name, data])).toEqual([
      ['talker.teacher', [40, 20]],
      ['talker.pupils', [10, 20]],
      ['talker.both', [0, 5]],
      ['talker.silence', [10, 15]],
    ])
  })

  it('leaves out whom nobody may hear', () => {
    expect(series(minutesOption([talk(40_000, null, null, null)], palette, say)).map(({ name }) => name)).toEqual(['talker.teacher'])
  })

  it('has both sides of the S-T curve on one scale', () => {
    const option = stOption(st('T'.repeat(61)), palette, say) as { xAxis: { max: number }; yAxis: { max: number } }
    expect([option.xAxis.max, option.yAxis.max]).toEqual([35, 35])
  })

  it('puts the lesson where its Rt and Ch are', () => {
    expect(series(rtChOption(st('TTTS', { ch: 0.25 }), palette, say))[0]?.data).toEqual([[0.75, 0.25]])
  })

  it('draws voices of classrooms only where they are known', () => {
    const names = (spoke_ms: number | null): string[] => series(classroomsOption([classroom('a', { spoke_ms })], palette, say)).map(({ name }) => name)
    expect(names(null)).toEqual(['figure.stage', 'figure.floor'])
    expect(names(90_000)).toEqual(['figure.stage', 'figure.floor', 'figure.spoke'])
  })
})
