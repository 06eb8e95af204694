/** What stands in for a browser's media elements in the tests of this folder. */
import { vi } from 'vitest'

import type { ViewElements } from './player'

class FakeElement {
  error = null
  paused = true
  seeking = false
  muted = false
  volume = 1
  readyState = 4
  currentTime = 0
  playbackRate = 1
  buffered = { length: 0 }

  async play(): Promise<void> {
    this.paused = false
  }

  pause(): void {
    this.paused = true
  }

  removeAttribute(): void {
    // It has no source.
  }

  load(): void {
    // It has nothing to forget.
  }
}

/** Give the tracks elements of a browser; their buffers stay closed, so nothing is fetched. */
export function stubMedia(): void {
  vi.stubGlobal('HTMLVideoElement', class extends FakeElement {})
  vi.stubGlobal('MediaSource', class {
    readyState = 'closed'
  })
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:made-up')
}

/** The elements of one view, with a sound as it is said. */
export function fakeView(sound: object = {}): ViewElements {
  return { video: new HTMLVideoElement(), audio: Object.assign(new FakeElement(), sound) } as never
}
