import { describe, expect, it } from 'vitest'

import type { CheckedLine } from '@/api/checks'

import { problemsOf, verdictOf, type Findings } from './judge'

const figures = { kbps: 1800, loss: 0, rtt_ms: 30, jitter_ms: 3 }
const WELL: Findings = {
  cameras: [{ kind: 'camera', label: '', state: 'ok', width: 1280, height: 720, frames_per_second: 25 }],
  microphone: { label: '', state: 'ok', noise_db: -60, loudest_db: -20 },
  loudspeaker: { heard_by_person: true, plain: { heard: true, delay_ms: 90, strength_db: -12 }, cancelled: { heard: false, delay_ms: null, strength_db: null } },
  line: { verdict: 'good', up: figures, down: figures, path: 'udp', family: 'ipv4', limited: 'none', seconds: 12 },
}

describe('a room', () => {
  it('with nothing wrong is good', () => {
    expect(problemsOf(WELL)).toEqual([])
    expect(verdictOf([])).toBe('good')
  })

  it('without a camera can hold a lesson, without a microphone it can not', () => {
    expect(verdictOf(problemsOf({ ...WELL, cameras: [] }))).toBe('usable')
    expect(verdictOf(problemsOf({ ...WELL, microphone: null }))).toBe('bad')
  })

  it('tells a microphone that is switched off from one that is far away', () => {
    const heard = (loudest_db: number) => problemsOf({ ...WELL, microphone: { label: '', state: 'ok', noise_db: -100, loudest_db } })
    expect(heard(-100)).toEqual(['silent_microphone'])
    expect(heard(-52)).toEqual(['quiet_microphone'])
  })

  it('that is noisy is told so', () => {
    expect(problemsOf({ ...WELL, microphone: { label: '', state: 'ok', noise_db: -30, loudest_db: -12 } })).toEqual(['noisy_room'])
  })

  it('echoes only if the browser does not cancel it', () => {
    const left = { heard: true, delay_ms: 90, strength_db: -25 }
    expect(problemsOf({ ...WELL, loudspeaker: { heard_by_person: null, plain: left, cancelled: left } })).toEqual(['echo'])
  })

  it('with a line for sound alone is bad, and what is wrong with the line is named', () => {
    const line: CheckedLine = { verdict: 'sound', up: figures, down: { ...figures, loss: 0.2 }, path: 'tcp', family: 'ipv4', limited: 'none', seconds: 12 }
    expect(problemsOf({ ...WELL, line })).toEqual(['line_sound', 'line_loss', 'line_tcp'])
    expect(verdictOf(['line_sound'])).toBe('bad')
  })

  it('whose machine is too slow is not told that its line is', () => {
    const line: CheckedLine = { verdict: 'small', up: figures, down: figures, path: 'udp', family: 'ipv4', limited: 'cpu', seconds: 12 }
    expect(problemsOf({ ...WELL, line })).toEqual(['weak_machine'])
  })

  it('whose line was not tried has no problem with it', () => {
    expect(problemsOf({ ...WELL, line: null, loudspeaker: null })).toEqual([])
  })
})
