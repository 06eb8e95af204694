import { expect, it } from 'vitest'

import { member, room } from '@/classroom/testing/room'
import type { CueEvent } from '@/protocol/messages'

import { lineAt } from './log'
import { Story } from './story'

const START = 1_000_000

/** A lesson whose events come a second apart. */
function told(...events: CueEvent[]): Story {
  const cues = events.map((event, index) => ({ n: index + 1, at: START + index * 1000, by: 't', event }))
  return new Story(room(), cues, START)
}

const document = { id: 'd1', kind: 'slides' as const, title: '荷塘月色', pages: 9, width: 1920, height: 1080, duration_ms: null, bytes: 1 }

it('tells which page of what was shown', () => {
  const log = told({ type: 'document_added', document }, { type: 'page_shown', document: 'd1', page: 3 }).log()
  expect(log).toEqual([{ n: 2, at: 1, kind: 'page', name: '荷塘月色', text: '3' }])
})

it('tells who was called on by name', () => {
  expect(told({ type: 'floor_given', member: 'a' }).log()).toMatchObject([{ kind: 'floor', name: 'A' }])
})

it('leaves out what was taken out of the chat', () => {
  const log = told({ type: 'chat_said', text: '你好' }, { type: 'chat_said', text: '坏话' }, { type: 'chat_removed', n: 2 }).log()
  expect(log.map(({ text }) => text)).toEqual(['你好'])
})

it('says nothing of what only technicians care for', () => {
  expect(told({ type: 'member_joined', member: member('c', 'rural') }, { type: 'recording_changed', state: 'on', reason: '' }).log()).toEqual([])
})

it('knows the line of every moment', () => {
  const log = told({ type: 'lesson_started' }, { type: 'floor_given', member: 'a' }, { type: 'lesson_ended' }).log()
  expect([-1, 0, 1.5, 99].map((position) => lineAt(log, position))).toEqual([-1, 0, 1, 2])
})
