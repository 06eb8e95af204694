/** What a person is told when something fails: what happened, and what to do about it. */
import { useI18n } from 'vue-i18n'

import { ApiError } from '@/api/request'

export interface ErrorText {
  text: string
  todo: string
}

/** In a component: turn any error into words. Our own text for a code wins over the server's. */
export function useErrorText(): (error: unknown) => ErrorText {
  const { t, te } = useI18n()
  return (error) => {
    if (!(error instanceof ApiError)) return { text: String(error), todo: '' }
    const key = `errors.${error.code}`
    return {
      text: te(key) ? t(key) : error.text,
      todo: te(`${key}_todo`) ? t(`${key}_todo`) : error.todo,
    }
  }
}
