/** Where words stand in a recording: at once in what the page knows, and soon in what the server has read of slides and comments. */
import { computed, onBeforeUnmount, shallowRef, watch, type ComputedRef, type Ref } from 'vue'

import { findInside } from '@/api/replay'
import { find, together, type Findable, type Hit } from '@/replay/finding'

import { useChapterWords } from './chapterWords'
import { usePlayer } from './context'
import { orNothing } from './orNothing'

/** Turns of the lesson whose words are worth finding, by what the hit is called. */
const TURNS = { chat: 'chat', question: 'question', page: 'slide', clip: 'slide' } as const
/** Whoever types is not asked after with every letter. */
const PAUSE_MS = 300

/** In a component: the hits for a query that may change. */
export function useHits(recording: string, query: Ref<string>): ComputedRef<Hit[]> {
  const { log, facts } = usePlayer()
  const words = useChapterWords()
  const read = shallowRef<readonly Hit[]>([])
  let timer: ReturnType<typeof setTimeout> | undefined

  const known = computed<Findable[]>(() => {
    const turns = log.value.flatMap(({ kind, at, name, text }) => {
      if (!(kind in TURNS)) return []
      const found = TURNS[kind as keyof typeof TURNS]
      return [{ at, kind: found, text: found === 'slide' ? name : [name, text].filter(Boolean).join('：') }]
    })
    const chapters = facts.chapters.value.chapters.map((chapter) => ({ at: chapter.start, kind: 'chapter', text: words(chapter) }))
    return [...turns, ...chapters]
  })

  async function ask(asked: string): Promise<void> {
    const found = (await orNothing(findInside(recording, asked))) ?? []
    // An answer that comes late is for other words.
    if (asked === query.value.trim()) read.value = found
  }

  watch(query, (typed) => {
    clearTimeout(timer)
    read.value = []
    const asked = typed.trim()
    if (asked) timer = setTimeout(() => void ask(asked), PAUSE_MS)
  })
  onBeforeUnmount(() => clearTimeout(timer))
  return computed(() => together(read.value, find(known.value, query.value)))
}
