/** The words of charts. */
import { useI18n } from 'vue-i18n'

import type { Say } from './options'

/** In a component: gives the text of a key below `analysis`. */
export function useSay(): Say {
  const { t } = useI18n()
  return (key, values) => t(`analysis.${key}`, values ?? {})
}
