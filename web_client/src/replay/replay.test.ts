import { expect, it } from 'vitest'

import { EMPTY_ROOM } from '@/classroom/testing/empty'

import { indexOf, manifestOf, takeOf } from './fixtures'
import { Memory } from './memory'
import { Replay } from './replay'
import { freshState } from './state'

/** A replay of a lesson that still runs; `grow` lets it go on while the replay waits for data. */
async function running(): Promise<{ replay: Replay; grow: (seconds: number) => Promise<void> }> {
  let seconds = 60
  const take = () => takeOf('t/camera', 'video', 0, seconds, { open: true })
  const archive = {
    manifest: async () => manifestOf([take()], { complete: false }),
    index: async () => indexOf(take()),
    cues: async () => ({ cues: [], snapshot: EMPTY_ROOM }),
    bytes: async () => new ArrayBuffer(0),
  }
  const replay = new Replay('r1', archive, () => 0, freshState())
  await replay.open(new Memory({ getItem: () => null, setItem: () => undefined }, ''))
  const grow = async (more: number) => {
    seconds += more
    await replay.refresh()
    replay.tick()
    replay.tick()
  }
  return { replay, grow }
}

const behind = ({ state }: Replay): number => state.end - state.position

it('catches up by itself with a running lesson that it follows', async () => {
  const { replay, grow } = await running()
  replay.seekToEnd()
  await grow(30)
  expect(behind(replay)).toBeLessThan(3)
})

it('leaves whoever has gone elsewhere in peace', async () => {
  const { replay, grow } = await running()
  replay.seekToEnd()
  replay.seek(10)
  await grow(30)
  expect(replay.state.position).toBe(10)
})

it('goes on with a short delay instead of jumping all the time', async () => {
  const { replay, grow } = await running()
  replay.seekToEnd()
  const { position } = replay.state
  await grow(4)
  expect(replay.state.position).toBe(position)
})
