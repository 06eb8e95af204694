/** One check of a room on a page: what was found so far, what is wrong, and keeping it. */
import { computed, onScopeDispose, ref, shallowRef } from 'vue'

import {
  beginCheck,
  finishCheck,
  type BegunCheck,
  type CheckedCamera,
  type CheckedLine,
  type CheckedLoudspeaker,
  type CheckedMicrophone,
} from '@/api/checks'
import { listenForEcho } from '@/check/hearing'
import { problemsOf, verdictOf } from '@/check/judge'
import { LineTest, type Progress } from '@/check/line'

export class RoomCheck {
  readonly begun = shallowRef<BegunCheck | null>(null)
  /** Null before they are looked at. */
  readonly cameras = shallowRef<CheckedCamera[] | null>(null)
  /** Null where there is none, undefined before it is listened to. */
  readonly microphone = shallowRef<CheckedMicrophone | null | undefined>(undefined)
  readonly loudspeaker = shallowRef<CheckedLoudspeaker | null>(null)
  readonly line = shallowRef<CheckedLine | null>(null)
  readonly progress = shallowRef<Progress | null>(null)
  /** What is being tried now. */
  readonly step = ref<'echo' | 'line' | null>(null)
  readonly echoFailed = ref(false)
  readonly savedAt = ref<number | null>(null)
  readonly failure = shallowRef<unknown>(null)
  readonly looked = computed(() => this.cameras.value !== null && this.microphone.value !== undefined)
  readonly problems = computed(() => (this.looked.value ? problemsOf(this.findings) : []))
  readonly verdict = computed(() => verdictOf(this.problems.value))
  private test: LineTest | null = null
  /** What is kept is not changed any more. */
  private kept = false

  /** `key` is a terminal's; a signed-in person needs none. */
  constructor(private readonly key: string | null) {}

  /** Begin an entry of the passport, if the last one was kept or there is none. */
  async begin(): Promise<boolean> {
    if (this.begun.value && !this.kept) return true
    this.savedAt.value = null
    const begun = await this.attempt(async () => (this.begun.value = await beginCheck(this.key)))
    if (begun) this.kept = false
    return begun
  }

  async tryEcho(device: { microphone: string | null; speaker: string | null }): Promise<void> {
    this.step.value = 'echo'
    this.echoFailed.value = false
    this.loudspeaker.value = null
    try {
      const plain = await listenForEcho(device.microphone, device.speaker, false)
      const cancelled = await listenForEcho(device.microphone, device.speaker, true)
      this.loudspeaker.value = { heard_by_person: null, plain, cancelled }
    } catch {
      this.echoFailed.value = true
    }
    this.step.value = null
  }

  /** An answer that comes after everything was kept is worth another entry. */
  answerHeard(heard: boolean): void {
    const found = this.loudspeaker.value
    if (!found) return
    this.loudspeaker.value = { ...found, heard_by_person: heard }
    this.savedAt.value = null
  }

  async tryLine(): Promise<void> {
    if (!(await this.begin()) || !this.begun.value) return
    this.step.value = 'line'
    this.line.value = null
    this.test = new LineTest(this.begun.value, (progress) => (this.progress.value = progress))
    this.line.value = await this.test.run()
    this.test = null
    this.progress.value = null
    this.step.value = null
  }

  async save(): Promise<void> {
    if (!(await this.begin())) return
    const begun = this.begun.value
    if (!begun) return
    const judged = { verdict: this.verdict.value, problems: this.problems.value, browser: navigator.userAgent.slice(0, 300) }
    await this.attempt(async () => (this.savedAt.value = (await finishCheck(begun, { ...judged, ...this.findings })).at))
    this.kept = this.savedAt.value !== null
  }

  stop(): void {
    this.test?.stop()
  }

  private get findings() {
    return {
      cameras: this.cameras.value ?? [],
      microphone: this.microphone.value ?? null,
      loudspeaker: this.loudspeaker.value,
      line: this.line.value,
    }
  }

  private async attempt(action: () => Promise<unknown>): Promise<boolean> {
    this.failure.value = null
    try {
      await action()
    } catch (thrown) {
      this.failure.value = thrown
    }
    return this.failure.value === null
  }
}

export function useRoomCheck(key: string | null): RoomCheck {
  const check = new RoomCheck(key)
  onScopeDispose(() => check.stop())
  return check
}
