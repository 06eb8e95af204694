/** The disk of the recordings over REST. */
import { request } from './request'

/** Sizes in MB. On a `short` disk no recording is begun, on a `full` one those that run stop. */
export interface Disk {
  level: 'good' | 'low' | 'short' | 'full'
  free_mb: number
  total_mb: number
}

export function getDisk(): Promise<Disk> {
  return request('/api/disk')
}
