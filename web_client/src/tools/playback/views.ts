/** Which views of a recording that is watched together are on the screen: the same on all of them, without anybody's own choice. */
import type { RecordedSource } from '@/replay/manifest'
import type { ReplayState } from '@/replay/state'
import { PAGES } from '@/replay/story'

/** Beside the large view no more than this is told apart from the back of a classroom. */
const MOST = 6

/** The teacher first, what is shared next, then the classrooms. */
function rank(source: RecordedSource, state: ReplayState): number {
  if (source.kind !== 'camera') return 1
  return state.story?.isMaster(source.member) ? 0 : 2
}

/** Ids of the views at the present moment, the large one first; `enlarged` is the host's choice. */
export function viewsAt(state: ReplayState, enlarged: string | null): string[] {
  const { story, position } = state
  if (!story) return []
  const room = story.stateAt(position)
  const sources = [...state.sources].sort((a, b) => rank(a, state) - rank(b, state)).map(({ id }) => id)
  const seen = sources.filter((id) => state.statuses[id]?.picture || room.sources[id])
  const there = [...(story.showsPages(position) ? [PAGES] : []), ...(seen.length > 0 ? seen : sources)]
  const first = [enlarged, ...story.prominentAt(position)].filter((id) => id !== null && there.includes(id)) as string[]
  return [...new Set([...first, ...there])].slice(0, MOST)
}

/** The second view belongs to the first: a speaker beside what is shown. */
export function isPaired(state: ReplayState): boolean {
  return (state.story?.prominentAt(state.position).length ?? 0) > 1
}
