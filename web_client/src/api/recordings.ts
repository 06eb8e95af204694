/** Recordings over REST. */
import type { Cue, RoomState } from '@/protocol/messages'
import type { Manifest, Take } from '@/replay/manifest'
import type { TakeIndex } from '@/replay/takes'

import { ApiError, request, send } from './request'
import type { Recording } from './types'

export interface RecordedCues {
  cues: Cue[]
  snapshot: RoomState
}

/** One recording with its manifest; `left` is where whoever is signed in was last, on whatever device. */
export function getRecording(recording: string): Promise<Recording & { manifest: Manifest; left: { position_ms: number; at: number } | null }> {
  return request(`/api/recordings/${recording}`)
}

export function getCues(recording: string): Promise<RecordedCues> {
  return request(`/api/recordings/${recording}/cues`)
}

export function getTakeIndex(recording: string, take: Take): Promise<TakeIndex> {
  return request(`/api/recordings/${recording}/takes/${take.take}.json`)
}

/** A piece of a take's file. Throws `ApiError`; code `short_read` when the server sends another amount. */
export async function readTake(recording: string, take: Take, offset: number, size: number, signal: AbortSignal): Promise<ArrayBuffer> {
  const range = `bytes=${offset}-${offset + size - 1}`
  const response = await send(`/api/recordings/${recording}/takes/${take.file}`, { signal }, range)
  const bytes = await response.arrayBuffer()
  if (bytes.byteLength !== size) throw new ApiError(response.status, 'short_read', `${take.file}: ${range}`)
  return bytes
}
