/** The keyboard follows what takes another's place on a page. */
import { watch, type ComponentPublicInstance, type Ref } from 'vue'

const FIELDS = 'input:not([type=hidden]), select, textarea'
const OPENER = '[data-opens]'

/**
 * In a component: when a form opens in the place of what it changes, its first field has the focus;
 * when it closes, the button with `data-opens` has it. Both are within `place`.
 */
export function useFollowedFocus(place: Readonly<Ref<ComponentPublicInstance | null>>, isOpen: () => boolean): void {
  watch(
    isOpen,
    (open) => {
      const whole = place.value?.$el as HTMLElement | undefined
      whole?.querySelector<HTMLElement>(open ? FIELDS : OPENER)?.focus()
    },
    { flush: 'post' },
  )
}
