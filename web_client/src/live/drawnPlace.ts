/** Tells the lesson of a page how high one <video> draws its source: its size, and whether it can be seen. */
import { inject, onBeforeUnmount, onMounted, provide, type InjectionKey, type ShallowRef, watch } from 'vue'

import { pictureHeight, type Drawn } from '@/classroom/drawn'

const DRAWN: InjectionKey<Drawn> = Symbol('drawn')

/** Let everything below this component say what it draws of the lesson. */
export function provideDrawn(drawn: Drawn): void {
  provide(DRAWN, drawn)
}

/** In a component with a <video>: follow its size until it goes. Outside a lesson nobody asks. */
export function useDrawnPlace(video: Readonly<ShallowRef<HTMLVideoElement | null>>, source: () => string | null, cover: () => boolean): void {
  const drawn = inject(DRAWN, null)
  if (!drawn) return
  const place = Symbol('place')
  let inSight = true

  function measure(): void {
    const element = video.value
    if (!element) return
    const box = { width: element.clientWidth, height: element.clientHeight }
    const picture = { width: element.videoWidth, height: element.videoHeight }
    const height = inSight ? pictureHeight(box, picture, cover()) * window.devicePixelRatio : 0
    drawn?.set(place, source(), height)
  }

  const sizes = new ResizeObserver(measure)
  const sights = new IntersectionObserver(([entry]) => {
    inSight = entry?.isIntersecting ?? true
    measure()
  })
  onMounted(() => {
    if (!video.value) return
    sizes.observe(video.value)
    sights.observe(video.value)
    video.value.addEventListener('resize', measure)
  })
  watch(source, measure)
  onBeforeUnmount(() => {
    sizes.disconnect()
    sights.disconnect()
    drawn.set(place, null, 0)
  })
}
