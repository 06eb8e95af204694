/** Says by which way a checked line went: the transport and the family of addresses. */
import { useI18n } from 'vue-i18n'

import type { CheckedLine } from '@/api/checks'

/** In a component: `UDP IPv6`, or a dash where nothing came through. */
export function useWay(): (line: CheckedLine | null) => string {
  const { t } = useI18n()
  return (line) => (line?.path ? `${t(`check.path.${line.path}`)} ${line.family.replace('ipv', 'IPv')}` : '–')
}
