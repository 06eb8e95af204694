import { beforeEach, describe, expect, it, vi } from 'vitest'

import type { Mark } from '@/protocol/messages'

import { Author, type Style } from './author'
import { readPoints, type Point } from './points'
import { PaperLesson, SURFACE } from './testing'

const PEN: Style = { tool: 'pen', colour: '#1d2426', width: 4 }
const BOX: Style = { ...PEN, tool: 'rectangle' }
let lesson: PaperLesson
let author: Author
let now: number

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  lesson = new PaperLesson()
  author = new Author(lesson, () => undefined)
  now = 1_000_000
  return () => vi.useRealTimers()
})

function draw(style = PEN, points: Point[] = [[0, 0], [100, 0], [100, 100]]): void {
  author.begin(SURFACE, style, points[0] ?? [0, 0], 1, now)
  points.slice(1).forEach((point) => author.move([point], (now += 50)))
  author.end()
}

async function drawn(style = PEN): Promise<Mark> {
  draw(style)
  lesson.happensAsAsked()
  await vi.advanceTimersByTimeAsync(0)
  author.delivery.follow(Date.now())
  return marks().at(-1) as Mark
}

const marks = (): Mark[] => lesson.view.room.board.surfaces[SURFACE]?.marks ?? []
const asked = (type: string): unknown[] => lesson.acts.filter((message) => message.type === type)

describe('a stroke of one’s own', () => {
  it('goes out as ink while it is drawn, each point once and the tip again', () => {
    author.begin(SURFACE, PEN, [0, 0], 1, now)
    for (const point of [[100, 0], [100, 100], [0, 100], [0, 0]] as Point[]) author.move([point], (now += 60))
    const told = lesson.sent.map((message) => message.type === 'ink' && [message.start, readPoints(message.points)])
    expect(told).toEqual([
      [0, [[0, 0], [100, 0], [100, 100]]],
      [2, [[100, 100], [0, 100], [0, 0]]],
    ])
  })

  it('becomes a mark when the pen is lifted, and is drawn until the mark has come', () => {
    draw()
    expect(author.delivery.pendingOn(SURFACE)).toHaveLength(1)
    lesson.happensAsAsked()
    author.delivery.follow(now)
    expect(author.delivery.pendingOn(SURFACE)).toHaveLength(0)
  })

  it('never has the number of another', () => {
    draw()
    now = 1_000_000
    draw()
    const numbers = lesson.acts.map((message) => message.type === 'add_mark' && message.drawing.stroke)
    expect(new Set(numbers).size).toBe(2)
  })

  it('of a figure has two corners, and without an extent it was a slip', () => {
    draw(BOX, [[0, 0], [50, 50], [100, 100]])
    draw(BOX, [[5, 5], [5, 5]])
    expect(lesson.acts.map((message) => message.type === 'add_mark' && readPoints(message.drawing.points))).toEqual([[[0, 0], [100, 100]]])
    expect(lesson.sent.at(-1)).toMatchObject({ type: 'ink', gone: true })
  })

  it('that is given up is taken back from the others', () => {
    author.begin(SURFACE, PEN, [0, 0], 1, now)
    author.cancel()
    expect(lesson.acts).toEqual([])
    expect(lesson.sent).toMatchObject([{ type: 'ink', gone: true }])
  })

  it('that has too many points for one mark goes on as another', () => {
    author.begin(SURFACE, PEN, [0, 0], 1, now)
    for (let at = 1; at < 3_100; at += 1) author.move([[at % 2 ? 500 : 0, at]], now)
    expect(asked('add_mark')).toHaveLength(1)
    expect(author.stroke?.points[0]).toEqual(readPoints(lastPoints()).at(-1))
  })
})

function lastPoints(): string {
  const mark = lesson.acts.at(-1)
  return mark?.type === 'add_mark' ? mark.drawing.points : ''
}

describe('marks and the line', () => {
  it('no ink goes out while marks are unanswered', () => {
    lesson.answer = null
    for (let n = 0; n < 4; n += 1) draw()
    const before = lesson.sent.length
    author.begin(SURFACE, PEN, [0, 0], 1, now)
    author.move([[500, 500]], (now += 500))
    expect(lesson.sent).toHaveLength(before)
  })

  it('what an interruption left unanswered is sent anew', async () => {
    lesson.answer = false
    lesson.view.connection = 'waiting'
    draw()
    await vi.advanceTimersByTimeAsync(0)
    expect(asked('add_mark')).toHaveLength(0)
    lesson.view.connection = 'joined'
    author.delivery.follow(now)
    expect(asked('add_mark')).toHaveLength(1)
  })

  it('what is refused is drawn no longer', async () => {
    lesson.answer = false
    draw()
    await vi.advanceTimersByTimeAsync(0)
    expect(author.delivery.pendingOn(SURFACE)).toEqual([])
  })

  it('an answer that no mark follows is not waited for for ever', async () => {
    draw()
    await vi.advanceTimersByTimeAsync(0)
    author.delivery.follow(Date.now() + 4_000)
    expect(author.delivery.pendingOn(SURFACE)).toEqual([])
  })

  it('a few marks at a time are under way, in their order', () => {
    lesson.answer = null
    for (let n = 0; n < 9; n += 1) draw()
    expect(asked('add_mark')).toHaveLength(4)
  })
})

describe('undo', () => {
  it('takes away one’s last mark, and redo brings it back as a new one', async () => {
    const mark = await drawn()
    author.undo(SURFACE)
    expect(lesson.acts.at(-1)).toMatchObject({ type: 'remove_marks', marks: [mark.n] })
    lesson.happensAsAsked()
    author.redo(SURFACE)
    expect(lesson.acts.at(-1)).toMatchObject({ type: 'add_mark', drawing: { points: mark.points } })
    expect(lesson.acts.at(-1)).not.toMatchObject({ drawing: { stroke: mark.stroke } })
  })

  it('brings back what one gesture of the eraser took away', async () => {
    const both = [await drawn(), await drawn()]
    both.forEach((mark) => author.erase(SURFACE, [mark]))
    author.endErasing(SURFACE)
    author.undo(SURFACE)
    expect(asked('add_mark')).toHaveLength(4)
  })

  it('works after a reload for one’s own marks alone', () => {
    lesson.happens({ type: 'mark_added', surface: SURFACE, drawing: { ...PEN, stroke: 1, points: '2AA', text: '' } })
    lesson.happens({ type: 'mark_added', surface: SURFACE, drawing: { ...PEN, stroke: 1, points: '2AA', text: '' } }, 'a1')
    expect(author.canUndo(SURFACE)).toBe(true)
    author.undo(SURFACE)
    expect(lesson.acts.at(-1)).toMatchObject({ marks: [1] })
  })

  it('of a mark that is still on its way takes it away as it comes', async () => {
    draw()
    author.undo(SURFACE)
    expect(author.delivery.pendingOn(SURFACE)).toEqual([])
    const n = lesson.happensAsAsked()
    author.delivery.follow(now)
    expect(lesson.acts.at(-1)).toMatchObject({ type: 'remove_marks', marks: [n] })
  })

  it('has no redo once something else was drawn', async () => {
    await drawn()
    author.undo(SURFACE)
    await drawn()
    expect(author.canRedo(SURFACE)).toBe(false)
  })

  it('hides what was taken away until the state agrees', async () => {
    const mark = await drawn()
    author.erase(SURFACE, [mark])
    expect([...author.delivery.hidden]).toEqual([mark.n])
    lesson.happensAsAsked()
    author.delivery.follow(now)
    expect([...author.delivery.hidden]).toEqual([])
  })
})

describe('the laser pointer', () => {
  it('moves at most eleven times a second, and goes out at once', () => {
    for (let at = 0; at < 1000; at += 10) author.point(SURFACE, { x: at / 1000, y: 0.123456 }, now + at)
    author.point(SURFACE, null, now + 1000)
    expect(lesson.sent.length).toBeLessThanOrEqual(13)
    expect(lesson.sent[0]).toMatchObject({ type: 'point', x: 0, y: 0.1235 })
    expect(lesson.sent.at(-1)).toMatchObject({ x: null, y: null })
  })
})
