/** The rows of the time line: what there is to show in each, and which are shown until somebody chooses. */
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'

import type { Mark, MarkLane } from '@/replay/handle'
import { missingIn } from '@/replay/manifest'
import type { Span } from '@/replay/spans'
import type { ReplayState } from '@/replay/state'
import { duration } from '@/ui/time'

import { colourOf, coloursIn } from './colours'

export type LaneName = 'speech' | 'page' | 'question' | 'floor' | 'hand' | 'screen' | 'gap' | MarkLane

/** In the order in which they stand above each other; `usual` are on by themselves. */
export const LANES: readonly { name: LaneName; usual: boolean }[] = [
  { name: 'chapter', usual: false },
  { name: 'comment', usual: true },
  { name: 'score', usual: false },
  { name: 'clip', usual: false },
  { name: 'turn', usual: false },
  { name: 'page', usual: true },
  { name: 'question', usual: true },
  { name: 'hand', usual: false },
  { name: 'floor', usual: true },
  { name: 'screen', usual: true },
  { name: 'gap', usual: true },
  { name: 'speech', usual: true },
]

export interface LaneSpan extends Mark {
  /** What is written in it, where there is room. */
  name: string
  tone: string
  /** Of whoever it is about; empty where the row has one of its own. */
  colour: string
  member: string
}

export interface Lane {
  name: LaneName
  spans: LaneSpan[]
}

const STORIED = ['page', 'question', 'hand', 'floor', 'screen'] as const

/** In the page: the rows of spans, those without any included. The strip of voices draws itself. */
export function useLanes(
  state: ReplayState,
  spans: ComputedRef<Span[]>,
  marks: Readonly<Partial<Record<MarkLane, readonly Mark[]>>>,
): ComputedRef<Lane[]> {
  const { t } = useI18n()
  const colours = computed(() => coloursIn(spans.value))
  const times = (start: number, end: number) => `${duration(start * 1000)}–${duration(end * 1000)}`

  function told(span: Span): LaneSpan {
    // The whiteboard has no title, a question may have no words.
    const name = span.name || t(`replay.unnamed.${span.kind}`)
    const label = t(`replay.span.${span.kind}`, { name, times: times(span.start, span.end) })
    const { kind, member, start, end } = span
    const colour = kind === 'floor' || kind === 'hand' ? colourOf(colours.value, member) : ''
    return { key: `${member}-${start}`, start, end, label, name, tone: kind, colour, member }
  }

  const gaps = computed<LaneSpan[]>(() =>
    (state.manifest ? missingIn(state.manifest) : []).map(({ source, start, end }, index) => {
      const name = state.story?.nameOf(source.split('/')[0] ?? '') ?? source
      return { key: String(index), start, end, label: t('player.missing', { name, times: times(start, end) }), name: '', tone: 'gap', colour: '', member: source }
    }),
  )
  const marked = (name: MarkLane): LaneSpan[] => (marks[name] ?? []).map((mark) => ({ ...mark, name: mark.end > mark.start ? mark.label : '', tone: name, colour: '', member: '' }))
  const storied = computed(() => new Map(STORIED.map((kind) => [kind as LaneName, spans.value.filter((span) => span.kind === kind).map(told)])))

  return computed(() =>
    LANES.map(({ name }) => ({
      name,
      spans: name === 'gap' ? gaps.value : (storied.value.get(name) ?? (name === 'speech' ? [] : marked(name as MarkLane))),
    })),
  )
}
