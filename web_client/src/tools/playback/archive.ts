/** A recording over REST as a lesson's room reads it: with the ticket of whoever is in it. */
import { ApiError, request, send } from '@/api/request'
import type { Cue, RoomState } from '@/protocol/messages'
import type { Manifest, Take } from '@/replay/manifest'
import type { Archives } from '@/replay/replay'
import type { TakeIndex } from '@/replay/takes'

/** `bearer` is the ticket now; null where the browser's own cookie speaks. */
export function archiveOf(recording: string, bearer: () => string | null): Archives {
  const base = `/api/recordings/${recording}`
  return {
    manifest: async () => (await request<{ manifest: Manifest }>(base, { bearer: bearer() })).manifest,
    index: (take: Take) => request<TakeIndex>(`${base}/takes/${take.take}.json`, { bearer: bearer() }),
    cues: () => request<{ cues: Cue[]; snapshot: RoomState }>(`${base}/cues`, { bearer: bearer() }),
    bytes: async (take: Take, offset: number, size: number, signal: AbortSignal) => {
      const range = `bytes=${offset}-${offset + size - 1}`
      const response = await send(`${base}/takes/${take.file}`, { signal, bearer: bearer() }, range)
      const bytes = await response.arrayBuffer()
      if (bytes.byteLength !== size) throw new ApiError(response.status, 'short_read', `${take.file}: ${range}`)
      return bytes
    },
  }
}
