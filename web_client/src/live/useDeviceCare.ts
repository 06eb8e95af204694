/** Looks after the devices of a page while a component lives. */
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'

import type { Devices, DevicesView } from '@/classroom/devices'
import type { DeviceTrouble } from '@/classroom/devicetroubles'

import { DeviceWatch } from './deviceWatch'

export interface DeviceCare {
  troubles: ShallowRef<readonly DeviceTrouble[]>
  /** How loud to play, from 0 to 1. */
  volume: Ref<number>
}

/** A howl is to be heard within two seconds. */
const LOOK_MS = 250

export function useDeviceCare(devices: Devices, view: ShallowRef<DevicesView>): DeviceCare {
  const looking = new DeviceWatch(devices)
  const troubles = shallowRef(looking.troubles)
  const volume = ref(looking.volume)
  watch(view, (changed) => looking.follow(changed), { immediate: true })
  const timer = setInterval(() => {
    looking.look(view.value, Date.now())
    troubles.value = looking.troubles
    volume.value = looking.volume
  }, LOOK_MS)
  onScopeDispose(() => {
    clearInterval(timer)
    looking.close()
  })
  return { troubles, volume }
}
