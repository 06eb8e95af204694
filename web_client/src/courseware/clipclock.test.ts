import { describe, expect, it } from 'vitest'

import type { Clip } from '@/protocol/messages'

import { ClipFollower, positionAt, type ClipElement } from './clipclock'

/** A player that starts `late` ms after `play()`, whose jumps take `landing` ms, and whose clock runs wrong by `skew`. */
class FakePlayer implements ClipElement {
  playbackRate = 1
  readonly duration = 60
  paused = true
  readyState = 4
  plays = 0
  refuses = false
  private at = 0
  private waitsMs = 0

  constructor(
    public late = 0,
    private readonly landing = 0,
    private readonly skew = 0,
  ) {}

  get seeking(): boolean {
    return this.waitsMs > 0 && this.paused
  }

  get currentTime(): number {
    return this.at
  }

  set currentTime(at: number) {
    this.at = at
    this.waitsMs = this.paused ? 0 : this.landing
  }

  async play(): Promise<void> {
    this.plays += 1
    if (this.refuses) throw new DOMException('a click is wanted', 'NotAllowedError')
    this.paused = false
    this.waitsMs = this.late
  }

  pause(): void {
    this.paused = true
  }

  pass(ms: number): void {
    const runs = Math.max(0, ms - this.waitsMs)
    this.waitsMs = Math.max(0, this.waitsMs - ms)
    if (!this.paused) this.at += (runs / 1000) * this.playbackRate * (1 + this.skew)
  }
}

const playing = (at: number, position = 0): Clip => ({ document: 'c', playing: true, position_ms: position, at })

/** Let a screen follow the clip from `from` to `to` (ms); returns how far it is off at the end, in ms. */
function offAfter(player: FakePlayer, clip: Clip, from: number, to: number, follower = new ClipFollower(player)): number {
  follower.follow(clip)
  let due = from
  for (let now = from; now < to; now += 1) {
    if (now >= due) due = now + Math.max(1, follower.tick({ now, running: true, speed: 1 }))
    player.pass(1)
  }
  return Math.round(player.currentTime * 1000 - positionAt(clip, to))
}

describe('where a clip is', () => {
  it('is said by the server’s clock while it plays', () => expect(positionAt(playing(1000, 500), 3000)).toBe(2500))
  it('is its beginning until all start', () => expect(positionAt(playing(1000, 500), 900)).toBe(500))
  it('stays while it is paused', () => expect(positionAt({ ...playing(0, 700), playing: false }, 9000)).toBe(700))
})

describe('a screen', () => {
  it('waits until all start', () => {
    const player = new FakePlayer()
    offAfter(player, playing(1000), 0, 900)
    expect(player.plays).toBe(0)
  })

  it.each([0, 40, 120, 250])('that starts %i ms late is in step after two seconds', (late) => {
    expect(Math.abs(offAfter(new FakePlayer(late), playing(400), 0, 6000))).toBeLessThan(40)
  })

  it('that starts late jumps into step at once', () => {
    expect(Math.abs(offAfter(new FakePlayer(250, 50), playing(400), 0, 1400))).toBeLessThan(60)
  })

  it('learns how late it starts', () => {
    const player = new FakePlayer(250)
    const follower = new ClipFollower(player)
    offAfter(player, playing(400), 0, 3000, follower)
    offAfter(player, { ...playing(3000), playing: false }, 3000, 3500, follower)
    expect(Math.abs(offAfter(player, playing(4000), 3500, 4300, follower))).toBeLessThan(60)
  })

  it('learns nothing from a start at which it was busy', () => {
    const player = new FakePlayer(2000)
    const follower = new ClipFollower(player)
    offAfter(player, playing(400), 0, 4000, follower)
    offAfter(player, { ...playing(4000), playing: false }, 4000, 4500, follower)
    player.late = 60
    expect(Math.abs(offAfter(player, playing(5000), 4500, 4990, follower))).toBeLessThan(20)
  })

  it('that joins late lands in step', () => {
    expect(Math.abs(offAfter(new FakePlayer(80, 150), playing(0), 20_000, 24_000))).toBeLessThan(40)
  })

  it('stays in step though its clock runs wrong', () => {
    expect(Math.abs(offAfter(new FakePlayer(0, 0, 0.002), playing(0), 0, 50_000))).toBeLessThan(40)
  })

  it('comes back by bending its speed when it is a little off', () => {
    const player = new FakePlayer()
    const follower = new ClipFollower(player)
    offAfter(player, playing(0), 0, 2000, follower)
    player.currentTime -= 0.2
    expect(Math.abs(offAfter(player, playing(0), 2000, 8000, follower))).toBeLessThan(40)
  })

  it('stands where all stand when the clip is paused', () => {
    const player = new FakePlayer()
    const follower = new ClipFollower(player)
    offAfter(player, playing(0), 0, 2000, follower)
    offAfter(player, { ...playing(2000, 1950), playing: false }, 2000, 2300, follower)
    expect(player.paused).toBe(true)
    expect(player.currentTime).toBeCloseTo(1.95, 2)
  })

  it('stops at the end', () => {
    const player = new FakePlayer()
    offAfter(player, playing(0), 59_000, 62_000)
    expect(player.paused).toBe(true)
  })

  it('follows a replay that hurries', () => {
    const player = new FakePlayer()
    const follower = new ClipFollower(player)
    follower.follow(playing(0))
    for (let now = 0; now < 4000; now += 1) {
      if (now % 100 === 0) follower.tick({ now: now * 2, running: true, speed: 2 })
      player.pass(1)
    }
    expect(Math.abs(player.currentTime - 8)).toBeLessThan(0.08)
  })

  it('asks for a click where the browser wants one', async () => {
    const player = new FakePlayer()
    player.refuses = true
    const told: boolean[] = []
    const follower = new ClipFollower(player, (blocked) => told.push(blocked))
    offAfter(player, playing(0), 0, 50, follower)
    await Promise.resolve()
    expect(told).toEqual([true])
  })
})
