/** What the options and the places of a question are called, in the language of the page. */
import { useI18n } from 'vue-i18n'

import type { Question, RoomState } from '@/protocol/messages'

import { MASTER_PLACE, placeName } from './counts'

/** In a component: the word for an option of `question`. */
export function useLabel(question: () => Pick<Question, 'kind'>): (name: string) => string {
  const { t } = useI18n()
  return (name) => (question().kind === 'yes_no' ? t(`questions.${name}`) : name)
}

/** In a component: the name of a place of the room that is asked. */
export function usePlaceName(room: () => RoomState): (place: string) => string {
  const { t } = useI18n()
  return (place) => (place === MASTER_PLACE ? t('questions.master_place') : placeName(room(), place) || place)
}
