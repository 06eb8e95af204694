/** The keys of keyboards, headsets and lock screens that play and pause whatever plays. */
import { onBeforeUnmount, watch } from 'vue'

import type { Recording } from '@/api/types'
import type { Replay } from '@/replay/replay'

const STEP_S = 10

/** In the page: answer them while it is open. `chapter` goes to the next or the previous one. */
export function useMediaKeys(replay: Replay, recording: () => Recording | null, chapter: (by: 1 | -1) => void): void {
  if (!('mediaSession' in navigator)) return
  const session = navigator.mediaSession
  const { state } = replay
  const answers: Partial<Record<MediaSessionAction, MediaSessionActionHandler>> = {
    play: () => replay.play(),
    pause: () => replay.pause(),
    seekbackward: ({ seekOffset }) => replay.seek(state.position - (seekOffset ?? STEP_S)),
    seekforward: ({ seekOffset }) => replay.seek(state.position + (seekOffset ?? STEP_S)),
    seekto: ({ seekTime }) => replay.seek(seekTime ?? state.position),
    previoustrack: () => chapter(-1),
    nexttrack: () => chapter(1),
  }
  for (const [action, answer] of Object.entries(answers)) answering(session, action as MediaSessionAction, answer)

  watch(
    // Once it is open it is known whether there are to be pictures.
    () => (state.manifest ? recording() : null),
    (known) => {
      if (!known) return
      const { title, teacher, master } = known.lesson
      const artwork = state.light ? [] : [{ src: `/api/recordings/${known.id}/cover.jpg`, type: 'image/jpeg' }]
      session.metadata = new MediaMetadata({ title, artist: teacher?.name ?? '', album: master?.school ?? '', artwork })
    },
  )
  watch(
    () => state.playing,
    (playing) => (session.playbackState = playing ? 'playing' : 'paused'),
  )
  onBeforeUnmount(() => {
    for (const action of Object.keys(answers)) answering(session, action as MediaSessionAction, null)
    session.metadata = null
    session.playbackState = 'none'
  })
}

/** An action that a browser does not know is none of ours. */
function answering(session: MediaSession, action: MediaSessionAction, answer: MediaSessionActionHandler | null): void {
  try {
    session.setActionHandler(action, answer)
  } catch {
    return
  }
}
