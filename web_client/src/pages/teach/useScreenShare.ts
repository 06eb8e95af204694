/** Shares the teacher's screen: the browser's choice, the stream for one's own page, and the end of it. */
import { onBeforeUnmount, ref, shallowRef, type Ref, type ShallowRef } from 'vue'

import type { Lesson } from '@/classroom/lesson'

// The classrooms' voices, which this page plays, must not go back to them with a screen's sound.
const SOUND = { restrictOwnAudio: true } as MediaTrackConstraints
const SCREEN: DisplayMediaStreamOptions = { video: { frameRate: { ideal: 10, max: 15 } }, audio: SOUND }

export interface ScreenShare {
  screen: ShallowRef<MediaStream | null>
  /** The whole screen is shared, this page with it: a preview would repeat itself without end. */
  showsItself: Ref<boolean>
  start(): Promise<void>
  stop(): Promise<void>
}

export function useScreenShare(lesson: Lesson): ScreenShare {
  const screen = shallowRef<MediaStream | null>(null)
  const showsItself = ref(false)

  async function start(): Promise<void> {
    try {
      screen.value = await navigator.mediaDevices.getDisplayMedia(SCREEN)
    } catch {
      // The person has closed the browser's choice of screens: nothing was asked of us.
      return
    }
    for (const track of screen.value.getVideoTracks()) {
      track.contentHint = 'detail'
      track.onended = () => void stop()
      showsItself.value = track.getSettings().displaySurface === 'monitor'
    }
    await lesson.publish('screen', screen.value)
  }

  async function stop(): Promise<void> {
    release()
    await lesson.unpublish('screen')
  }

  function release(): void {
    screen.value?.getTracks().forEach((track) => track.stop())
    screen.value = null
  }

  onBeforeUnmount(release)
  return { screen, showsItself, start, stop }
}
