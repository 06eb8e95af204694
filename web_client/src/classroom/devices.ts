/**
 * Opens camera and microphone, remembers which ones, and follows what is plugged in and out.
 */

/** Why a camera or microphone gives nothing; `insecure` is a page without HTTPS, where browsers give none at all. */
export type DeviceState = 'unopened' | 'ok' | 'missing' | 'refused' | 'busy' | 'failed' | 'insecure'

export interface Device {
  id: string
  label: string
}

/** Device ids; `null` leaves the choice to the system. */
export interface DeviceChoice {
  camera: string | null
  microphone: string | null
  speaker: string | null
}

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

const KEPT_AS = 'tongke.devices'
const NO_CHOICE: DeviceChoice = { camera: null, microphone: null, speaker: null }
/** A USB hub announces its devices one by one: wait until it has finished. */
const SETTLE_MS = 600

interface Opened {
  track: MediaStreamTrack | null
  state: DeviceState
}

/** The devices of one page: `open` them, `choose` others, `close` when leaving. */
export class Devices {
  view: DevicesView
  private closed = false
  private settling: ReturnType<typeof setTimeout> | null = null
  private readonly plugged = () => this.settle()

  constructor(private readonly options: DevicesOptions) {
    const choice = rememberedChoice(options.storage)
    const state = options.media ? 'unopened' : 'insecure'
    const none = { cameras: [], microphones: [], speakers: [], stream: null }
    this.view = { ...none, choice, camera: state, microphone: state }
  }

  /** Open what is chosen or else what there is; what fails says why in the view. */
  async open(): Promise<void> {
    const media = this.options.media
    if (!media) return this.options.onChange(this.view)
    media.addEventListener('devicechange', this.plugged)
    await this.reopen()
  }

  /** Use other devices from now on, and next time. */
  async choose(choice: Partial<DeviceChoice>): Promise<void> {
    const chosen = { ...this.view.choice, ...choice }
    this.options.storage.setItem(KEPT_AS, JSON.stringify(chosen))
    this.show({ choice: chosen })
    if (choice.camera !== undefined || choice.microphone !== undefined) await this.reopen()
  }

  close(): void {
    this.closed = true
    if (this.settling) clearTimeout(this.settling)
    this.options.media?.removeEventListener('devicechange', this.plugged)
    stop(this.view.stream)
  }

  private async reopen(): Promise<void> {
    const media = this.options.media
    if (!media || this.closed) return
    stop(this.view.stream)
    const [camera, microphone] = await openBoth(media, this.view.choice)
    const tracks = [camera.track, microphone.track].filter((track) => track !== null)
    if (this.closed) return tracks.forEach((track) => track.stop())
    // Pulled out of its socket: look for another one.
    for (const track of tracks) track.onended = () => this.settle()
    const stream = tracks.length > 0 ? this.options.createStream(tracks) : null
    this.show({ stream, camera: camera.state, microphone: microphone.state, ...(await list(media)) })
  }

  private settle(): void {
    if (this.settling) clearTimeout(this.settling)
    this.settling = setTimeout(() => void this.settled(), SETTLE_MS)
  }

  /** Open anew only if something was missing or has gone: a new device must not disturb a running lesson. */
  private async settled(): Promise<void> {
    const media = this.options.media
    if (!media || this.closed) return
    const ended = (this.view.stream?.getTracks() ?? []).some((track) => track.readyState === 'ended')
    const missing = this.view.camera !== 'ok' || this.view.microphone !== 'ok'
    if (ended || missing) await this.reopen()
    else this.show(await list(media))
  }

  private show(change: Partial<DevicesView>): void {
    this.view = { ...this.view, ...change }
    this.options.onChange(this.view)
  }
}

/** What to ask of getUserMedia; `ideal` so that a device that has gone does not leave the room without any. */
export function constraintsFor(choice: DeviceChoice): { video: MediaTrackConstraints; audio: MediaTrackConstraints } {
  const wish = (id: string | null) => (id ? { deviceId: { ideal: id } } : {})
  const size = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 25, max: 30 } }
  const care = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
  return { video: { ...size, ...wish(choice.camera) }, audio: { ...care, ...wish(choice.microphone) } }
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
async function openBoth(media: MediaDevices, choice: DeviceChoice): Promise<[Opened, Opened]> {
  const { video, audio } = constraintsFor(choice)
  try {
    const stream = await media.getUserMedia({ video, audio })
    return [opened(stream.getVideoTracks()[0]), opened(stream.getAudioTracks()[0])]
  } catch {
    return [await openOne(media, { video }), await openOne(media, { audio })]
  }
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

function rememberedChoice(storage: Pick<Storage, 'getItem'>): DeviceChoice {
  try {
    return { ...NO_CHOICE, ...(JSON.parse(storage.getItem(KEPT_AS) ?? '{}') as Partial<DeviceChoice>) }
  } catch {
    return NO_CHOICE
  }
}

function stop(stream: MediaStream | null): void {
  stream?.getTracks().forEach((track) => {
    track.onended = null
    track.stop()
  })
}
