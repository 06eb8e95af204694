/** A resource's words while its owner edits them: everything as it is typed, and what of it has changed. */
import type { ResourceWords } from '@/api/resources'
import { duration, readMoment } from '@/ui/time'

export interface WordsDraft {
  title: string
  description: string
  /** As typed: separated by commas or spaces of either language. */
  tags: string
  subject: string
  grade: string
  language: string
  curriculum: string
  licence: string
  /** A moment as `12:30`; empty when the cover is chosen by itself. */
  cover: string
}

export type WordsProblem = 'no_title' | 'many_tags' | 'long_tag' | 'no_moment'

const SEPARATORS = /[\s,，、;；]+/u
const MOST_TAGS = 20
const LONGEST_TAG = 40
const PLAIN = ['title', 'description', 'subject', 'grade', 'language', 'curriculum', 'licence'] as const

/** The tags in a typed line, each once, without a number sign before them. */
export function tagsIn(typed: string): string[] {
  const tags = typed.split(SEPARATORS).map((tag) => tag.replace(/^[#＃]/u, ''))
  return [...new Set(tags.filter(Boolean))]
}

export function draftOfWords(words: ResourceWords): WordsDraft {
  const { title, description, subject, grade, language, curriculum, licence } = words
  const cover = words.cover_ms === null ? '' : duration(words.cover_ms)
  return { title, description, subject, grade, language, curriculum, licence, tags: words.tags.join(' '), cover }
}

/** Why a draft cannot be saved, field by field; empty when it can. `durationMs` is the recording's. */
export function problemsIn(draft: WordsDraft, durationMs: number): Partial<Record<keyof WordsDraft, WordsProblem>> {
  const tags = tagsIn(draft.tags)
  const problems: Partial<Record<keyof WordsDraft, WordsProblem>> = {}
  if (!draft.title.trim()) problems.title = 'no_title'
  if (tags.length > MOST_TAGS) problems.tags = 'many_tags'
  if (tags.some((tag) => [...tag].length > LONGEST_TAG)) problems.tags = 'long_tag'
  if (draft.cover.trim() && !((readMoment(draft.cover) ?? Infinity) <= durationMs)) problems.cover = 'no_moment'
  return problems
}

/** What of the words is other in the draft; a field that is as it was is not named. */
export function changesIn(words: ResourceWords, draft: WordsDraft): Partial<ResourceWords> {
  const changes: Partial<ResourceWords> = {}
  for (const field of PLAIN) if (draft[field].trim() !== words[field]) changes[field] = draft[field].trim()
  const tags = tagsIn(draft.tags)
  if (tags.join('\n') !== words.tags.join('\n')) changes.tags = tags
  // A second is all that the field shows of the moment.
  const cover = draft.cover.trim() === draftOfWords(words).cover ? words.cover_ms : readMoment(draft.cover)
  if (cover !== words.cover_ms) changes.cover_ms = cover
  return changes
}
