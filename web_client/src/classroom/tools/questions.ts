/** What the cues of questions mean. */
import type { Asked, Cue, CueEvent, QuestionsState } from '@/protocol/messages'

import type { Changes } from './changes'

/** So many past questions are in the state. */
const HISTORY = 12
const MOST_TEXTS = 8

type EventOf<T extends CueEvent['type']> = Extract<CueEvent, { type: T }>
type Naming = Extract<CueEvent, { question: string }>

/** The past questions together with the one that is past now. */
function pastOf(state: QuestionsState): Asked[] {
  return [...state.history, ...(state.current ? [state.current] : [])].slice(-HISTORY)
}

/** The question that the event names, on the screens or past, gets these marks; of several the newest. */
function marked<E extends Naming>(marks: (asked: Asked, event: E, cue: Cue) => Partial<Asked>) {
  return (state: QuestionsState, event: E, cue: Cue): QuestionsState => {
    const { current, history } = state
    if (current?.question.id === event.question) return { ...state, current: { ...current, ...marks(current, event, cue) } }
    const last = history.map((asked) => asked.question.id).lastIndexOf(event.question)
    return { ...state, history: history.map((asked, n) => (n === last ? { ...asked, ...marks(asked, event, cue) } : asked)) }
  }
}

/** A question that has just been opened. */
export const asked = (question: Asked['question']): Asked => ({
  question,
  closed_at: null,
  settled: false,
  tallies: {},
  results_shown: false,
  revealed: false,
  answer: null,
  texts: [],
  racers: null,
  chosen: null,
})

export const changes: Changes<QuestionsState> = {
  question_opened: (state, event) => ({ current: asked(event.question), history: pastOf(state) }),
  question_dismissed: (state, event) =>
    state.current?.question.id === event.question ? { current: null, history: pastOf(state) } : state,
  lesson_ended: (state, _, cue) => {
    if (!state.current) return state
    const ended = { ...state.current, closed_at: state.current.closed_at ?? cue.at, settled: true }
    return { current: null, history: pastOf({ ...state, current: ended }) }
  },
  answers_counted: marked<EventOf<'answers_counted'>>((one, event) => ({
    tallies: { ...one.tallies, ...event.tallies },
    settled: one.settled || event.final,
  })),
  question_closed: marked<EventOf<'question_closed'>>((one, _, cue) => ({ closed_at: one.closed_at ?? cue.at })),
  results_shown: marked<EventOf<'results_shown'>>(() => ({ results_shown: true })),
  answer_revealed: marked<EventOf<'answer_revealed'>>((_, event) => ({ results_shown: true, revealed: true, answer: event.answer })),
  text_shown: marked<EventOf<'text_shown'>>((one, event) => ({
    texts: [...one.texts.filter((text) => text !== event.text), event.text].slice(-MOST_TEXTS),
  })),
  race_decided: marked<EventOf<'race_decided'>>((one, event, cue) => ({
    racers: event.racers,
    closed_at: one.closed_at ?? cue.at,
    settled: true,
    chosen: null,
  })),
  racer_chosen: marked<EventOf<'racer_chosen'>>((one, event) =>
    event.racer < (one.racers ?? []).length ? { chosen: event.racer } : {},
  ),
}
