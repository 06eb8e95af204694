/**
 * Brings courseware onto this device without being asked: of the lesson that runs, else of the day's lessons in their order.
 */
import type { LessonView } from '@/classroom/lesson'

import type { LessonFiles } from './files'
import { Prefetch } from './prefetch'

/** What a lesson says of itself that matters here. */
export type Running = Pick<LessonView, 'room' | 'pictures' | 'cameraPaused' | 'lines' | 'member'>

/** The line carries less than the lesson needs: everything else waits. */
export function isThin(view: Running): boolean {
  const pauses = [...view.pictures.values()].some(({ state, reason }) => state === 'paused' && reason === 'line_too_thin')
  return view.cameraPaused || pauses || view.lines.get(view.member ?? '')?.quality === 'poor'
}

/** How often the server is told what is here, at most. */
const TELL_MS = 10_000
/** Documents may be added to any lesson of the day: all of them are looked through again so often. */
const LOOK_AGAIN_MS = 300_000

export class Background {
  private day: readonly string[] = []
  private running: string | null = null
  private documents: unknown = null
  private current: { lesson: string; prefetch: Prefetch; stopHearing: () => void } | null = null
  private readonly done = new Set<string>()
  private readonly told = new Map<string, string>()
  private toldAt = -Infinity
  private again: ReturnType<typeof setTimeout> | null = null
  private timer: ReturnType<typeof setTimeout> | null = null

  constructor(
    private readonly filesOf: (lesson: string) => LessonFiles,
    private readonly tell: (lesson: string, shares: Record<string, number>) => Promise<void>,
  ) {}

  /** These lessons come today, the next one first. */
  expect(lessons: readonly string[]): void {
    if (lessons.join() === this.day.join()) return
    this.day = lessons
    this.done.clear()
    this.choose()
  }

  /** A lesson runs on this page, and this is how it is; `null` when it is over. */
  heed(view: Running | null): void {
    const lesson = view?.room?.lesson.id ?? null
    if (lesson !== this.running) {
      this.running = lesson
      this.choose()
    }
    if (!view?.room || !this.current) return
    this.current.prefetch.hold(isThin(view))
    this.current.prefetch.share(view.room.lesson.phase === 'live')
    if (view.room.courseware.documents === this.documents) return
    this.documents = view.room.courseware.documents
    void this.current.prefetch.refresh()
  }

  /** The first lesson that is wanted and not yet here; the last one is watched for what is added to it. */
  private choose(): void {
    const wanted = this.running === null ? this.day : [this.running]
    const next = wanted.find((lesson) => !this.done.has(lesson)) ?? wanted[0] ?? null
    if (next === (this.current?.lesson ?? null)) return
    this.leave()
    if (next !== null) this.take(next)
  }

  private take(lesson: string): void {
    const files = this.filesOf(lesson)
    const prefetch = new Prefetch(files, () => this.settled(lesson, prefetch))
    this.current = { lesson, prefetch, stopHearing: files.onChange(() => this.tellSoon()) }
    this.documents = null
    prefetch.start()
  }

  private leave(): void {
    if (!this.current) return
    this.tellNow()
    this.current.stopHearing()
    this.current.prefetch.stop()
    this.current = null
  }

  private settled(lesson: string, prefetch: Prefetch): void {
    if (prefetch.state !== 'done' || this.current?.lesson !== lesson) return
    this.done.add(lesson)
    this.tellNow()
    this.choose()
    if (this.running === null) this.again ??= setTimeout(() => this.lookAgain(), LOOK_AGAIN_MS)
  }

  private lookAgain(): void {
    this.again = null
    if (this.running !== null) return
    this.done.clear()
    this.leave()
    this.choose()
  }

  private tellSoon(): void {
    this.timer ??= setTimeout(() => this.tellNow(), Math.max(0, this.toldAt + TELL_MS - Date.now()))
  }

  /** What could not be told is told with the next change. */
  private tellNow(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    if (!this.current) return
    const { lesson } = this.current
    const shares = this.filesOf(lesson).shares()
    const news = JSON.stringify(shares)
    if (news === this.told.get(lesson)) return
    this.told.set(lesson, news)
    this.toldAt = Date.now()
    this.tell(lesson, shares).catch(() => this.told.delete(lesson))
  }
}
