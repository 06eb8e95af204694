/** What the player asks of the server beside the recording itself. */
import { answerOf, chapterFrom, type Chapter, type ChapterAnswer } from '@/replay/chapters'
import type { Hit } from '@/replay/finding'
import type { LevelsAnswer } from '@/replay/levels'
import type { ThumbnailIndex } from '@/replay/thumbs'

import { request } from './request'

/** What of a recording is shown to whoever watches it. */
export interface Shown {
  pupils_picture: boolean
  classroom_sound: boolean
}

/** Say that somebody watches, and where unless they stay where they were. Throws `ApiError` when the recording may not be watched any more. */
export function sayWatching(recording: string, position: number | null): Promise<Shown> {
  const body = { position_s: position === null ? undefined : Math.round(position * 10) / 10 }
  return request(`/api/recordings/${recording}/watching`, { method: 'POST', body, keepalive: true })
}

/** Which small pictures there are; the server draws them when it is asked for the first time. */
export function getThumbnails(recording: string): Promise<ThumbnailIndex> {
  return request(`/api/recordings/${recording}/thumbnails.json`)
}

/** Where a sheet of small pictures lies. */
export const sheetAddress = (recording: string, sheet: string): string => `/api/recordings/${recording}/thumbnails/${sheet}.jpg`

/** How loud everybody was, and when they spoke. */
export function getLevels(recording: string): Promise<LevelsAnswer> {
  return request(`/api/recordings/${recording}/levels`)
}

/** The chapters, and whether somebody has made them by hand. */
export interface Chapters {
  byHand: boolean
  chapters: Chapter[]
}

interface ChaptersAnswer {
  by_hand: boolean
  chapters: ChapterAnswer[]
}

const read = (answer: ChaptersAnswer): Chapters => ({ byHand: answer.by_hand, chapters: answer.chapters.map(chapterFrom) })

export async function getChapters(recording: string): Promise<Chapters> {
  return read(await request(`/api/recordings/${recording}/chapters`))
}

/** Put these in place of all; none at all gives back those that are computed. */
export async function putChapters(recording: string, chapters: readonly Chapter[]): Promise<Chapters> {
  const body = { chapters: chapters.map(answerOf) }
  return read(await request(`/api/recordings/${recording}/chapters`, { method: 'PUT', body }))
}

/** What the library says of a recording, as far as the player needs it. */
export interface About {
  title: string
  /** What whoever asks may do with it. */
  may: string[]
}

export function getAbout(recording: string): Promise<About> {
  return request(`/api/resources/${recording}`)
}

/** Where words stand in what the server has read of a recording; marks are in Unicode code points. */
export async function findInside(recording: string, query: string): Promise<Hit[]> {
  const { hits } = await request<{ hits: (Omit<Hit, 'at'> & { at_ms: number | null })[] }>(
    `/api/resources/${recording}/hits?${new URLSearchParams({ q: query })}`,
  )
  return hits.flatMap(({ at_ms, ...hit }) => (at_ms === null ? [] : [{ ...hit, at: at_ms / 1000 }]))
}
