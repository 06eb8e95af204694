/** What a page draws of a replay. Positions are lesson seconds. */
import type { Layout } from './layout'
import type { Manifest, RecordedSource } from './manifest'
import type { Stretch } from './passage'
import type { ViewStatus } from './player'
import type { Story } from './story'

export interface ReplayState {
  manifest: Manifest | null
  story: Story | null
  sources: RecordedSource[]
  position: number
  end: number
  playing: boolean
  /** Playing, but waiting for data. */
  held: boolean
  /** The browser wants a click before it plays sound. */
  blocked: boolean
  speed: number
  layout: Layout
  hidden: string[]
  muted: string[]
  solo: string | null
  volumes: Record<string, number>
  volume: number
  silent: boolean
  /** Silences are left out. */
  skipping: boolean
  /** Where nobody speaks; null while that is not known. */
  silences: readonly Stretch[] | null
  /** Between its first and second press the end is `Infinity`. */
  loop: Stretch | null
  /** Sound, slides and board without pictures. */
  light: boolean
  /** The line does not hold the pictures: a lighter way is to be offered. */
  stalling: boolean
  statuses: Record<string, ViewStatus>
  /** What went wrong last while reading; null when reading works again. */
  trouble: unknown
  /** Why the recording may not be watched any more; everything of it is gone. */
  ended: unknown
}

export const freshState = (): ReplayState => ({
  manifest: null,
  story: null,
  sources: [],
  position: 0,
  end: 0,
  playing: false,
  held: false,
  blocked: false,
  speed: 1,
  layout: 'auto',
  hidden: [],
  muted: [],
  solo: null,
  volumes: {},
  volume: 1,
  silent: false,
  skipping: false,
  silences: null,
  loop: null,
  light: false,
  stalling: false,
  statuses: {},
  trouble: null,
  ended: null,
})
