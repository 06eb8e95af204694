/**
 * Says in one word how a member's connection stands: what the person must know, the worst first.
 */
import type { LessonView } from './lesson'

export type Standing = LessonView['connection'] | 'media_connecting' | 'media_lost'

/** `joined` means that everything works: the conversation and the links that are in use. */
export function standing(view: Pick<LessonView, 'connection' | 'up' | 'down'>): Standing {
  if (view.connection !== 'joined') return view.connection
  const links = [view.up, view.down].filter((state) => state !== 'none')
  if (links.some((state) => state === 'disconnected' || state === 'failed')) return 'media_lost'
  if (links.some((state) => state !== 'connected')) return 'media_connecting'
  return 'joined'
}
