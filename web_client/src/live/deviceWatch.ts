/** Looks at the devices of a page with the browser's means: counts frames, listens, opens anew what has stalled. */
import { CaptureCare, type CaptureLook } from '@/classroom/capturecare'
import type { Capture, Devices, DevicesView } from '@/classroom/devices'
import { NOTHING_FOUND, troublesOf, type DeviceTrouble, type Found } from '@/classroom/devicetroubles'
import { HowlCare, SilenceCare, VolumeCare } from '@/classroom/soundcare'

import { FrameCount } from './frames'
import { Listening } from './listening'

/** Frames are looked at with every so many looks. */
const LOOKS_PER_CAPTURE = 4

/** Call `follow` with every change of the devices and `look` four times a second. */
export class DeviceWatch {
  troubles: readonly DeviceTrouble[] = []
  /** How loud to play, from 0 to 1. */
  volume = 1
  private readonly cares: Record<Capture, CaptureCare> = { camera: new CaptureCare(), microphone: new CaptureCare() }
  private readonly silence = new SilenceCare()
  private readonly loudness = new VolumeCare()
  private howl: HowlCare | null = null
  private context: AudioContext | null = null
  private listening: Listening | null = null
  private counted: FrameCount | null = null
  private camera: MediaStreamTrack | null = null
  private microphone: MediaStreamTrack | null = null
  private found: Found = NOTHING_FOUND
  private looks = 0

  constructor(private readonly devices: Devices) {}

  /** Look at other tracks from now on, if they are others. */
  follow({ stream }: DevicesView): void {
    const camera = stream?.getVideoTracks()[0] ?? null
    const microphone = stream?.getAudioTracks()[0] ?? null
    if (camera !== this.camera) this.watchCamera(camera)
    if (microphone !== this.microphone) this.watchMicrophone(microphone)
  }

  look(view: DevicesView, now: number): void {
    this.listen(now)
    this.looks += 1
    if (this.looks % LOOKS_PER_CAPTURE === 0) this.watchCaptures(now)
    const troubles = troublesOf(view, this.found)
    if (troubles.join() !== this.troubles.join()) this.troubles = troubles
  }

  close(): void {
    this.listening?.close()
    this.counted?.close()
    void this.context?.close()
  }

  private watchCamera(track: MediaStreamTrack | null): void {
    this.counted?.close()
    this.counted = track && new FrameCount(track)
    this.camera = track
    this.cares.camera.fresh(Date.now())
  }

  private watchMicrophone(track: MediaStreamTrack | null): void {
    this.listening?.close()
    this.listening = null
    this.microphone = track
    this.cares.microphone.fresh(Date.now())
    if (!track) return
    this.context ??= new AudioContext({ latencyHint: 'playback' })
    this.listening = new Listening(this.context, track)
    this.howl = new HowlCare(this.listening.hzPerBin)
  }

  private listen(now: number): void {
    // Without the right to play, an analyser hears nothing at all.
    if (this.context?.state === 'suspended') void this.context.resume().catch(() => undefined)
    const { listening } = this
    const hears = listening !== null && this.context?.state === 'running'
    // Only an open microphone closes the loop of a howl; a dead one is known before the lesson needs it.
    const open = hears && (this.microphone?.enabled ?? false)
    const peak = hears ? listening.look() : 0
    const howls = hears && (this.howl?.look(listening.spectrum, open, now) ?? false)
    this.found = { ...this.found, silent: this.silence.look(peak, hears, now), howls }
    this.volume = this.loudness.look(howls, open, now)
  }

  private watchCaptures(now: number): void {
    const seen = document.visibilityState === 'visible'
    this.found = {
      ...this.found,
      cameraStalled: this.watchOne('camera', lookAt(this.camera, seen, this.counted?.frames ?? null), now),
      microphoneStalled: this.watchOne('microphone', lookAt(this.microphone, true, null), now),
    }
  }

  private watchOne(kind: Capture, seen: CaptureLook, now: number): boolean {
    const verdict = this.cares[kind].look(seen, now)
    if (verdict === 'restart') void this.devices.restart(kind)
    return verdict !== 'well'
  }
}

function lookAt(track: MediaStreamTrack | null, seen: boolean, frames: number | null): CaptureLook {
  const expected = track !== null && track.readyState === 'live' && track.enabled && seen
  return { frames, muted: track?.muted ?? false, expected }
}
