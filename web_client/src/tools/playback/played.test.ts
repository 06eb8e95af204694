import { describe, expect, it } from 'vitest'

import { ClipFollower } from '@/courseware/clipclock'
import type { OpenPlayback } from '@/protocol/messages'
import { freshState } from '@/replay/state'

import { PlayedRecording, TOGETHER, type Steered } from './played'

/** A replay of a minute that lands `landing` ms after a jump or a start. */
class FakeReplay implements Steered {
  readonly state = { ...freshState(), manifest: {} as never, end: 60 }
  private rate = 1
  private waits = 0

  constructor(private readonly landing = 0) {}

  seek(position: number): void {
    this.state.position = position
    this.wait()
  }

  play(): void {
    this.state.playing = true
    this.wait()
  }

  pause(): void {
    this.state.playing = false
  }

  setSpeed(rate: number): void {
    this.rate = rate
  }

  pass(ms: number): void {
    this.waits -= ms
    this.state.held = this.waits > 0
    if (this.state.playing && !this.state.held) this.state.position += (ms / 1000) * this.rate
  }

  private wait(): void {
    this.waits = this.landing
  }
}

const playing = (at: number, more: Partial<OpenPlayback> = {}): OpenPlayback => ({
  recording: 'r1', playing: true, position_ms: 0, at, speed: 100, shown: true, enlarged: null, ...more,
})

/** Follow from `from` to `to` (ms); returns how far off the replay is then, in ms. */
function offAfter(replay: FakeReplay, playback: OpenPlayback, from: number, to: number): number {
  const follower = new ClipFollower(new PlayedRecording(replay), undefined, TOGETHER)
  follower.follow(playback)
  for (let now = from; now < to; now += 10) {
    if (now % 50 === 0) follower.tick({ now, running: true, speed: 1 })
    replay.pass(10)
  }
  return Math.abs(replay.state.position * 1000 - ((to - playback.at) * playback.speed) / 100)
}

describe('a recording that is watched together', () => {
  it('starts with the others', () => {
    expect(offAfter(new FakeReplay(), playing(600), 0, 3000)).toBeLessThan(40)
  })

  it('lands in step when somebody comes late and the line is slow', () => {
    expect(offAfter(new FakeReplay(900), playing(0), 20_000, 26_000)).toBeLessThan(100)
  })

  it('keeps step at another speed', () => {
    expect(offAfter(new FakeReplay(80), playing(0, { speed: 150 }), 5000, 12_000)).toBeLessThan(60)
  })

  it('stands where all stand', () => {
    const replay = new FakeReplay()
    offAfter(replay, playing(0, { playing: false, position_ms: 7000 }), 0, 500)
    expect([replay.state.playing, replay.state.position]).toEqual([false, 7])
  })

  it('stays at the end', () => {
    const replay = new FakeReplay()
    offAfter(replay, playing(0), 59_000, 62_000)
    expect(replay.state.playing).toBe(false)
  })
})
