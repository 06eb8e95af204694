import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { constraintsFor, Devices, stateOf } from './devices'
import { FakeStream, FakeTrack } from './testing/peer'

class FakeMedia extends EventTarget {
  cameraError: string | null = null
  microphoneError: string | null = null
  asked: MediaStreamConstraints[] = []
  opened: FakeTrack[] = []

  async getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
    this.asked.push(constraints)
    const error = (constraints.video && this.cameraError) || (constraints.audio && this.microphoneError)
    if (error) throw Object.assign(new Error(error), { name: error })
    const kinds = (['video', 'audio'] as const).filter((kind) => constraints[kind])
    const tracks = kinds.map((kind) => new FakeTrack(kind))
    this.opened.push(...tracks)
    return new FakeStream(tracks) as unknown as MediaStream
  }

  enumerateDevices = async () => [{ kind: 'videoinput', deviceId: 'cam', label: 'Camera' }] as MediaDeviceInfo[]
}

function setUp(media = new FakeMedia()) {
  const kept = new Map<string, string>()
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
  const createStream = (tracks: MediaStreamTrack[]) => new FakeStream(tracks as unknown as FakeTrack[]) as unknown as MediaStream
  const make = () =>
    new Devices({ media: media as unknown as MediaDevices, storage, createStream, onChange: () => undefined })
  return { media, devices: make(), make }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('opening', () => {
  it('asks the person once for both', async () => {
    const { devices, media } = setUp()
    await devices.open()
    expect(media.asked).toHaveLength(1)
    expect(devices.view).toMatchObject({ camera: 'ok', microphone: 'ok', cameras: [{ id: 'cam', label: 'Camera' }] })
  })

  it('takes the microphone alone when there is no camera, and says which is missing', async () => {
    const { devices, media } = setUp()
    media.cameraError = 'NotFoundError'
    await devices.open()
    expect(devices.view).toMatchObject({ camera: 'missing', microphone: 'ok' })
    expect(devices.view.stream?.getTracks()).toHaveLength(1)
  })

  it('goes on with nothing at all', async () => {
    const { devices, media } = setUp()
    media.cameraError = media.microphoneError = 'NotAllowedError'
    await devices.open()
    expect(devices.view).toMatchObject({ camera: 'refused', microphone: 'refused', stream: null })
  })

  it('says that an insecure page gets no devices', async () => {
    const storage = { getItem: () => null, setItem: () => undefined }
    const devices = new Devices({ media: undefined, storage, createStream: () => new MediaStream(), onChange: () => undefined })
    await devices.open()
    expect(devices.view.camera).toBe('insecure')
  })
})

describe('the choice', () => {
  it('is remembered for the next time', async () => {
    const { devices, make } = setUp()
    await devices.choose({ camera: 'cam', speaker: 'out' })
    expect(make().view.choice).toEqual({ camera: 'cam', microphone: null, speaker: 'out' })
  })

  it('is a wish: a device that has gone does not leave the room without any', () => {
    expect(constraintsFor({ camera: 'cam', microphone: null, speaker: null }).video.deviceId).toEqual({ ideal: 'cam' })
  })

  it('stops the devices used before', async () => {
    const { devices, media } = setUp()
    await devices.open()
    await devices.choose({ camera: 'cam' })
    expect(media.opened.map((track) => track.readyState)).toEqual(['ended', 'ended', 'live', 'live'])
  })
})

describe('plugging', () => {
  it('opens a camera that comes later', async () => {
    const { devices, media } = setUp()
    media.cameraError = 'NotFoundError'
    await devices.open()
    media.cameraError = null
    media.dispatchEvent(new Event('devicechange'))
    await vi.advanceTimersByTimeAsync(600)
    expect(devices.view.camera).toBe('ok')
  })

  it('does not disturb what works when another device comes', async () => {
    const { devices, media } = setUp()
    await devices.open()
    media.dispatchEvent(new Event('devicechange'))
    await vi.advanceTimersByTimeAsync(600)
    expect(media.asked).toHaveLength(1)
  })

  it('looks for another camera when the one in use is pulled out', async () => {
    const { devices, media } = setUp()
    await devices.open()
    media.opened[0]?.stop()
    media.opened[0]?.onended?.()
    await vi.advanceTimersByTimeAsync(600)
    expect(media.asked).toHaveLength(2)
    expect(devices.view.camera).toBe('ok')
  })
})

it('knows the names that browsers give to failures', () => {
  const names = ['NotFoundError', 'NotAllowedError', 'NotReadableError', 'Other']
  expect(names.map((name) => stateOf({ name }))).toEqual(['missing', 'refused', 'busy', 'failed'])
})
