/** The whole screen for the replay, and a picture of it outside the page. */
import type { ShallowRef } from 'vue'

import { toastError } from '@/ui/toast'

export interface Screen {
  /** A picture can stand outside the page. */
  canLeave: boolean
  fullscreen(): void
  /** Take this picture out of the page, or back. */
  outside(video: HTMLVideoElement | null): void
}

export function useScreen(page: Readonly<ShallowRef<HTMLElement | null>>): Screen {
  const canLeave = document.pictureInPictureEnabled

  function fullscreen(): void {
    const done = document.fullscreenElement ? document.exitFullscreen() : page.value?.requestFullscreen()
    // Telephones that know no full screen keep their page.
    done?.catch(() => undefined)
  }

  function outside(video: HTMLVideoElement | null): void {
    if (!canLeave) return
    const done = document.pictureInPictureElement ? document.exitPictureInPicture() : video?.requestPictureInPicture()
    done?.catch(toastError)
  }
  return { canLeave, fullscreen, outside }
}
