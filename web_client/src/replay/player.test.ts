import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { fakeView, stubMedia } from './fakes'
import { indexOf, takeOf } from './fixtures'
import { Player } from './player'
import { fragmentsOf } from './takes'

beforeEach(() => stubMedia())
afterEach(() => void vi.unstubAllGlobals())

/** A player of one sound of a minute that plays at 30 s; the element is as the test says. */
function playing(sound: object): Player {
  const take = takeOf('t/camera', 'audio', 0, 60)
  const player = new Player({ bytes: vi.fn(), init: vi.fn(), failed: vi.fn() }, 30, 60, 0)
  player.attach('t/camera', fakeView({ currentTime: 30, paused: false, ...sound }))
  player.setFragments('t/camera', [], fragmentsOf(take, indexOf(take)))
  player.play(0)
  return player
}

/** Where the lesson is when the element has been at `positions`, a hundredth of a second apart. */
function after(player: Player, hundredths: number): number {
  for (let tick = 0; tick <= hundredths; tick += 1) player.tick(tick / 100)
  return player.clock.position(hundredths / 100)
}

it('follows the sound that is heard', () => {
  expect(after(playing({ currentTime: 29.95, readyState: 4 }), 5)).toBeLessThan(30.02)
})

it('is not held back by a sound that stands at the end of what there is of it', () => {
  const take = takeOf('t/camera', 'audio', 0, 60)
  const player = playing({ readyState: 2 })
  player.setFragments('t/camera', [], fragmentsOf(take, indexOf(take)).slice(0, 31).map((one) => ({ ...one, end: one.end - 0.6 })))
  expect(after(player, 20)).toBeCloseTo(30.2)
})
