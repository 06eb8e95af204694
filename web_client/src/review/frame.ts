/** Where the picture lies within the box of its view: drawings are in shares of the picture, whatever the box. */
import { fit, type FittedBox } from '@/live/fitted'
import type { Box } from '@/replay/layout'

const USUAL = 16 / 9

/** The picture's box within the stage; a view without a known shape, like the pages, is 16:9. */
export function pictureBox(box: Box, video: Pick<HTMLVideoElement, 'videoWidth' | 'videoHeight'> | null): FittedBox {
  const aspect = video && video.videoWidth > 0 && video.videoHeight > 0 ? video.videoWidth / video.videoHeight : USUAL
  const inner = fit(box, aspect)
  return { ...inner, left: inner.left + box.left, top: inner.top + box.top }
}
