import { expect, it } from 'vitest'

import { Feeder } from './feeder'
import { fragmentsFrom } from './fixtures'
import { Refusals } from './refusals'

/** A buffer that takes everything at once. */
class FakeBuffer extends EventTarget {
  readonly buffered = { length: 1, start: () => 0, end: () => 1000 }
  timestampOffset = 0

  abort(): void {
    this.timestampOffset = 0
  }

  appendBuffer(): void {
    queueMicrotask(() => this.dispatchEvent(new Event('updateend')))
  }
}

const MIME = 'video/mp4; codecs="avc1.42e01f"'
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

it('does not wait for what is on its way to a place that was left', async () => {
  const [asked, given]: [number[], boolean[]] = [[], []]
  const bytes = (_: unknown, offset: number, size: number, signal: AbortSignal): Promise<ArrayBuffer> => {
    asked.push(offset)
    // What was asked for first never comes.
    if (asked.length > 1) return Promise.resolve(new ArrayBuffer(size))
    return new Promise((_, reject) => {
      signal.onabort = () => {
        given.push(false)
        reject(new DOMException('', 'AbortError'))
      }
    })
  }
  const fragments = fragmentsFrom(0, 90)
  const failures: unknown[] = []
  const feeder = new Feeder(new FakeBuffer() as never, MIME, bytes as never, async () => new ArrayBuffer(100), (error) => failures.push(error), new Refusals())
  feeder.pump(fragments, 0)
  feeder.pump(fragments, 60)
  await settled()
  feeder.close()
  expect([asked[0], asked[1], given, failures]).toEqual([100, 60_100, [false], []])
})

it('tells which piece the browser could not read, each piece at its own place on the lesson clock', async () => {
  const [refusals, offsets, buffer] = [new Refusals(), [] as number[], new FakeBuffer()]
  const fragments = fragmentsFrom(0, 4, 4).map((one, n) => ({ ...one, shift: n < 2 ? 0 : -0.1 }))
  buffer.appendBuffer = () => {
    offsets.push(buffer.timestampOffset)
    queueMicrotask(() => buffer.dispatchEvent(new Event(offsets.length < 3 ? 'updateend' : 'error')))
  }
  const bytes = async (_: unknown, __: number, size: number): Promise<ArrayBuffer> => new ArrayBuffer(size)
  const feeder = new Feeder(buffer as never, MIME, bytes as never, async () => new ArrayBuffer(100), () => undefined, refusals)
  feeder.pump(fragments, 0)
  await settled()
  feeder.close()
  // The first is the head of the file.
  expect([offsets, refusals.portions(fragments).map((one) => one.length)]).toEqual([[0, 0, -0.1], [2, 1, 1]])
})
