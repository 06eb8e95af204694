/** Puts a pupil's session on the page. */
import { onBeforeUnmount, onMounted, shallowRef, type ShallowRef } from 'vue'

import { PupilApi } from './api'
import { isOf, randomWord } from './link'
import { PupilSession, type PupilView } from './session'

export function usePupil(link: string): { session: PupilSession; view: ShallowRef<PupilView> } {
  const view = shallowRef<PupilView>({ step: 'seat', pass: null, shown: null, mine: null, online: true, problem: null })
  const session = new PupilSession({
    api: new PupilApi((path, options) => fetch(path, options), () => document.documentElement.lang),
    shelf: localStorage,
    now: () => performance.timeOrigin + performance.now(),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random: randomWord,
    onChange: (changed) => (view.value = changed),
  })
  const { pass } = session.view
  // Another lesson's code was scanned: the seat of the last one is history.
  if (pass && link && !isOf(link, pass.lesson, pass.place)) session.stand()
  const retry = () => {
    if (document.visibilityState === 'visible') session.retryNow()
  }
  onMounted(() => {
    session.open()
    window.addEventListener('online', retry)
    document.addEventListener('visibilitychange', retry)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('online', retry)
    document.removeEventListener('visibilitychange', retry)
  })
  return { session, view }
}
