import { describe, expect, it } from 'vitest'

import { ServerClock } from './clock'

describe('the server clock', () => {
  it('believes the exchange with the shortest round trip', () => {
    const clock = new ServerClock()
    clock.note(0, 800, 5700)
    clock.note(1000, 1020, 6010)
    clock.note(2000, 2500, 7400)
    expect(clock.offset).toBe(5000)
    expect(clock.roundTrip).toBe(20)
    expect(clock.doubt).toBe(11)
  })

  it('forgets old exchanges, so that a corrected clock is followed', () => {
    const clock = new ServerClock()
    clock.note(0, 10, 5005)
    for (let sent = 100; sent < 1300; sent += 100) clock.note(sent, sent + 50, sent + 25 + 9000)
    expect(clock.offset).toBe(9000)
  })

  it('takes a rough offset until the first ping is back', () => {
    const clock = new ServerClock()
    clock.noteRoughly(1000, 4000)
    expect(clock.serverTime(1000)).toBe(4000)
    clock.note(1000, 1100, 4200)
    expect(clock.offset).toBe(3150)
  })

  it('ignores an exchange that ended before it began', () => {
    const clock = new ServerClock()
    clock.note(1000, 900, 5000)
    expect(clock.offset).toBe(0)
  })
})
