import { expect, it } from 'vitest'

import { ReplayTime } from './replayed'

const playing = { position: 10_000, playing: true, speed: 2 }

it('goes on between two ticks as fast as the replay', () => {
  const time = new ReplayTime()
  time.say(playing, 100)
  expect(time.at(140)).toEqual({ now: 10_080, running: true, speed: 2 })
})

it('stands while the replay is paused', () => {
  const time = new ReplayTime()
  time.say({ ...playing, playing: false }, 100)
  expect(time.at(900).now).toBe(10_000)
})

it('does not run away from a replay that has fallen silent', () => {
  const time = new ReplayTime()
  time.say(playing, 0)
  expect(time.at(60_000).now).toBe(11_000)
})
