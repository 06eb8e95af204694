/** Writes moments as the person's language does. */
import { useI18n } from 'vue-i18n'

/** In a component: the hour and minute of Unix milliseconds, on this device's clock, in the language that is chosen. */
export function useTimeOfDay(): (at: number) => string {
  const { locale } = useI18n()
  return (at) => new Intl.DateTimeFormat(locale.value, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
}
