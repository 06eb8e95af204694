import { describe, expect, it } from 'vitest'

import { LessonClock } from './clock'

function playing(start = 0, limit = 100): LessonClock {
  const clock = new LessonClock(start, 0, limit)
  clock.play(0)
  return clock
}

describe('the lesson clock', () => {
  it('stands until it is played', () => {
    expect(new LessonClock(7, 0, 100).position(50)).toBe(7)
  })

  it('runs at the chosen speed from the moment of the choice', () => {
    const clock = playing()
    clock.setSpeed(2, 10)
    expect(clock.position(15)).toBe(20)
  })

  it('stands still for want of data without being paused', () => {
    const clock = playing()
    clock.hold(true, 10)
    clock.hold(false, 14)
    expect(clock.playing).toBe(true)
    expect(clock.position(20)).toBe(16)
  })

  it('ends at the end, and goes on when a running lesson has grown', () => {
    const clock = playing(95)
    expect(clock.position(10)).toBe(100)
    clock.extend(110, 10)
    expect(clock.position(13)).toBe(103)
  })

  it('does not leave the lesson', () => {
    const clock = playing()
    clock.seek(-5, 1)
    expect(clock.position(1)).toBe(0)
    clock.seek(500, 1)
    expect(clock.position(1)).toBe(100)
  })

  it('bends gently towards the audible view', () => {
    const clock = playing()
    clock.follow(10.05, 10)
    expect(clock.position(10)).toBeCloseTo(10.01, 5)
  })

  it('does not run after a view that has gone astray', () => {
    const clock = playing()
    clock.follow(12, 10)
    expect(clock.position(10)).toBe(10)
  })
})
