/** What is wrong with the devices of a classroom, as it is told to its assistant and to the teacher. */
import type { DevicesView } from './devices'

export type DeviceTrouble = 'camera_missing' | 'camera_stalled' | 'microphone_missing' | 'microphone_silent' | 'howling'

/** What the looks at the running devices have found. */
export interface Found {
  cameraStalled: boolean
  microphoneStalled: boolean
  silent: boolean
  howls: boolean
}

export const NOTHING_FOUND: Found = { cameraStalled: false, microphoneStalled: false, silent: false, howls: false }

/** Everything that is wrong, the most urgent first; of each device one thing. */
export function troublesOf({ camera, microphone }: Pick<DevicesView, 'camera' | 'microphone'>, found: Found): DeviceTrouble[] {
  const troubles: DeviceTrouble[] = []
  if (found.howls) troubles.push('howling')
  if (gone(microphone)) troubles.push('microphone_missing')
  else if (found.silent || found.microphoneStalled) troubles.push('microphone_silent')
  if (gone(camera)) troubles.push('camera_missing')
  else if (found.cameraStalled) troubles.push('camera_stalled')
  return troubles
}

function gone(state: DevicesView['camera']): boolean {
  return state !== 'ok' && state !== 'unopened'
}
