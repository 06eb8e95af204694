import { describe, expect, it } from 'vitest'

import { pictureBox } from './frame'

describe('the picture within its view', () => {
  const box = { left: 100, top: 50, width: 800, height: 450 }

  it('fills a box of its own shape', () => {
    expect(pictureBox(box, { videoWidth: 1280, videoHeight: 720 })).toEqual(box)
  })

  it('stands in the middle of another', () => {
    expect(pictureBox(box, { videoWidth: 640, videoHeight: 480 })).toEqual({ left: 200, top: 50, width: 600, height: 450 })
  })

  it('is taken for 16:9 before its shape is known', () => {
    expect(pictureBox({ ...box, height: 600 }, null)).toEqual({ left: 100, top: 125, width: 800, height: 450 })
  })
})
