import { expect, it } from 'vitest'

import { cue } from '@/classroom/testing/room'
import type { Cue } from '@/protocol/messages'

import { KNOWN_MS, Needs } from './need'

const asked = (kind: 'hear' | 'see'): Cue => cue(1, { type: 'help_asked', member: 'a', kind })
const settled = (by: string): Cue => ({ ...cue(2, { type: 'help_settled', member: 'a' }), by })

it('says that the teacher knows, for a while', () => {
  const needs = new Needs(() => 'a')
  needs.hear(asked('hear'), 0)
  needs.hear(settled('t'), 1000)
  expect(needs.known(2000)).toEqual({ kind: 'hear', state: 'known' })
  expect(needs.known(1000 + KNOWN_MS)).toBeNull()
})

it('says nothing of what is asked anew', () => {
  const needs = new Needs(() => 'a')
  needs.hear(asked('hear'), 0)
  needs.hear(settled('t'), 1000)
  needs.hear(asked('see'), 2000)
  expect(needs.known(2000)).toBeNull()
})

it('says nothing when the classroom itself has taken it back', () => {
  const needs = new Needs(() => 'a')
  needs.hear(asked('see'), 0)
  needs.hear(settled('a'), 1000)
  expect(needs.known(2000)).toBeNull()
})

it("does not take another classroom's need for its own", () => {
  const needs = new Needs(() => 'b')
  needs.hear(asked('hear'), 0)
  needs.hear(settled('t'), 1)
  expect(needs.known(2)).toBeNull()
})
