/** Made-up takes for the tests of this folder. */
import type { Manifest, Take } from './manifest'
import { fragmentsOf, type Fragment, type TakeIndex } from './takes'

/** A take of one source, one second a fragment, that starts at `start` seconds of the lesson. */
export function takeOf(source: string, kind: 'audio' | 'video', start: number, seconds: number, more: Partial<Take> = {}): Take {
  const take = `${source.replace('/', '-')}-${kind}-0001`
  return {
    take,
    file: `${take}.mp4`,
    source,
    kind,
    codec: kind === 'video' ? 'avc1.42e01f' : 'opus',
    width: null,
    height: null,
    channels: null,
    start_ms: start * 1000,
    duration_ms: seconds * 1000,
    offset_ms: 0,
    bytes: seconds * 1000,
    samples: seconds,
    open: false,
    end: 'finished',
    sync: [],
    gaps: [],
    ...more,
  }
}

/** The index of such a take, with a keyframe every `every` fragments. */
export function indexOf(take: Take, every = 1): TakeIndex {
  const count = take.duration_ms / 1000
  const fragments: TakeIndex['fragments'] = Array.from({ length: count }, (_, n) => [
    100 + n * 1000, 1000, take.start_ms - take.offset_ms + n * 1000, 1000, n % every === 0 ? 1 : 0,
  ])
  return { init: [0, 100], fragments, open: take.open }
}

export function fragmentsFrom(start: number, seconds: number, every = 1): Fragment[] {
  const take = takeOf('u1/camera', 'video', start, seconds)
  return fragmentsOf(take, indexOf(take, every))
}

export function manifestOf(takes: Take[], more: Partial<Manifest> = {}): Manifest {
  return { version: 1, lesson: 'l1', title: '荷塘月色', started_at: 1_000_000, ended_at: 1_090_000, duration_ms: 90_000, complete: true, takes, ...more }
}
