/** Says which tracks of the down-link are meant to be heard or seen moving, so that silence elsewhere counts as no fault. */
import type { Picture, SlotContent } from '@/protocol/messages'

import type { SlotStreams } from './downlink'

/** The mids with their sources; a paused picture and one that the page does not draw (height 0 in `shown`) are left out. */
export function activeMids(
  slots: readonly SlotContent[],
  streams: ReadonlyMap<number, SlotStreams>,
  pictures: ReadonlyMap<string, Picture>,
  shown: Readonly<Record<string, number>>,
): Map<string, string> {
  const mids = new Map<string, string>()
  for (const { slot, source, audio, video } of slots) {
    const stream = streams.get(slot)
    if (!stream || source === null) continue
    if (audio) mids.set(stream.audioMid, source)
    const moves = pictures.get(source)?.state !== 'paused' && shown[source] !== 0
    if (video && moves) mids.set(stream.videoMid, source)
  }
  return mids
}
