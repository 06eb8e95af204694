/** Which views are on the screen, in which order, under which names. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'

import { viewsFor } from '@/replay/layout'
import type { RecordedSource } from '@/replay/manifest'
import type { ReplayState } from '@/replay/state'
import { PAGES } from '@/replay/story'

/** A view as menus list it. */
export interface ViewChoice {
  id: string
  name: string
  place: string
  /** The digit that enlarges it. */
  number: number
  member: string
  sound: boolean
}

export interface Views {
  choices: ComputedRef<ViewChoice[]>
  /** Ids on the screen, the large one first. */
  shown: ComputedRef<string[]>
  /** Members called on now. */
  floor: ComputedRef<string[]>
  /** The second view belongs to the first: a speaker beside the shared screen. */
  paired: ComputedRef<boolean>
  enlarged: Ref<string | null>
  enlarge(source: string | null): void
}

/** The teacher first, what is shared next, then the classrooms. */
function rank(source: RecordedSource, state: ReplayState): number {
  if (source.kind !== 'camera') return 1
  return state.story?.isMaster(source.member) ? 0 : 2
}

/** What takes part now: it has picture or sound here, or is in the room without; pages while they are shown. */
function takesPart(source: string, state: ReplayState): boolean {
  if (source === PAGES) return state.story?.showsPages(state.position) ?? false
  const status = state.statuses[source]
  return Boolean(status?.picture || status?.sound || state.story?.stateAt(state.position).sources[source])
}

/** A computed list that stays the same object while its content does: the position moves many times a second. */
function steadyList(list: () => string[]): ComputedRef<string[]> {
  return computed<string[]>((old) => {
    const fresh = list()
    return old?.length === fresh.length && old.every((entry, index) => entry === fresh[index]) ? old : fresh
  })
}

export function useViews(state: ReplayState): Views {
  const { t } = useI18n()
  const enlarged = ref<string | null>(null)

  const sources = computed<ViewChoice[]>(() =>
    [...state.sources]
      .sort((a, b) => rank(a, state) - rank(b, state))
      .map((source, index) => {
        const name = state.story?.nameOf(source.member) ?? source.member
        return {
          id: source.id,
          member: source.member,
          number: index + 1,
          name: source.kind === 'camera' ? name : t(`replay.kind.${source.kind}`, { name }),
          place: state.story?.placeOf(source.member) ?? '',
          sound: source.audio.length > 0,
        }
      }),
  )
  const choices = computed<ViewChoice[]>(() => {
    const pages = { id: PAGES, member: '', number: sources.value.length + 1, name: t('replay.pages'), place: '', sound: false }
    return state.story?.hasPages ? [...sources.value, pages] : sources.value
  })

  const present = steadyList(() => {
    const visible = choices.value.filter(({ id }) => !state.hidden.includes(id))
    const now = visible.filter(({ id }) => id === enlarged.value || takesPart(id, state))
    // Before the first picture, and in a pause, the places are already there.
    return (now.length > 0 ? now : visible).map(({ id }) => id)
  })

  const prominent = steadyList(() => {
    const wanted = [enlarged.value, ...(state.story?.prominentAt(state.position) ?? [])]
    return [...new Set(wanted)].filter((id) => id !== null && present.value.includes(id)) as string[]
  })

  const ordered = steadyList(() => [...prominent.value, ...present.value.filter((id) => !prominent.value.includes(id))])
  const shown = steadyList(() => {
    const [first = null, second = null] = state.story?.prominentAt(state.position) ?? []
    const shared = first === PAGES || /\/(screen|board)$/.test(first ?? '')
    // Of what is chosen by hand at most one is asked for: it stands for whatever the layout would show large.
    const content = shared ? (enlarged.value ?? first) : enlarged.value
    return viewsFor(state.layout, { shown: ordered.value, content, stage: shared ? second : first })
  })
  const floor = steadyList(() => state.story?.stateAt(state.position).floor ?? [])
  const paired = computed(() => prominent.value.length > 1)

  function enlarge(source: string | null): void {
    enlarged.value = enlarged.value === source ? null : source
  }
  return { choices, shown, floor, paired, enlarged, enlarge }
}
