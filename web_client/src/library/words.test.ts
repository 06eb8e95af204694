import { describe, expect, it } from 'vitest'

import { changesIn, draftOfWords, problemsIn, tagsIn } from './words'

const words = {
  title: '古诗三首', description: '三首写秋天的诗', tags: ['古诗', '秋天'], subject: '语文', grade: '三年级', language: 'zh-CN',
  curriculum: '', licence: 'all_rights', cover_ms: 750_400,
}
const draft = draftOfWords(words)

describe('tags as they are typed', () => {
  it('are separated by commas and spaces of either language', () => expect(tagsIn('古诗，秋天、朗读 poems;  #写景')).toEqual(['古诗', '秋天', '朗读', 'poems', '写景']))
  it('count once', () => expect(tagsIn('古诗 古诗')).toEqual(['古诗']))
})

describe('editing a resource’s words', () => {
  it('changes nothing when nothing was typed', () => expect(changesIn(words, draft)).toEqual({}))

  it('names what has changed', () => {
    const changed = { ...draft, title: ' 古诗二首 ', tags: '古诗', cover: '2:00' }
    expect(changesIn(words, changed)).toEqual({ title: '古诗二首', tags: ['古诗'], cover_ms: 120_000 })
  })

  it('lets the cover be chosen by itself again', () => expect(changesIn(words, { ...draft, cover: '' })).toEqual({ cover_ms: null }))

  it('wants a title, few and short tags, and a moment within the recording', () => {
    expect(problemsIn(draft, 800_000)).toEqual({})
    expect(problemsIn({ ...draft, title: ' ' }, 800_000)).toEqual({ title: 'no_title' })
    expect(problemsIn({ ...draft, cover: '20:00' }, 800_000)).toEqual({ cover: 'no_moment' })
    expect(problemsIn({ ...draft, tags: Array.from({ length: 21 }, (_, n) => `t${n}`).join(' ') }, 800_000)).toEqual({ tags: 'many_tags' })
    expect(problemsIn({ ...draft, tags: '秋'.repeat(41) }, 800_000)).toEqual({ tags: 'long_tag' })
  })
})
