/** Publishes the room's further cameras (the board's, the pupils') in a lesson, as they were chosen in its check. */
import { onScopeDispose, watch } from 'vue'

import type { CameraKind } from '@/api/checks'
import { openFurtherCameras } from '@/check/roomcameras'
import type { Lesson } from '@/classroom/lesson'

/** A hub announces its devices one by one. */
const SETTLE_MS = 1500

/** Call it once on the page of a lesson; `opened` is the page's own stream, without which nothing may be opened. */
export function useFurtherCameras(lesson: Lesson, opened: () => MediaStream | null): void {
  const media = navigator.mediaDevices as MediaDevices | undefined
  if (!media) return
  const published = new Map<CameraKind, MediaStream>()
  let settling: ReturnType<typeof setTimeout> | null = null

  async function look(): Promise<void> {
    if (!media || !opened()) return
    for (const [kind, stream] of published) if (!stream.active) withdraw(kind)
    for (const { kind, stream, label } of await openFurtherCameras(media, localStorage, [...published.keys()])) {
      if (!stream) continue
      published.set(kind, stream)
      for (const track of stream.getTracks()) track.onended = settle
      void lesson.publish(kind, stream, label)
    }
  }

  function withdraw(kind: CameraKind): void {
    published.delete(kind)
    void lesson.unpublish(kind)
  }

  function settle(): void {
    if (settling) clearTimeout(settling)
    settling = setTimeout(() => void look(), SETTLE_MS)
  }

  watch(opened, () => void look(), { immediate: true })
  media.addEventListener('devicechange', settle)
  onScopeDispose(() => {
    if (settling) clearTimeout(settling)
    media.removeEventListener('devicechange', settle)
    published.forEach((stream) => stream.getTracks().forEach((track) => track.stop()))
  })
}
