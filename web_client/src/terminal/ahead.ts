/**
 * Loads what a lesson may need while nobody waits for it.
 *
 * A server that has been given a newer build has the old page's parts no more: what is not here when the lesson
 * begins could not be loaded in its middle. And a thin line is for sound then.
 */

/** The first load is over then, and the day's timetable is on the screen. */
const LOOK_EVERY_MS = 4_000

type Part = () => Promise<unknown>

const PARTS: readonly Part[] = [
  () => import('@/live/ContentView.vue'),
  () => import('@/tools/questions/QuestionScreen.vue'),
  () => import('@/tools/board/BoardPalette.vue'),
  () => import('@/tools/timer/TimerFace.vue'),
  () => import('@/tools/chat/WhisperNote.vue'),
  () => import('@/tools/roll/RollForm.vue'),
  () => import('@/tools/courseware/ClipView.vue'),
  () => import('@/tools/playback/RecordingView.vue'),
]

/** One after the other while it `isQuiet`; what can't be loaded is asked for again when it is needed. */
export async function loadAhead(isQuiet: () => boolean, parts: readonly Part[] = PARTS): Promise<void> {
  for (const load of parts) {
    do await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    while (!isQuiet())
    await load().catch(() => undefined)
  }
}
