/** How a tool says what cues mean for its own part of the room's state. */
import type { Cue, CueEvent } from '@/protocol/messages'

type EventOf<T extends CueEvent['type']> = Extract<CueEvent, { type: T }>

/** By type of cue, the tool's own and the core's: total and pure, like the server's. */
export type Changes<State> = { [T in CueEvent['type']]?: (state: State, event: EventOf<T>, cue: Cue) => State }
