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
  let isLooking = false
  let isOver = false

  async function look(): Promise<void> {
    if (!media || !opened()) return
    // Two looks at once would open the same camera twice.
    if (isLooking) return settle()
    isLooking = true
    for (const [kind, stream] of published) if (!stream.active) withdraw(kind)
    const found = await openFurtherCameras(media, localStorage, [...published.keys()]).catch(() => [])
    isLooking = false
    for (const { kind, stream, label } of found) if (stream) put(kind, stream, label)
  }

  function put(kind: CameraKind, stream: MediaStream, label: string): void {
    if (isOver) return release(stream)
    published.set(kind, stream)
    for (const track of stream.getTracks()) track.onended = settle
    void lesson.publish(kind, stream, label)
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
    isOver = true
    if (settling) clearTimeout(settling)
    media.removeEventListener('devicechange', settle)
    published.forEach(release)
  })
}

function release(stream: MediaStream): void {
  stream.getTracks().forEach((track) => track.stop())
}
