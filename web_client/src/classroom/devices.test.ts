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

  it('of another camera stops the one used before, and leaves the microphone alone', async () => {
    const { devices, media } = setUp()
    await devices.open()
    await devices.choose({ camera: 'cam' })
    expect(media.opened.map((track) => track.readyState)).toEqual(['ended', 'live', 'live'])
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

/** Cameras by id and label, of which one is given for the id that is wished, else the first. */
class Sockets extends FakeMedia {
  plugged: [string, string][] = []

  override async getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
    const stream = await super.getUserMedia(constraints)
    const wish = ((constraints.video as MediaTrackConstraints | undefined)?.deviceId as { ideal?: string } | undefined)?.ideal
    const given = this.plugged.find(([id]) => id === wish) ?? this.plugged[0]
    stream.getVideoTracks().forEach((track) => Object.assign(track, { label: given?.[1] }))
    return stream
  }

  override enumerateDevices = async () =>
    this.plugged.map(([deviceId, label]) => ({ kind: 'videoinput', deviceId, label })) as MediaDeviceInfo[]

  /** The hub has announced itself; the camera in use ends when it is no longer there. */
  async plug(...plugged: [string, string][]): Promise<void> {
    this.plugged = plugged
    const used = this.opened.find((track) => track.kind === 'video' && track.readyState === 'live') as (FakeTrack & { label?: string }) | undefined
    if (used && !plugged.some(([, label]) => label === used.label)) {
      used.stop()
      used.onended?.()
    }
    this.dispatchEvent(new Event('devicechange'))
    await vi.advanceTimersByTimeAsync(700)
  }
}

describe('a camera that is pulled out and put in again', () => {
  async function setUpSockets() {
    const media = new Sockets()
    media.plugged = [
      ['1', 'Room'],
      ['2', 'Built-in'],
    ]
    const { devices, make } = setUp(media)
    await devices.open()
    const label = () => devices.view.stream?.getVideoTracks()[0]?.label
    return { media, devices, label, make }
  }

  it('comes back by its label, for its id is another one then', async () => {
    const { media, label } = await setUpSockets()
    await media.plug(['2', 'Built-in'])
    expect(label()).toBe('Built-in')
    await media.plug(['2', 'Built-in'], ['7', 'Room'])
    expect(label()).toBe('Room')
  })

  it('is known again after the page was loaded anew', async () => {
    const { media, make } = await setUpSockets()
    media.plugged = [
      ['2', 'Built-in'],
      ['9', 'Room'],
    ]
    const again = make()
    await again.open()
    expect(again.view.stream?.getVideoTracks()[0]?.label).toBe('Room')
  })

  it('leaves the microphone alone', async () => {
    const { media } = await setUpSockets()
    await media.plug(['2', 'Built-in'])
    expect(media.opened.filter((track) => track.kind === 'audio')).toHaveLength(1)
  })

  it('is not taken for another one that was chosen meanwhile', async () => {
    const { media, devices, label } = await setUpSockets()
    await devices.choose({ camera: '2' })
    await media.plug(['2', 'Built-in'])
    await media.plug(['2', 'Built-in'], ['7', 'Room'])
    expect(label()).toBe('Built-in')
  })
})

it('opens a camera that has stalled anew, and not the microphone', async () => {
  const { devices, media } = setUp()
  await devices.open()
  await devices.restart('camera')
  expect(media.opened.map((track) => `${track.kind} ${track.readyState}`)).toEqual(['video ended', 'audio live', 'video live'])
  expect(devices.view.stream?.getTracks()).toHaveLength(2)
})

it('knows the names that browsers give to failures', () => {
  const names = ['NotFoundError', 'NotAllowedError', 'NotReadableError', 'Other']
  expect(names.map((name) => stateOf({ name }))).toEqual(['missing', 'refused', 'busy', 'failed'])
})
