/** What a chapter is called: by its own title, or by what began with it. */
import { useI18n } from 'vue-i18n'

import type { Chapter } from '@/replay/chapters'

/** In a component: the name of a chapter in the page's language. */
export function useChapterWords(): (chapter: Pick<Chapter, 'kind' | 'n' | 'title'>) => string {
  const { t, te } = useI18n()
  return ({ kind, n, title }) => {
    const key = `player.chapter.${kind}${title ? 'Of' : ''}`
    return kind !== 'hand' && te(key) ? t(key, { n, title }) : title
  }
}
