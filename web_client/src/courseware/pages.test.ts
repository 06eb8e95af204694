import { beforeEach, describe, expect, it } from 'vitest'

import { digestOf } from './digest'
import { LessonFiles } from './files'
import { PagePictures, sizesFor, type Decoded } from './pages'
import { MemoryStore } from './store'
import { FakeShelf, slides } from './testing'

let shelf: FakeShelf
let files: LessonFiles
let dropped: number

beforeEach(async () => {
  shelf = await FakeShelf.with(slides('s', 12))
  files = new LessonFiles(shelf, new MemoryStore(), digestOf)
  dropped = 0
})

const pictures = (): PagePictures =>
  new PagePictures(
    files,
    async (blob) => ({ width: blob.size }) as Decoded,
    () => (dropped += 1),
  )

describe('the picture of a page', () => {
  it('is the small one in a small box', () => expect(sizesFor({ has: () => true }, 's', 1, 800)).toEqual(['small']))
  it('is the large one at once where it is here', () => expect(sizesFor({ has: () => true }, 's', 1, 1900)).toEqual(['large']))
  it('is the small one first where the large one has to come', () => {
    expect(sizesFor({ has: () => false }, 's', 1, 1900)).toEqual(['small', 'large'])
  })
})

describe('decoded pages', () => {
  it('are decoded once', async () => {
    const ready = pictures()
    expect(ready.get('s', 1, 'small')).toBe(ready.get('s', 1, 'small'))
    expect((await ready.get('s', 1, 'small')).width).toBe(10)
  })

  it('are dropped when many others were wanted since', async () => {
    const ready = pictures()
    for (let page = 1; page <= 10; page += 1) await ready.get('s', page, 'small')
    expect(dropped).toBe(2)
  })

  it('are tried again after a failure', async () => {
    const ready = pictures()
    shelf.troubles = [new Error('offline')]
    await files.open()
    await expect(ready.get('s', 1, 'large')).rejects.toThrow('offline')
    expect((await ready.get('s', 1, 'large')).width).toBe(40)
  })
})
