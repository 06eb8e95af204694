/** Writes a day and its hour as the page's language does. */
import { useI18n } from 'vue-i18n'

/** In a component: a moment of Unix milliseconds in words, to the minute. */
export function useMoment(): (at: number) => string {
  const { locale } = useI18n()
  return (at) =>
    new Intl.DateTimeFormat(locale.value, { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
}
