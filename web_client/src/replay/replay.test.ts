import { expect, it } from 'vitest'

import { EMPTY_ROOM } from '@/classroom/testing/empty'

import { indexOf, manifestOf, takeOf } from './fixtures'
import type { Take } from './manifest'
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

/** A replay of a lesson of 90 s that is over, opened at `moment`. */
async function finished(moment: number | null = null, entries: Record<string, string> = {}) {
  const takes = [takeOf('t/camera', 'video', 0, 90), takeOf('t/camera', 'audio', 0, 90)]
  const asked: string[] = []
  const archive = {
    manifest: async () => manifestOf(takes),
    index: async (take: Take) => {
      asked.push(take.kind)
      return indexOf(take)
    },
    cues: async () => ({ cues: [], snapshot: EMPTY_ROOM }),
    bytes: async () => new ArrayBuffer(0),
  }
  const storage = { getItem: (key: string) => entries[key] ?? null, setItem: (key: string, value: string) => void (entries[key] = value) }
  const replay = new Replay('r1', archive, () => 0, freshState())
  await replay.open(new Memory(storage, 'u1'), moment)
  return { replay, asked, again: () => finished(null, entries) }
}

it('opens where it was left, and elsewhere when an address says so', async () => {
  const { replay, again } = await finished()
  replay.seek(42)
  expect((await again()).replay.state.position).toBe(42)
  expect((await finished(7)).replay.state.position).toBe(7)
})

it('keeps how somebody likes to watch for the next time', async () => {
  const { replay, again } = await finished()
  replay.setSpeed(1.5)
  replay.setLayout('grid')
  expect((await again()).replay.state).toMatchObject({ speed: 1.5, layout: 'grid' })
})

it('reads nothing of a picture in the light mode', async () => {
  const { replay, asked, again } = await finished()
  expect(asked.sort()).toEqual(['audio', 'video'])
  replay.setLight(true)
  expect((await again()).asked).toEqual(['audio'])
})

it('steps by as long as a picture stands', async () => {
  const { replay } = await finished(10)
  replay.stepFrame(1, 't/camera')
  expect(replay.state.position).toBeCloseTo(11)
  replay.stepFrame(-1, 't/camera')
  expect(replay.state.position).toBeCloseTo(10)
})

it('keeps nothing once it may not be watched any more', async () => {
  const { replay } = await finished(10)
  replay.end('taken back')
  replay.play()
  expect(replay.state).toMatchObject({ ended: 'taken back', story: null, sources: [], playing: false })
})
