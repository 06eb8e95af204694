import { beforeEach, describe, expect, it, vi } from 'vitest'

import { ApiError } from '@/api/request'

import { Uploads, type SendingEvents, type UploadView } from './uploads'

let sent: { name: string; events: SendingEvents; stop: ReturnType<typeof vi.fn>; drop: ReturnType<typeof vi.fn> }[]
let shown: readonly UploadView[]
let done: number
let uploads: Uploads

beforeEach(() => {
  sent = []
  done = 0
  uploads = new Uploads(
    (file, events) => {
      const sending = { name: file.name, events, stop: vi.fn(), drop: vi.fn() }
      sent.push(sending)
      return sending
    },
    (views) => (shown = views),
    () => (done += 1),
  )
})

const file = (name: string): File => new File(['12345'], name)
const states = (): string[] => shown.map(({ state }) => state)

describe('uploads', () => {
  it('go two at a time', () => {
    uploads.add([file('a'), file('b'), file('c')])
    expect(states()).toEqual(['sending', 'sending', 'waiting'])
  })

  it('make room for the next when one is done', () => {
    uploads.add([file('a'), file('b'), file('c')])
    sent[0]?.events.onDone()
    expect(shown.map(({ name, state }) => [name, state])).toEqual([
      ['b', 'sending'],
      ['c', 'sending'],
    ])
    expect(done).toBe(1)
  })

  it('say how far they are', () => {
    uploads.add([file('a')])
    sent[0]?.events.onProgress(3)
    expect(shown[0]).toMatchObject({ sent: 3, bytes: 5 })
  })

  it('go on when the line is back', () => {
    uploads.add([file('a')])
    sent[0]?.events.onAway()
    expect(states()).toEqual(['away'])
    uploads.resume()
    expect(states()).toEqual(['sending'])
    expect(sent).toHaveLength(2)
  })

  it('say why the server does not want a file, and do not hold up the others', () => {
    uploads.add([file('a'), file('b'), file('c')])
    sent[0]?.events.onFailed(new ApiError(413, 'too_large', '文件太大'))
    expect(shown[0]).toMatchObject({ state: 'failed', error: { code: 'too_large' } })
    expect(states()).toEqual(['failed', 'sending', 'sending'])
  })

  it('are forgotten by the server when they are dropped', () => {
    uploads.add([file('a')])
    uploads.drop(1)
    expect(sent[0]?.drop).toHaveBeenCalled()
    expect(shown).toEqual([])
  })

  it('are kept by the server when the page goes', () => {
    uploads.add([file('a')])
    uploads.close()
    expect(sent[0]?.stop).toHaveBeenCalled()
  })
})
