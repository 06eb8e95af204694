/** Whose touch draws: one finger, one mouse or one pen at a time, and no hand that rests beside a pen. */
import { PRESSURE, step, type Point } from './points'

type Contact = Pick<PointerEvent, 'pointerId' | 'pointerType' | 'button' | 'isPrimary'>

export class Touch {
  private holder: number | null = null
  private hasPen = false

  /** Whether a contact that begins may draw; it holds the surface until it is released. */
  takes(event: Contact): boolean {
    if (event.pointerType === 'pen') this.hasPen = true
    // Once a pen was seen, skin on the glass is a hand that rests.
    if (event.pointerType === 'touch' && this.hasPen) return false
    if (event.button !== 0 || this.holder !== null) return false
    this.holder = event.pointerId
    return true
  }

  holds(event: Pick<Contact, 'pointerId'>): boolean {
    return this.holder === event.pointerId
  }

  /** Whether this contact held the surface; it does no longer. */
  releases(event: Pick<Contact, 'pointerId'>): boolean {
    if (!this.holds(event)) return false
    this.holder = null
    return true
  }
}

/** Where an event is on the element that fills the surface, with the pressure that only a pen has. */
export function pointOf(event: Pick<PointerEvent, 'clientX' | 'clientY' | 'pointerType' | 'pressure'>, place: Element): Point {
  const box = place.getBoundingClientRect()
  const [x, y] = [step((event.clientX - box.left) / box.width), step((event.clientY - box.top) / box.height)]
  return event.pointerType === 'pen' ? [x, y, Math.round(event.pressure * PRESSURE)] : [x, y]
}
