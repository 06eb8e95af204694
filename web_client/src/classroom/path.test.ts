import { describe, expect, it } from 'vitest'

import { PathWatch, progressOf } from './path'

describe('a watched path', () => {
  it('is fine while something arrives', () => {
    const watch = new PathWatch(0)
    for (let now = 1000; now < 60_000; now += 1000) expect(watch.look('connected', now, now)).toBe('fine')
  })

  it('is restarted when nothing has arrived for 4 s, though the browser still calls it connected', () => {
    const watch = new PathWatch(0)
    watch.look('connected', 7, 1000)
    expect(watch.look('connected', 7, 4900)).toBe('fine')
    expect(watch.look('connected', 7, 5000)).toBe('restart')
  })

  it('is restarted at once when the browser says that it is disconnected', () => {
    const watch = new PathWatch(0)
    watch.look('connected', 7, 1000)
    expect(watch.look('disconnected', 7, 1500)).toBe('restart')
  })

  it('gets time to connect before the first restart', () => {
    const watch = new PathWatch(0)
    expect(watch.look('connecting', 0, 3900)).toBe('fine')
    expect(watch.look('connecting', 0, 4000)).toBe('restart')
  })

  it('is built anew after two restarts in vain', () => {
    const watch = new PathWatch(0)
    const advice = [4000, 8000, 12_000].map((now) => watch.look('connecting', 0, now))
    expect(advice).toEqual(['restart', 'restart', 'rebuild'])
  })

  it('is tried again soon after a refusal', () => {
    const watch = new PathWatch(0)
    watch.hasten(0, true)
    expect(watch.look('new', 0, 1000)).toBe('restart')
  })

  it('is not built anew because restarts did not reach the server', () => {
    const watch = new PathWatch(0)
    for (let now = 4000; now < 40_000; now += 4000) {
      expect(watch.look('disconnected', 0, now)).toBe('restart')
      watch.hasten(now, false)
    }
  })

  it('is back when something arrives after an interruption', () => {
    const watch = new PathWatch(0)
    expect(watch.note(7, 1000)).toBe(false)
    expect(watch.note(8, 2500)).toBe(false)
    expect(watch.note(8, 5000)).toBe(false)
    expect(watch.note(9, 5500)).toBe(true)
    expect(watch.note(10, 6000)).toBe(false)
  })

  it('is restarted at once if it is still silent when the network is said to be back', () => {
    const watch = new PathWatch(0)
    watch.look('connected', 7, 1000)
    watch.urge(2000)
    expect(watch.look('connected', 7, 2000)).toBe('restart')
    expect(watch.look('connected', 7, 2500)).toBe('fine')
  })

  it('is left alone if it works when the network is said to be back', () => {
    const watch = new PathWatch(0)
    watch.look('connected', 7, 1000)
    watch.urge(2000)
    expect(watch.look('connected', 8, 2000)).toBe('fine')
  })
})

it('counts answers to checks as progress: an idle down-link is alive', () => {
  const stats = [{ type: 'candidate-pair', responsesReceived: 3 }, { type: 'transport', packetsReceived: 40 }, { type: 'codec' }]
  expect(progressOf(stats)).toBe(43)
})
