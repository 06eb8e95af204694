/** Says in the person's language what went wrong and what to do: by the code, else in the server's words. */
import { useI18n } from 'vue-i18n'

import type { Problem } from '@/classroom/problem'
import { ERROR_WORDS } from '@/protocol/errors'

export interface ProblemText {
  text: string
  todo: string
}

export function useProblemText(): (problem: Problem) => ProblemText {
  const { t, te, locale } = useI18n()
  const first = (keys: string[], otherwise: string) => {
    const key = keys.find((candidate) => te(candidate))
    return key ? t(key) : otherwise
  }
  const words = (code: string) => ERROR_WORDS[locale.value]?.[code]
  return ({ code, text, todo }) => ({
    text: first([`classroom.errors.${code}.text`, `errors.${code}`], words(code)?.text || text || t('classroom.errors.unexpected.text')),
    todo: first([`classroom.errors.${code}.todo`, `errors.${code}_todo`], words(code)?.todo || todo),
  })
}
