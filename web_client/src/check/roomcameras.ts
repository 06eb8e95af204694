/** Opens the cameras of a room at the same time, and remembers what each of them looks at. */
import type { CameraKind } from '@/api/checks'
import { PICTURE_SIZE } from '@/classroom/devices'

export const CAMERA_KINDS: readonly CameraKind[] = ['camera', 'board', 'pupils']
const KEPT_AS = 'tongke.room_cameras'

/** By device, what it looks at; a device that is not named is not used. */
export type CameraUses = Record<string, CameraKind>

export interface OpenedCamera {
  id: string
  label: string
  kind: CameraKind
  stream: MediaStream | null
}

export function rememberedUses(storage: Pick<Storage, 'getItem'>): CameraUses {
  try {
    const kept = JSON.parse(storage.getItem(KEPT_AS) ?? '{}') as CameraUses
    return Object.fromEntries(Object.entries(kept).filter(([, kind]) => CAMERA_KINDS.includes(kind)))
  } catch {
    return {}
  }
}

export function rememberUses(uses: CameraUses, storage: Pick<Storage, 'setItem'>): void {
  storage.setItem(KEPT_AS, JSON.stringify(uses))
}

/** Give a device another use: of each kind there is one, and what was there before is not used any more. */
export function withUse(uses: CameraUses, device: string, kind: CameraKind | null): CameraUses {
  const others = Object.entries(uses).filter(([id, used]) => id !== device && used !== kind)
  return Object.fromEntries(kind === null ? others : [...others, [device, kind]])
}

/** Open a camera besides the one that the lesson's page has; `null` when it can't be had. */
export async function openCamera(media: MediaDevices, device: string): Promise<MediaStream | null> {
  return media.getUserMedia({ video: { ...PICTURE_SIZE, deviceId: { exact: device } } }).catch(() => null)
}

/** The room's further cameras, as a lesson publishes them: the board's and the pupils', without those of `but`. */
export async function openFurtherCameras(
  media: MediaDevices,
  storage: Pick<Storage, 'getItem'>,
  but: readonly CameraKind[] = [],
): Promise<OpenedCamera[]> {
  const uses = Object.entries(rememberedUses(storage)).filter(([, kind]) => kind !== 'camera' && !but.includes(kind))
  const present = uses.length > 0 ? await media.enumerateDevices() : []
  const opened = uses.flatMap(([id, kind]) => {
    const device = present.find((each) => each.deviceId === id && each.kind === 'videoinput')
    return device ? [{ id, kind, label: device.label }] : []
  })
  return Promise.all(opened.map(async (each) => ({ ...each, stream: await openCamera(media, each.id) })))
}
