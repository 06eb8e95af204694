/** The board of one lesson on this page: what one draws, what the others are drawing, and the marks that are still to be fetched. */
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'

import type { Lesson } from '@/classroom/lesson'

import { Author } from './author'
import { Missing } from './missing'
import { UnderWay } from './underway'

const EVERY_MS = 1000

export class Board {
  readonly author: Author
  readonly underWay = new UnderWay()
  readonly missing: Missing
  /** Counts up whenever something is drawn differently that is no part of the state. */
  readonly version: ShallowRef<number> = shallowRef(0)
  private visitors = 0
  private stop: () => void = () => undefined

  constructor(private readonly lesson: Lesson) {
    this.author = new Author(lesson, () => this.changed())
    this.missing = new Missing((surface) => lesson.send({ type: 'fetch_surface', surface }))
  }

  /** Who one is in the lesson. */
  get self(): string | null {
    return this.lesson.view.member
  }

  /** Follow the lesson as long as somebody draws or shows the board; call `leave` as often. */
  enter(): void {
    this.visitors += 1
    if (this.visitors > 1) return
    const deaf = this.lesson.hear((message) => {
      if (this.underWay.hear(message, Date.now())) this.changed()
      if (message.type === 'cue') this.author.delivery.follow(Date.now())
    })
    const timer = setInterval(() => this.turn(Date.now()), EVERY_MS)
    this.stop = () => {
      clearInterval(timer)
      deaf()
    }
  }

  leave(): void {
    this.visitors -= 1
    if (this.visitors === 0) this.stop()
  }

  private turn(now: number): void {
    const { room, connection } = this.lesson.view
    if (!room) return
    if (this.underWay.forget(room, now)) this.changed()
    this.author.delivery.follow(now)
    if (connection === 'joined') this.missing.look(room, now)
  }

  private changed(): void {
    this.version.value += 1
  }
}

const boards = new WeakMap<Lesson, Board>()

/** In a component: the one board of the lesson, which everybody shares who draws on it or holds its tools. */
export function useBoard(lesson: Lesson): Board {
  const board = boards.get(lesson) ?? new Board(lesson)
  boards.set(lesson, board)
  board.enter()
  onScopeDispose(() => board.leave())
  return board
}
