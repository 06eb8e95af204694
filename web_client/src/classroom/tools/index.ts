/** What every cue means for the tools of a lesson: the twin of `signaling/toolbox.py`. */
import type { Cue, CueEvent, RoomState } from '@/protocol/messages'

import { changes as arrangement } from './arrangement'
import { changes as bell } from './bell'
import { changes as board } from './board'
import type { Changes } from './changes'
import { changes as chat } from './chat'
import { changes as conduct } from './conduct'
import { changes as courseware } from './courseware'
import { changes as help } from './help'
import { changes as playback } from './playback'
import { changes as questions } from './questions'
import { changes as roll } from './roll'
import { changes as timer } from './timer'
import { changes as turns } from './turns'

/** By the tool's field of the state. */
const TOOLS = { bell, board, courseware, arrangement, turns, help, chat, timer, roll, questions, conduct, playback }

type Change = (part: unknown, event: CueEvent, cue: Cue) => never

/** Apply a cue to every tool that it means something for; a state that nothing has changed stays the same object. */
export function changeTools(state: RoomState, cue: Cue): RoomState {
  let changed = state
  for (const [name, changes] of Object.entries(TOOLS) as [keyof typeof TOOLS, Changes<unknown>][]) {
    // Which event goes with which change is the table's to know.
    const change = changes[cue.event.type] as Change | undefined
    if (change) changed = { ...changed, [name]: change(changed[name], cue.event, cue) }
  }
  return changed
}
