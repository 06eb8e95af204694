import { expect, it } from 'vitest'

import { openFurtherCameras, rememberedUses, rememberUses, withUse, type CameraUses } from './roomcameras'

function store(): Storage {
  const kept = new Map<string, string>()
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) } as unknown as Storage
}

it('of each kind there is one camera', () => {
  const uses: CameraUses = { a: 'camera', b: 'board' }
  expect(withUse(uses, 'c', 'board')).toEqual({ a: 'camera', c: 'board' })
  expect(withUse(uses, 'b', 'pupils')).toEqual({ a: 'camera', b: 'pupils' })
  expect(withUse(uses, 'b', null)).toEqual({ a: 'camera' })
})

it('what was remembered is known again, and nonsense is not', () => {
  const storage = store()
  rememberUses({ a: 'camera' }, storage)
  expect(rememberedUses(storage)).toEqual({ a: 'camera' })
  storage.setItem('tongke.room_cameras', '{"a": "roof"}')
  expect(rememberedUses(storage)).toEqual({})
  storage.setItem('tongke.room_cameras', 'nonsense')
  expect(rememberedUses(storage)).toEqual({})
})

it('a lesson opens the board’s camera if it is plugged in, and leaves the teacher’s to its page', async () => {
  const storage = store()
  rememberUses({ a: 'camera', b: 'board', c: 'pupils' }, storage)
  const stream = {} as MediaStream
  const media = {
    enumerateDevices: async () => [
      { kind: 'videoinput', deviceId: 'a', label: 'A' },
      { kind: 'videoinput', deviceId: 'b', label: 'B' },
    ],
    getUserMedia: async () => stream,
  } as unknown as MediaDevices
  expect(await openFurtherCameras(media, storage)).toEqual([{ id: 'b', kind: 'board', label: 'B', stream }])
  expect(await openFurtherCameras(media, storage, ['board'])).toEqual([])
})
