/** How classrooms have answered, as it is drawn: bars of all together, and a line for each place. */
import type { Asked, RoomState, Tally } from '@/protocol/messages'

import { choicesOf } from './options'

/** The pupils who sit with the teacher. */
export const MASTER_PLACE = 'master'

export interface Bar {
  name: string
  text: string
  count: number
  /** 0 to 1 of the highest bar. */
  height: number
  right: boolean
}

export interface PlaceLine {
  place: string
  answered: number
  counts: Readonly<Record<string, number>>
  /** What the class as a whole has answered. */
  chosen: readonly string[] | null
}

function sum(tallies: readonly Tally[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const tally of tallies) {
    for (const [name, count] of Object.entries(tally.counts)) counts[name] = (counts[name] ?? 0) + count
  }
  return counts
}

/** How an answer is counted: an order by all its letters. */
export function countedAs(asked: Asked, given: readonly string[]): string[] {
  return asked.question.kind === 'order' ? [given.join('')] : [...given]
}

/** Pupils and raised hands; where no class has counted any, the classes themselves. */
function countsOf(asked: Asked): Record<string, number> {
  const tallies = Object.values(asked.tallies)
  const counts = sum(tallies)
  if (Object.values(counts).some((count) => count > 0)) return counts
  const chosen = tallies.flatMap(({ chosen }) => (chosen && asked.question.kind !== 'text' ? [countedAs(asked, chosen)] : []))
  return sum(chosen.map((names) => ({ counts: Object.fromEntries(names.map((name) => [name, 1])), answered: 1, chosen: null })))
}

/** How many have answered: pupils and hands, and classes that have answered as one. */
export function answeredBy(asked: Asked): { pupils: number; classes: number } {
  const tallies = Object.values(asked.tallies)
  return {
    pupils: tallies.reduce((all, tally) => all + tally.answered, 0),
    classes: tallies.filter((tally) => tally.chosen !== null).length,
  }
}

/** A bar for each option; of orders for each that was given, the most common first. */
export function barsOf(asked: Asked): Bar[] {
  const counts = countsOf(asked)
  const right = asked.answer ? countedAs(asked, asked.answer) : []
  const names = asked.question.kind === 'order' ? ordersOf(counts, right) : choicesOf(asked.question)
  const most = Math.max(1, ...names.map(({ name }) => counts[name] ?? 0))
  return names.map(({ name, text }) => {
    const count = counts[name] ?? 0
    return { name, text, count, height: count / most, right: right.includes(name) }
  })
}

function ordersOf(counts: Readonly<Record<string, number>>, right: readonly string[]): { name: string; text: string }[] {
  const names = new Set([...Object.keys(counts), ...right])
  return [...names].sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a.localeCompare(b)).map((name) => ({ name, text: '' }))
}

/** The places that are asked, in the order of the wall; others that have answered come after them. */
export function placesOf(room: RoomState, asked: Asked): PlaceLine[] {
  const rural = Object.values(room.members).filter(({ role, id }) => role === 'rural' && (room.members[id]?.present || asked.tallies[id]))
  const known = [MASTER_PLACE, ...rural.map(({ id }) => id)]
  const others = Object.keys(asked.tallies).filter((place) => !known.includes(place))
  return [...known, ...others]
    .filter((place) => place !== MASTER_PLACE || asked.tallies[place])
    .map((place) => {
      const tally = asked.tallies[place]
      return { place, answered: tally?.answered ?? 0, counts: tally?.counts ?? {}, chosen: tally?.chosen ?? null }
    })
}

/** How a place is called; empty for the teacher's own pupils, who are called so by the page. */
export function placeName(room: RoomState, place: string): string {
  const member = room.members[place]
  return member ? [member.place, member.name].filter(Boolean).join(' ') : ''
}
