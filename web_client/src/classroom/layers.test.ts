import { describe, expect, it } from 'vitest'

import { encodingsOf, fitted, voiced } from './layers'

const shape = (encodings: RTCRtpEncodingParameters[]) => encodings.map((one) => [one.rid, one.scaleResolutionDownBy])

describe('the layers of a camera', () => {
  it('are three for the teacher', () => {
    expect(shape(encodingsOf('camera', 'master', 720))).toEqual([
      ['q', 4],
      ['h', 2],
      ['f', 1],
    ])
  })

  it('are two for a classroom, whose machine is old', () => {
    expect(shape(encodingsOf('camera', 'classroom', 720)).map(([rid]) => rid)).toEqual(['q', 'h'])
  })

  it('begin with one that fits with its sound on a line of 250 kbit/s', () => {
    for (const publisher of ['master', 'classroom'] as const) {
      expect(encodingsOf('camera', publisher, 720)[0]?.maxBitrate).toBeLessThanOrEqual(150_000)
    }
  })

  it('are never larger than 720 lines', () => {
    expect(encodingsOf('camera', 'master', 1080).at(-1)?.scaleResolutionDownBy).toBe(1.5)
  })

  it('are fewer for a small camera, and none is blown up', () => {
    expect(shape(encodingsOf('camera', 'master', 360))).toEqual([
      ['q', 2],
      ['h', 1],
    ])
    expect(shape(encodingsOf('camera', 'master', 180))).toEqual([[undefined, 1]])
  })

  it('are one for a screen, which must be legible', () => {
    expect(encodingsOf('screen', 'master', 1080)).toHaveLength(1)
  })
})

describe('the sound', () => {
  it('is thrifty where the line has no room, and free again afterwards', () => {
    const thrifty = voiced([{ active: true }], true)
    expect(thrifty[0]?.maxBitrate).toBeLessThan(32_000)
    expect(voiced(thrifty, false)).toEqual([{ active: true }])
  })
})

describe('encodings fitted to another camera', () => {
  it('keep their names and switch off what the camera is too small for', () => {
    const before = encodingsOf('camera', 'master', 720)
    expect(fitted(before, 'master', 360).map((one) => [one.rid, one.active])).toEqual([
      ['q', true],
      ['h', true],
      ['f', false],
    ])
  })

  it('leave out the highest for a machine that cannot keep up, but never all', () => {
    const before = encodingsOf('camera', 'classroom', 720)
    expect(fitted(before, 'classroom', 720, 1).map((one) => one.active)).toEqual([true, false])
    expect(fitted(before, 'classroom', 720, 5).map((one) => one.active)).toEqual([true, false])
  })

  it('are no more than the line carries, be it none', () => {
    const before = encodingsOf('camera', 'master', 720)
    expect(fitted(before, 'master', 720, 0, 1).map((one) => one.active)).toEqual([true, false, false])
    expect(fitted(before, 'master', 720, 0, 0).some((one) => one.active)).toBe(false)
  })

  it('send a single layer at its best', () => {
    expect(fitted([{}], 'master', 720)[0]).toMatchObject({ active: true, scaleResolutionDownBy: 1 })
  })
})
