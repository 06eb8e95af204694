/** One's own sheet in a round: kept as a draft a moment after each change, until it is submitted. */
import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'

import { readScores, submitScores, writeScores, type Sheet, type SheetCard } from '@/api/rounds'

import { emptySheet } from './sheet'

const WAIT_MS = 700

export interface OpenSheet {
  sheet: ShallowRef<Sheet>
  card: ShallowRef<SheetCard | null>
  /** What was kept before has been read: nothing may be written over it. */
  ready: Ref<boolean>
  /** Nothing waits to be kept. */
  saved: Ref<boolean>
  busy: Ref<boolean>
  open(round: string): Promise<void>
  change(fresh: Sheet): void
  submit(): Promise<void>
}

/** One after the other: on a slow line an older draft would be written over a newer one. */
function inTurn(action: () => Promise<void>): () => Promise<void> {
  let last = Promise.resolve()
  return () => (last = last.catch(() => undefined).then(action))
}

/** In a component: the sheet of the recording; `failed` is told what goes wrong while a draft is kept. */
export function useSheet(recording: string, failed: (error: unknown) => void): OpenSheet {
  const sheet = shallowRef<Sheet>(emptySheet())
  const card = shallowRef<SheetCard | null>(null)
  const [ready, saved, busy] = [ref(false), ref(true), ref(false)]
  let round = ''
  let wanted = ''
  let waiting: ReturnType<typeof setTimeout> | undefined

  async function open(id: string): Promise<void> {
    wanted = id
    await keep()
    ready.value = false
    const own = (await readScores(id)).find((one) => one.mine && one.recording === recording) ?? null
    // Another round was chosen while this one was read.
    if (wanted !== id) return
    round = id
    card.value = own
    sheet.value = own?.sheet ?? emptySheet()
    saved.value = ready.value = true
  }

  const keep = inTurn(async () => {
    clearTimeout(waiting)
    if (saved.value) return
    const kept = sheet.value
    card.value = await writeScores(round, recording, kept)
    saved.value = sheet.value === kept
  })

  function change(fresh: Sheet): void {
    sheet.value = fresh
    saved.value = false
    clearTimeout(waiting)
    waiting = setTimeout(() => void keep().catch(failed), WAIT_MS)
  }

  async function submit(): Promise<void> {
    if (busy.value) return
    busy.value = true
    try {
      await keep()
      card.value = await submitScores(round, recording)
    } finally {
      busy.value = false
    }
  }

  onScopeDispose(() => void keep().catch(failed))
  return { sheet, card, ready, saved, busy, open, change, submit }
}
