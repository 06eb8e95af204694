/** A lesson that runs, as panels beside a replay know one: there is only now, and no going elsewhere. */
import type { ReplayHandle } from '@/replay/handle'

/** `now` is Unix ms of the lesson's clock, `startedAt` when that began. */
export function liveHandle(now: () => number, startedAt: () => number): ReplayHandle {
  const nothing = (): undefined => undefined
  return {
    get position() {
      return Math.max(0, (now() - startedAt()) / 1000)
    },
    get end() {
      return this.position
    },
    playing: true,
    get startedAt() {
      return startedAt()
    },
    sources: [],
    room: null,
    large: null,
    boxOf: () => null,
    picture: () => null,
    nameOf: (member) => member,
    seek: nothing,
    play: nothing,
    pause: nothing,
    mark: nothing,
  }
}
