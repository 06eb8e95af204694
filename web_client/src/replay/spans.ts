/** What lasted from when to when in a lesson: who had the floor, what was shown, what was asked. */
import { contentOf } from '@/classroom/content'
import type { RoomState } from '@/protocol/messages'

export interface Span {
  kind: 'floor' | 'screen' | 'page' | 'question' | 'hand' | 'lesson'
  /** Whose span it is: a member's id, or what is shown or asked; empty for the lesson itself. */
  member: string
  name: string
  start: number
  end: number
}

/** The state from `at` (lesson seconds) on. */
export interface Moment {
  at: number
  state: RoomState
}

/** What lasts at one moment: its key, and the name it is drawn with. */
type Lasting = ReadonlyMap<string, string>

const LASTING: Record<Span['kind'], (state: RoomState) => Lasting> = {
  lesson: (state) => new Map(state.lesson.phase === 'live' ? [['', '']] : []),
  floor: (state) => new Map(state.floor.map((member) => [member, state.members[member]?.name ?? member])),
  screen: (state) => new Map(sharers(state).map((member) => [member, state.members[member]?.name ?? member])),
  hand: (state) => new Map(state.hands.map(({ member }) => [member, state.members[member]?.name ?? member])),
  page: shownIn,
  question: (state) => {
    const asked = state.questions.current
    return new Map(asked && asked.closed_at === null ? [[asked.question.id, asked.question.text]] : [])
  },
}
const KINDS = Object.keys(LASTING) as Span['kind'][]

/** Every span within a lesson that ends at `end`, by kind and then by time; open ones last until `end`. */
export function spansOf(moments: readonly Moment[], end: number): Span[] {
  return KINDS.flatMap((kind) => spansOfKind(kind, moments, end))
}

function spansOfKind(kind: Span['kind'], moments: readonly Moment[], end: number): Span[] {
  const open = new Map<string, { name: string; start: number }>()
  const spans: Span[] = []
  const close = (member: string, at: number): void => {
    const { name, start } = open.get(member) ?? { name: '', start: at }
    open.delete(member)
    const span = { kind, member, name, start: Math.max(start, 0), end: Math.min(at, end) }
    if (span.end > span.start) spans.push(span)
  }
  for (const { at, state } of moments) {
    const lasting = LASTING[kind](state)
    for (const member of [...open.keys()]) if (!lasting.has(member)) close(member, at)
    for (const [member, name] of lasting) if (!open.has(member)) open.set(member, { name, start: at })
  }
  for (const member of [...open.keys()]) close(member, end)
  return spans.sort((a, b) => a.start - b.start)
}

function sharers(state: RoomState): string[] {
  return Object.values(state.sources)
    .filter((source) => (source.kind === 'screen' || source.kind === 'board') && source.video)
    .map((source) => source.member)
}

/** A document while it is shown, whichever page; the whiteboard as a whole. */
function shownIn(state: RoomState): Lasting {
  const content = contentOf(state)
  if (content?.kind === 'page' || content?.kind === 'clip') return new Map([[content.document.id, content.document.title]])
  return new Map(content?.kind === 'board' ? [['board', '']] : [])
}
