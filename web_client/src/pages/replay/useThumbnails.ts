/** The small pictures over the time line: read once the recording is open, and again while the server draws them. */
import { onBeforeUnmount, shallowRef, watch } from 'vue'

import { getThumbnails, sheetAddress } from '@/api/replay'
import type { ReplayState } from '@/replay/state'
import { tileAt, tileStyle, type ThumbnailIndex } from '@/replay/thumbs'

import { orNothing } from './orNothing'

/** Those that are being drawn are asked for again after that, and then after twice as long. */
const DRAWN_MS = 4000

/** In the page: what gives the picture of a moment as a style for a box of a width in pixels. */
export function useThumbnails(id: string, state: ReplayState): (position: number, width: number) => Record<string, string> | null {
  const index = shallowRef<ThumbnailIndex | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  async function read(patience: number): Promise<void> {
    clearTimeout(timer)
    index.value = await orNothing(getThumbnails(id))
    const isComing = index.value?.state === 'waiting' || index.value?.state === 'running'
    if (isComing && !closed) timer = setTimeout(() => void read(2 * patience), patience)
  }

  watch(
    () => state.manifest?.complete,
    (complete) => complete && void read(DRAWN_MS),
  )
  onBeforeUnmount(() => {
    closed = true
    clearTimeout(timer)
  })
  return (position, width) => {
    // They are pictures, too.
    if (!index.value || state.light) return null
    const cameras = state.sources.filter(({ member }) => state.story?.isMaster(member)).map((source) => source.id)
    const tile = tileAt(index.value, [...(state.story?.prominentAt(position) ?? []), ...cameras], position)
    return tile && tileStyle(tile, sheetAddress(id, tile.sheet), width)
  }
}
