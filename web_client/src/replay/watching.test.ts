import { expect, it } from 'vitest'

import { ApiError } from '@/api/request'

import { Watching } from './watching'

const refused = new ApiError(410, 'withdrawn', 'taken back')
const offline = new ApiError(0, 'offline', 'away')

/** A replay; `reread` finds `after` to be the trouble. */
function watched(trouble: unknown = null, after: unknown = null) {
  const state: { position: number; trouble: unknown; ended: unknown } = { position: 12, trouble, ended: null }
  return {
    state,
    reads: 0,
    async reread() {
      this.reads += 1
      state.trouble = after
    },
    end(why: unknown) {
      state.ended = why
    },
  }
}

it('says where it is whenever it has gone on', async () => {
  const [said, replay]: [(number | null)[], ReturnType<typeof watched>] = [[], watched()]
  const watching = new Watching(replay, async (position) => said.push(position) && {})
  for (const position of [12, 12, 14, 14]) {
    replay.state.position = position
    await watching.beat()
  }
  expect(said).toEqual([null, null, 14, null])
})

it('ends when the server takes the recording back', async () => {
  const replay = watched()
  await new Watching(replay, () => Promise.reject(refused)).beat()
  expect(replay.state.ended).toBe(refused)
})

it('reads the recording again when more or less of it is shown', async () => {
  const replay = watched()
  let pupils = true
  const watching = new Watching(replay, async () => ({ pupils }))
  await watching.beat()
  pupils = false
  await watching.beat()
  await watching.beat()
  expect(replay.reads).toBe(1)
})

it('goes on while the server is away', async () => {
  const replay = watched()
  await new Watching(replay, () => Promise.reject(offline)).beat()
  expect(replay.state.ended).toBeNull()
})

it('reads the recording again when a piece is refused, and goes on with what is left', async () => {
  const replay = watched(refused)
  await new Watching(replay, async () => ({})).look(100)
  expect([replay.reads, replay.state.ended]).toEqual([1, null])
})

it('ends when the recording is refused as well', async () => {
  const replay = watched(refused, refused)
  await new Watching(replay, async () => ({})).look(100)
  expect(replay.state.ended).toBe(refused)
})

it('does not ask again at once', async () => {
  const replay = watched(refused)
  const watching = new Watching(replay, async () => ({}))
  await watching.look(100)
  replay.state.trouble = refused
  await watching.look(101)
  expect(replay.reads).toBe(1)
})

it('has nothing to ask while all is well, or the line is just bad', async () => {
  const replay = watched(offline)
  await new Watching(replay, async () => ({})).look(100)
  expect(replay.reads).toBe(0)
})
