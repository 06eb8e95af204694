/** Puts the devices on a page: their view as a ref, and closed when the page goes. */
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'

import { Devices, type DevicesView } from '@/classroom/devices'

export function useDevices(): { devices: Devices; view: ShallowRef<DevicesView> } {
  const devices = new Devices({
    media: navigator.mediaDevices as MediaDevices | undefined,
    storage: localStorage,
    createStream: (tracks) => new MediaStream(tracks),
    onChange: (changed) => (view.value = changed),
  })
  const view = shallowRef(devices.view)
  onScopeDispose(() => devices.close())
  return { devices, view }
}
