import { describe, expect, it } from 'vitest'

import { Catalog, type Archive } from './catalog'
import { indexOf, manifestOf, takeOf } from './fixtures'
import { sourcesOf, type Manifest } from './manifest'

/** An archive that notes which indexes were read. */
function archiveOf(manifest: () => Manifest): Archive & { read: string[] } {
  const read: string[] = []
  return {
    read,
    manifest: async () => manifest(),
    index: async (take) => {
      read.push(take.take)
      return indexOf(take)
    },
  }
}

describe('the catalogue of a recording', () => {
  it('reads finished takes once and growing ones again', async () => {
    const done = takeOf('t/camera', 'video', 0, 10)
    const growing = takeOf('t/camera', 'audio', 0, 10, { open: true })
    const archive = archiveOf(() => manifestOf([done, growing], { complete: false }))
    const catalog = await Catalog.open(archive)
    await catalog.refresh()
    expect(archive.read).toEqual([done.take, growing.take, growing.take])
  })

  it('ends at the end of the lesson', async () => {
    expect((await Catalog.open(archiveOf(() => manifestOf([])))).end).toBe(90)
  })

  it('ends a little before the pen of a running recording', async () => {
    const take = takeOf('t/camera', 'video', 0, 30, { open: true })
    expect((await Catalog.open(archiveOf(() => manifestOf([take], { complete: false })))).end).toBe(26)
  })

  it('joins the takes of a source in the order of the lesson', () => {
    const second = takeOf('a/camera', 'video', 50, 5, { take: 'second' })
    const first = takeOf('a/camera', 'video', 10, 5, { take: 'first' })
    const [source] = sourcesOf(manifestOf([second, first]))
    expect(source?.video.map((take) => take.take)).toEqual(['first', 'second'])
  })
})

describe('a damaged take', () => {
  const [good, bad] = [takeOf('t/camera', 'video', 0, 10), takeOf('a/camera', 'video', 0, 10)]
  const index = async (take: typeof good): ReturnType<Archive['index']> => {
    if (take.take === bad.take) throw new Error('no such take')
    return indexOf(take)
  }

  it('leaves the others to be seen', async () => {
    const catalog = await Catalog.open({ manifest: async () => manifestOf([good, bad]), index })
    expect([catalog.fragments([good]).length, catalog.fragments([bad]).length]).toEqual([10, 0])
  })

  it('is said when it is all there is', async () => {
    await expect(Catalog.open({ manifest: async () => manifestOf([bad]), index })).rejects.toThrow('no such take')
  })
})
