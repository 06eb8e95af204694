/**
 * Opens camera and microphone, remembers which ones, follows what is plugged in and out, and opens anew what has stalled.
 */
import { rememberChoice, rememberedChoice, wantedDevice, type Device, type DeviceChoice, type Remembered } from './devicechoice'

export type { Device, DeviceChoice } from './devicechoice'

/** Why a camera or microphone gives nothing; `insecure` is a page without HTTPS, where browsers give none at all. */
export type DeviceState = 'unopened' | 'ok' | 'missing' | 'refused' | 'busy' | 'failed' | 'insecure'

export interface DevicesView {
  cameras: Device[]
  microphones: Device[]
  speakers: Device[]
  choice: DeviceChoice
  stream: MediaStream | null
  camera: DeviceState
  microphone: DeviceState
}

export interface DevicesOptions {
  /** Undefined where the page is not secure. */
  media: MediaDevices | undefined
  storage: Pick<Storage, 'getItem' | 'setItem'>
  createStream: (tracks: MediaStreamTrack[]) => MediaStream
  onChange: (view: DevicesView) => void
}

/** What can be opened. */
export type Capture = 'camera' | 'microphone'

/** A USB hub announces its devices one by one: wait until it has finished. */
const SETTLE_MS = 600
const BOTH: readonly Capture[] = ['camera', 'microphone']
/** What every camera of a room is asked for. */
export const PICTURE_SIZE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 25, max: 30 } }
const TRACK_KIND = { camera: 'video', microphone: 'audio' } as const

interface Opened {
  track: MediaStreamTrack | null
  state: DeviceState
}

/** The devices of one page: `open` them, `choose` others, `close` when leaving. */
export class Devices {
  view: DevicesView
  private closed = false
  private opening: Promise<void> | null = null
  private settling: ReturnType<typeof setTimeout> | null = null
  private remembered: Remembered
  private readonly plugged = () => this.settle()

  constructor(private readonly options: DevicesOptions) {
    this.remembered = rememberedChoice(options.storage)
    const state = options.media ? 'unopened' : 'insecure'
    const none = { cameras: [], microphones: [], speakers: [], stream: null }
    this.view = { ...none, choice: this.remembered.choice, camera: state, microphone: state }
  }

  /** Open what is chosen or else what there is; what fails says why in the view. */
  async open(): Promise<void> {
    const media = this.options.media
    if (!media) return this.options.onChange(this.view)
    media.addEventListener('devicechange', this.plugged)
    await this.reopen(BOTH)
  }

  /** Use other devices from now on, and next time. */
  async choose(choice: Partial<DeviceChoice>): Promise<void> {
    const chosen = { ...this.view.choice, ...choice }
    const labels = { ...this.remembered.labels }
    for (const kind of Object.keys(choice) as (keyof DeviceChoice)[]) {
      labels[kind] = this.listed(kind).find(({ id }) => id === choice[kind])?.label
    }
    this.remember({ choice: chosen, labels })
    this.show({ choice: chosen })
    const captures = BOTH.filter((kind) => choice[kind] !== undefined)
    if (captures.length > 0) await this.reopen(captures)
  }

  /** What it gave has stopped: open it anew, and leave the other one alone. */
  async restart(kind: Capture): Promise<void> {
    await this.reopen([kind])
  }

  close(): void {
    this.closed = true
    if (this.settling) clearTimeout(this.settling)
    this.options.media?.removeEventListener('devicechange', this.plugged)
    stop(this.view.stream?.getTracks() ?? [])
  }

  /** One after the other: two at once would take the device from each other. */
  private async reopen(kinds: readonly Capture[]): Promise<void> {
    const before = this.opening
    const opening = (async () => {
      await before
      await this.openAnew(kinds)
    })()
    this.opening = opening
    await opening
    if (this.opening === opening) this.opening = null
  }

  private async openAnew(kinds: readonly Capture[]): Promise<void> {
    const media = this.options.media
    if (!media || this.closed) return
    const kept = (this.view.stream?.getTracks() ?? []).filter((track) => !kinds.some((kind) => track.kind === TRACK_KIND[kind]))
    stop((this.view.stream?.getTracks() ?? []).filter((track) => !kept.includes(track)))
    const opened = await openAll(media, await this.wish(media), kinds)
    const tracks = [...opened.values()].flatMap(({ track }) => (track ? [track] : []))
    if (this.closed) return stop(tracks)
    // Pulled out of its socket: look for another one.
    for (const track of tracks) track.onended = () => this.settle()
    const all = [...kept, ...tracks]
    const states = Object.fromEntries([...opened].map(([kind, { state }]) => [kind, state]))
    this.show({ stream: all.length > 0 ? this.options.createStream(all) : null, ...states, ...(await list(media)) })
    this.learn()
  }

  /** The ids to ask for now: of the devices that are remembered, as far as they are there. */
  private async wish(media: MediaDevices): Promise<DeviceChoice> {
    const there = await list(media)
    const id = (kind: Capture, devices: Device[]) => wantedDevice(kind, this.remembered, devices)?.id ?? this.remembered.choice[kind]
    return { ...this.remembered.choice, camera: id('camera', there.cameras), microphone: id('microphone', there.microphones) }
  }

  /** The first device that a page has used is its habit: after a substitute it comes back to it. */
  private learn(): void {
    const labels = { ...this.remembered.labels }
    for (const kind of BOTH) labels[kind] ??= this.track(kind)?.label || undefined
    if (BOTH.some((kind) => labels[kind] !== this.remembered.labels[kind])) this.remember({ ...this.remembered, labels })
  }

  private settle(): void {
    if (this.settling) clearTimeout(this.settling)
    this.settling = setTimeout(() => void this.settled(), SETTLE_MS)
  }

  /** Open anew only what was missing, has gone, or was a substitute: a new device must not disturb a running lesson. */
  private async settled(): Promise<void> {
    const media = this.options.media
    if (!media || this.closed) return
    this.show(await list(media))
    const due = BOTH.filter((kind) => this.isDue(kind))
    if (due.length > 0) await this.reopen(due)
  }

  private isDue(kind: Capture): boolean {
    const track = this.track(kind)
    if (this.view[kind] !== 'ok' || track?.readyState !== 'live') return true
    const wanted = wantedDevice(kind, this.remembered, this.listed(kind))
    return wanted !== null && wanted.label !== '' && track.label !== undefined && track.label !== wanted.label
  }

  private track(kind: Capture): MediaStreamTrack | undefined {
    return this.view.stream?.getTracks().find((track) => track.kind === TRACK_KIND[kind])
  }

  private listed(kind: keyof DeviceChoice): Device[] {
    return { camera: this.view.cameras, microphone: this.view.microphones, speaker: this.view.speakers }[kind]
  }

  private remember(remembered: Remembered): void {
    this.remembered = remembered
    rememberChoice(remembered, this.options.storage)
  }

  private show(change: Partial<DevicesView>): void {
    this.view = { ...this.view, ...change }
    this.options.onChange(this.view)
  }
}

/** What to ask of getUserMedia; `ideal` so that a device that has gone does not leave the room without any. */
export function constraintsFor(choice: DeviceChoice): { video: MediaTrackConstraints; audio: MediaTrackConstraints } {
  const wish = (id: string | null) => (id ? { deviceId: { ideal: id } } : {})
  const care = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
  return { video: { ...PICTURE_SIZE, ...wish(choice.camera) }, audio: { ...care, ...wish(choice.microphone) } }
}

/** The state that a failed getUserMedia means, by the names of the W3C's Media Capture. */
export function stateOf(error: unknown): DeviceState {
  const name = (error as { name?: string } | null)?.name ?? ''
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing'
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy'
  return 'failed'
}

/** Both at once asks the person once; if that fails, each by itself tells which one it was. */
async function openAll(media: MediaDevices, choice: DeviceChoice, kinds: readonly Capture[]): Promise<Map<Capture, Opened>> {
  const { video, audio } = constraintsFor(choice)
  const asked = { camera: { video }, microphone: { audio } } as const
  if (kinds.length > 1) {
    try {
      const stream = await media.getUserMedia({ video, audio })
      return new Map([
        ['camera', opened(stream.getVideoTracks()[0])],
        ['microphone', opened(stream.getAudioTracks()[0])],
      ])
    } catch {
      // Each by itself, then.
    }
  }
  const found = new Map<Capture, Opened>()
  for (const kind of kinds) found.set(kind, await openOne(media, asked[kind]))
  return found
}

async function openOne(media: MediaDevices, constraints: MediaStreamConstraints): Promise<Opened> {
  try {
    return opened((await media.getUserMedia(constraints)).getTracks()[0])
  } catch (error) {
    return { track: null, state: stateOf(error) }
  }
}

function opened(track: MediaStreamTrack | undefined): Opened {
  return track ? { track, state: 'ok' } : { track: null, state: 'missing' }
}

async function list(media: MediaDevices): Promise<Pick<DevicesView, 'cameras' | 'microphones' | 'speakers'>> {
  const all = await media.enumerateDevices()
  const of = (kind: MediaDeviceKind) =>
    all.filter((one) => one.kind === kind && one.deviceId !== '').map((one) => ({ id: one.deviceId, label: one.label }))
  return { cameras: of('videoinput'), microphones: of('audioinput'), speakers: of('audiooutput') }
}

function stop(tracks: readonly MediaStreamTrack[]): void {
  for (const track of tracks) {
    track.onended = null
    track.stop()
  }
}
