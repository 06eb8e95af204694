/** Where pupils answer by telephone, and how many do: asked for when a page shows it first. */
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'

import type { Lesson } from '@/classroom/lesson'
import type { AnswerLink } from '@/protocol/messages'

/** Links are good for some hours: a page that stands for longer asks anew. */
const RENEW_MS = 30 * 60_000

export interface AnswerLinks {
  links: Readonly<ShallowRef<readonly AnswerLink[]>>
  /** How many phones are connected, by place. */
  phones: Readonly<ShallowRef<Readonly<Record<string, number>>>>
}

/** The whole address of a link, for a phone: of this server if it says no other. */
export function addressOf(url: string, origin: string): string {
  return new URL(url, origin).href
}

/** Eight digits as people read them out. */
export function codeText(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`
}

export function useAnswerLinks(lesson: Lesson): AnswerLinks {
  const links = shallowRef<readonly AnswerLink[]>([])
  const phones = shallowRef<Readonly<Record<string, number>>>({})
  const ask = () => lesson.send({ type: 'fetch_answer_links' })
  const stop = lesson.hear((message) => {
    if (message.type === 'answer_links') links.value = message.links
    else if (message.type === 'phones') phones.value = message.places
    else if (message.type === 'welcome') ask()
  })
  const timer = setInterval(ask, RENEW_MS)
  ask()
  onScopeDispose(() => {
    clearInterval(timer)
    stop()
  })
  return { links, phones }
}
