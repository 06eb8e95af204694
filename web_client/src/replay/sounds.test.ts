import { expect, it } from 'vitest'

import { FULL, louder, soundOf } from './sounds'

it('lets every source be heard unless it was muted', () => {
  const mix = { ...FULL, muted: ['a/camera'] }
  expect(soundOf(mix, 'a/camera').muted).toBe(true)
  expect(soundOf(mix, 'b/camera')).toEqual({ muted: false, volume: 1 })
})

it('lets one be heard alone, even if it was muted', () => {
  const mix = { ...FULL, solo: 'a/camera', muted: ['a/camera'] }
  expect(soundOf(mix, 'a/camera').muted).toBe(false)
  expect(soundOf(mix, 'b/camera').muted).toBe(true)
})

it('multiplies the volume of all with that of one', () => {
  expect(soundOf({ ...FULL, volume: 0.5, volumes: { a: 0.5 } }, 'a').volume).toBe(0.25)
})

it('is silent as a whole', () => {
  expect(soundOf({ ...FULL, silent: true, solo: 'a' }, 'a').muted).toBe(true)
})

it('is heard again when it is turned up, and stays within its bounds', () => {
  expect(louder({ ...FULL, volume: 0.98, silent: true }, 0.05)).toEqual({ volume: 1, silent: false })
  expect(louder({ ...FULL, volume: 0.03, silent: true }, -0.05)).toEqual({ volume: 0, silent: true })
})
