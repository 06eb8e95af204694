import { describe, expect, it } from 'vitest'

import type { LinkReport } from '@/protocol/messages'

import { Direction, lineOf, verdictOf } from './figures'

const report = (bitrate: number, more: Partial<LinkReport> = {}) => ({ state: 'connected', bitrate, loss: 0, rtt_ms: 40, ...more }) as LinkReport
const figures = (kbps: number, loss = 0, rtt_ms: number | null = 40) => ({ kbps, loss, rtt_ms, jitter_ms: 3 })

function direction(...rates: number[]): Direction {
  const made = new Direction()
  for (const rate of rates) made.add(report(rate * 1000))
  return made
}

describe('a line', () => {
  it('is measured after its first seconds, in which the picture finds its rate', () => {
    expect(direction(100, 200, 400, 800, 1600, 1700, 1800, 1700).figures.kbps).toBe(1800)
  })

  it('is good for everything when both ways carry the large picture', () => {
    expect(verdictOf(figures(1800), figures(1500))).toBe('good')
  })

  it('is as good as its worse direction', () => {
    expect(verdictOf(figures(1800), figures(300))).toBe('small')
    expect(verdictOf(figures(60), figures(1500))).toBe('sound')
  })

  it('that loses or delays much is worse than its rate', () => {
    expect(verdictOf(figures(1800, 0.1), figures(1500))).toBe('small')
    expect(verdictOf(figures(1800), figures(1500, 0, 1500))).toBe('sound')
  })

  it('over which nothing comes is good for nothing', () => {
    expect(lineOf(new Direction(), new Direction(), 12).verdict).toBe('nothing')
  })

  it('tells its way', () => {
    const down = new Direction()
    down.add(report(1000, { path: 'tcp', family: 'ipv6' }))
    expect(lineOf(new Direction(), down, 1)).toMatchObject({ path: 'tcp', family: 'ipv6' })
  })
})
