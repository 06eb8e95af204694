/** What ECharts is told to draw: made of figures, colours and words, without ECharts itself. */
import type { EChartsCoreOption } from 'echarts/core'

import { stCurve, talked, TALKERS, talkersOf, type Talker } from './curves'
import type { ClassroomFigures, StFigures, TalkFigures } from './types'

export type ChartOption = EChartsCoreOption

/** Colours and type as the page has them now. */
export interface Palette {
  /** Its names, as a canvas takes them: there `inherit` is no font, and everything is drawn in 10 pixels. */
  font: string
  ink: string
  soft: string
  line: string
  surface: string
  teacher: string
  pupils: string
  both: string
  silence: string
  unknown: string
}

export type Say = (key: string, values?: Record<string, unknown>) => string

const MINUTE_MS = 60_000
const minutes = (ms: number): number => Math.round(ms / 600) / 100

function base({ font, ink, line, surface }: Palette): ChartOption {
  return {
    animation: false,
    textStyle: { fontFamily: font, fontSize: 13, color: ink },
    // Drawn into the picture: the content security policy lets no text bring styles of its own.
    tooltip: { renderMode: 'richText', backgroundColor: surface, borderColor: line, textStyle: { color: ink, fontSize: 13 }, confine: true },
  }
}

function axis(palette: Palette, name: string, extra: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name,
    nameTextStyle: { color: palette.soft, fontSize: 13 },
    axisLabel: { color: palette.soft, fontSize: 12, hideOverlap: true },
    axisLine: { show: true, lineStyle: { color: palette.line } },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: palette.line, opacity: 0.6 } },
    ...extra,
  }
}

/** Who talked in each minute, in stacked bars of seconds. */
export function minutesOption(parts: readonly TalkFigures[], palette: Palette, say: Say): ChartOption {
  const known = TALKERS.filter((talker) => parts.some((part) => talkersOf(part).includes(talker)))
  const seconds = (part: TalkFigures, talker: Talker): number => Math.round((talked(part, talker) ?? 0) / 1000)
  return {
    ...base(palette),
    tooltip: { ...(base(palette)['tooltip'] as object), trigger: 'axis' },
    legend: { type: 'scroll', top: 0, right: 0, itemWidth: 14, itemHeight: 14, textStyle: { color: palette.ink, fontSize: 13 } },
    // Below the legend the axis has room for its name.
    grid: { left: 44, right: 16, top: 60, bottom: 44 },
    xAxis: axis(palette, say('axis.minute'), {
      type: 'category',
      nameLocation: 'middle',
      nameGap: 26,
      data: parts.map((part) => String(part.at_ms / MINUTE_MS + 1)),
    }),
    yAxis: axis(palette, say('axis.seconds'), { type: 'value', max: 60 }),
    series: known.map((talker) => ({
      name: say(`talker.${talker}`),
      type: 'bar',
      stack: 'talk',
      barCategoryGap: '20%',
      color: palette[talker],
      ...(talker === 'unknown' ? { itemStyle: { borderColor: palette.soft, borderWidth: 1, borderType: 'dashed' } } : {}),
      data: parts.map((part) => seconds(part, talker)),
    })),
  }
}

/** The S-T curve: time of T to the right, of S upwards, both on the same scale. */
export function stOption(st: StFigures, palette: Palette, say: Say): ChartOption {
  const points = stCurve(st)
  const last = points.at(-1) ?? { teacher: 0, student: 0 }
  const scale = { type: 'value', min: 0, max: Math.ceil(Math.max(last.teacher, last.student) / 5) * 5 || 5 }
  return {
    ...base(palette),
    tooltip: { ...(base(palette)['tooltip'] as object), trigger: 'item', formatter: ({ dataIndex }: { dataIndex: number }) => say('st.at', { n: dataIndex }) },
    grid: { left: 56, right: 24, top: 32, bottom: 48 },
    xAxis: axis(palette, say('axis.teacher'), { ...scale, nameLocation: 'middle', nameGap: 28 }),
    yAxis: axis(palette, say('axis.student'), scale),
    series: [
      {
        type: 'line',
        color: palette.teacher,
        lineStyle: { width: 2 },
        symbol: 'circle',
        symbolSize: 5,
        showAllSymbol: true,
        data: points.map(({ teacher, student }) => [teacher, student]),
        // As much of one as of the other.
        markLine: {
          silent: true,
          symbol: 'none',
          label: { show: false },
          lineStyle: { color: palette.soft, type: 'dashed' },
          data: [[{ coord: [0, 0] }, { coord: [scale.max, scale.max] }]],
        },
      },
    ],
  }
}

/** Bounds of the types, as in `server/library/analysis/st.py`. */
const PRACTICE_RT = 0.3
const LECTURE_RT = 0.7
const DIALOGUE_CH = 0.4

/** The lesson in the Rt-Ch chart, with the areas of the types and the triangle that no lesson leaves. */
export function rtChOption(st: StFigures, palette: Palette, say: Say): ChartOption {
  const area = (name: string, from: [number, number], to: [number, number]): object[] => [
    { name: say(`type.${name}`), coord: from },
    { coord: to },
  ]
  return {
    ...base(palette),
    tooltip: { ...(base(palette)['tooltip'] as object), formatter: () => say('rtch.here', { rt: st.rt.toFixed(2), ch: st.ch.toFixed(2) }) },
    grid: { left: 52, right: 24, top: 32, bottom: 48 },
    xAxis: axis(palette, 'Rt', { type: 'value', min: 0, max: 1, nameLocation: 'middle', nameGap: 28, splitLine: { show: false } }),
    yAxis: axis(palette, 'Ch', { type: 'value', min: 0, max: 1, splitLine: { show: false } }),
    series: [
      {
        type: 'scatter',
        color: palette.pupils,
        symbolSize: 20,
        itemStyle: { borderColor: palette.ink, borderWidth: 2 },
        data: [[st.rt, st.ch]],
        z: 5,
        markArea: {
          silent: true,
          label: { color: palette.ink, fontSize: 14, position: 'insideTopLeft', distance: 8 },
          itemStyle: { color: 'transparent', borderColor: palette.soft, borderWidth: 1 },
          data: [
            area('practice', [0, 0], [PRACTICE_RT, DIALOGUE_CH]),
            area('mixed', [PRACTICE_RT, 0], [LECTURE_RT, DIALOGUE_CH]),
            area('lecture', [LECTURE_RT, 0], [1, DIALOGUE_CH]),
            area('dialogue', [0, DIALOGUE_CH], [1, 1]),
          ],
        },
        // A change needs a sample of either kind: Ch is never above twice the rarer share.
        markLine: {
          silent: true,
          symbol: 'none',
          label: { show: false },
          lineStyle: { color: palette.soft, type: 'dashed' },
          data: [
            [{ coord: [0, 0] }, { coord: [0.5, 1] }],
            [{ coord: [0.5, 1] }, { coord: [1, 0] }],
          ],
        },
      },
    ],
  }
}

/** What the classrooms did, side by side, in minutes. */
export function classroomsOption(classrooms: readonly ClassroomFigures[], palette: Palette, say: Say): ChartOption {
  const rows = [...classrooms].reverse()
  const hasVoices = classrooms.some((classroom) => classroom.spoke_ms !== null)
  const figures: [string, string, (classroom: ClassroomFigures) => number][] = [
    ['stage', palette.teacher, (classroom) => classroom.stage_ms],
    ['floor', palette.pupils, (classroom) => classroom.floor_ms],
    ...(hasVoices ? [['spoke', palette.both, (classroom) => classroom.spoke_ms ?? 0] as [string, string, (classroom: ClassroomFigures) => number]] : []),
  ]
  return {
    ...base(palette),
    tooltip: { ...(base(palette)['tooltip'] as object), trigger: 'axis' },
    legend: { type: 'scroll', top: 0, left: 0, itemWidth: 14, itemHeight: 14, textStyle: { color: palette.ink, fontSize: 13 } },
    grid: { left: 16, right: 32, top: 44, bottom: 44, containLabel: true },
    xAxis: axis(palette, say('axis.minutes'), { type: 'value', minInterval: 1, nameLocation: 'middle', nameGap: 26 }),
    yAxis: axis(palette, '', { type: 'category', data: rows.map(({ name }) => name), axisLabel: { color: palette.ink, fontSize: 14, width: 160, overflow: 'truncate' } }),
    series: figures.map(([name, color, of]) => ({
      name: say(`figure.${name}`),
      type: 'bar',
      color,
      barMaxWidth: 18,
      data: rows.map((classroom) => minutes(of(classroom))),
    })),
  }
}
