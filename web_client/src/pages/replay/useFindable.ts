/** Everything in a recording that can be looked for by words. */
import { computed, type ComputedRef } from 'vue'

import type { Findable } from '@/replay/finding'

import { useChapterWords } from './chapterWords'
import { usePlayer } from './context'

/** Turns of the lesson whose words are worth finding, by what the hit is called. */
const TURNS = { chat: 'chat', question: 'question', page: 'slide', clip: 'slide' } as const

export function useFindable(): ComputedRef<Findable[]> {
  const { log, facts } = usePlayer()
  const words = useChapterWords()
  return computed(() => {
    const turns = log.value.flatMap(({ kind, at, name, text }) => {
      if (!(kind in TURNS)) return []
      const found = TURNS[kind as keyof typeof TURNS]
      return [{ at, kind: found, text: found === 'slide' ? name : [name, text].filter(Boolean).join('：') }]
    })
    const chapters = facts.chapters.value.chapters.map((chapter) => ({ at: chapter.start, kind: 'chapter', text: words(chapter) }))
    return [...turns, ...chapters]
  })
}
