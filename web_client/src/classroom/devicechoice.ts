/**
 * Remembers which camera, microphone and loudspeaker a page uses: by id, and by label where ids change with every plug.
 */

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

export type DeviceKind = keyof DeviceChoice
/** What each kind of device was called when it was used last by choice or by habit. */
export type Labels = Partial<Record<DeviceKind, string>>

const KEPT_AS = 'tongke.devices'
const NO_CHOICE: DeviceChoice = { camera: null, microphone: null, speaker: null }

export interface Remembered {
  choice: DeviceChoice
  labels: Labels
}

export function rememberedChoice(storage: Pick<Storage, 'getItem'>): Remembered {
  try {
    const { labels, ...choice } = JSON.parse(storage.getItem(KEPT_AS) ?? '{}') as Partial<DeviceChoice> & { labels?: Labels }
    return { choice: { ...NO_CHOICE, ...choice }, labels: labels ?? {} }
  } catch {
    return { choice: NO_CHOICE, labels: {} }
  }
}

export function rememberChoice({ choice, labels }: Remembered, storage: Pick<Storage, 'setItem'>): void {
  storage.setItem(KEPT_AS, JSON.stringify({ ...choice, labels }))
}

/** The device to use of those that are there: the chosen one by its id, else by what it is called; `null` when it is away. */
export function wantedDevice(kind: DeviceKind, { choice, labels }: Remembered, there: readonly Device[]): Device | null {
  const label = labels[kind]
  return there.find(({ id }) => id === choice[kind]) ?? (label ? (there.find((device) => device.label === label) ?? null) : null)
}
