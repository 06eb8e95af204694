import { describe, expect, it } from 'vitest'

import { lengthen, timescaleOf } from './boxes'

const word = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]

function box(type: string, ...parts: number[][]): number[] {
  const body = parts.flat()
  return [...word(8 + body.length), ...[...type].map((letter) => letter.charCodeAt(0)), ...body]
}

const TFHD = box('tfhd', word(0x020008), word(1), word(3000))
/** A fragment whose samples have these fields each; `flags` says which. */
function fragmentWith(flags: number, samples: number[][]): Uint8Array<ArrayBuffer> {
  const run = box('trun', word(flags | 0x1), word(samples.length), word(0), ...samples.map((fields) => fields.flatMap(word)))
  const moof = box('moof', box('mfhd', word(0), word(1)), box('traf', TFHD, box('tfdt', word(0), word(0)), run))
  return new Uint8Array([...moof, ...box('mdat', [1, 2, 3, 4])])
}

/** Read the words of the `trun` behind its head. */
function wordsOfRun(fragment: Uint8Array): number[] {
  const view = new DataView(fragment.buffer, fragment.byteOffset)
  const at = String.fromCharCode(...fragment).indexOf('trun') - 4
  return Array.from({ length: (view.getUint32(at) - 8) / 4 }, (_, index) => view.getUint32(at + 8 + index * 4))
}

describe('the last picture of a fragment', () => {
  it('is lengthened where every sample has its duration', () => {
    const longer = lengthen(fragmentWith(0x300, [[3000, 50], [2900, 60]]), 500)
    expect(wordsOfRun(longer).slice(3)).toEqual([3000, 50, 3400, 60])
  })

  it('is lengthened where it is the only one', () => {
    const longer = lengthen(fragmentWith(0x200, [[50]]), 500)
    expect(new DataView(longer.buffer).getUint32(String.fromCharCode(...longer).indexOf('tfhd') + 12)).toBe(3500)
  })

  it('is lengthened alone where all share one duration', () => {
    const before = fragmentWith(0x200, [[50], [60], [70]])
    const longer = lengthen(before, 500)
    expect(wordsOfRun(longer)).toEqual([0x301, 3, 12, 3000, 50, 3000, 60, 3500, 70])
    expect(longer.length).toBe(before.length + 12)
    expect([...longer.slice(-4)]).toEqual([1, 2, 3, 4])
    expect(new DataView(longer.buffer).getUint32(0)).toBe(longer.length - 12)
  })

  it('is left as it is in what is no MP4', () => {
    const webm = new Uint8Array([0x1f, 0x43, 0xb6, 0x75, 1, 2, 3, 4, 5, 6, 7, 8])
    expect([...lengthen(webm.slice(), 500)]).toEqual([...webm])
  })
})

it('the ticks per second are read from the init segment', () => {
  const mdhd = box('mdhd', word(0), word(0), word(0), word(90_000), word(0))
  expect(timescaleOf(new Uint8Array(box('moov', box('trak', box('mdia', mdhd)))).buffer)).toBe(90_000)
  expect(timescaleOf(new ArrayBuffer(4))).toBeNull()
})
