import { expect, it } from 'vitest'

import { NOTHING_FOUND, troublesOf } from './devicetroubles'

const well = { camera: 'ok', microphone: 'ok' } as const

it('says nothing while all is well, or nothing was opened yet', () => {
  expect(troublesOf(well, NOTHING_FOUND)).toEqual([])
  expect(troublesOf({ camera: 'unopened', microphone: 'unopened' }, NOTHING_FOUND)).toEqual([])
})

it('says one thing of each device, the most urgent first', () => {
  const found = { cameraStalled: true, microphoneStalled: true, silent: true, howls: true }
  expect(troublesOf(well, found)).toEqual(['howling', 'microphone_silent', 'camera_stalled'])
  expect(troublesOf({ camera: 'missing', microphone: 'busy' }, found)).toEqual(['howling', 'microphone_missing', 'camera_missing'])
})
