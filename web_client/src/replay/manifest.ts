/** A recording's table of contents: which takes there are and where they lie on the lesson clock. */

export interface Gap {
  start_ms: number
  duration_ms: number
  packets: number
  reason: string
}

/** One continuous file of one track. `start_ms` and the gaps are on the lesson clock, `sync` pairs file with lesson time. */
export interface Take {
  take: string
  file: string
  source: string
  kind: 'audio' | 'video'
  codec: string
  width: number | null
  height: number | null
  channels: number | null
  start_ms: number
  duration_ms: number
  offset_ms: number
  bytes: number
  samples: number
  open: boolean
  end: string | null
  sync: [number, number][]
  gaps: Gap[]
}

export interface Manifest {
  version: number
  lesson: string
  title: string
  started_at: number
  ended_at: number | null
  duration_ms: number
  complete: boolean
  takes: Take[]
}

/** Everything recorded of one thing a member published, earliest take first. */
export interface RecordedSource {
  id: string
  member: string
  kind: string
  audio: Take[]
  video: Take[]
}

const byStart = (a: Take, b: Take): number => a.start_ms - b.start_ms

/** The recorded sources, cameras' owners in the order in which they first appeared. */
export function sourcesOf(manifest: Manifest): RecordedSource[] {
  const sources = new Map<string, RecordedSource>()
  for (const take of [...manifest.takes].sort(byStart)) {
    const [member = '', kind = ''] = take.source.split('/')
    const source = sources.get(take.source) ?? { id: take.source, member, kind, audio: [], video: [] }
    source[take.kind].push(take)
    sources.set(take.source, source)
  }
  return [...sources.values()]
}

/** Where something of a source is missing for good. Times are lesson seconds. */
export interface Missing {
  source: string
  start: number
  end: number
}

/** A shorter loss is hardly seen. */
const NOTICED_MS = 500

/** What is missing of the recording, in the order of the lesson. */
export function missingIn(manifest: Manifest): Missing[] {
  const all = manifest.takes.flatMap(({ source, gaps }) =>
    gaps.filter((gap) => gap.duration_ms >= NOTICED_MS).map((gap) => ({ source, start: gap.start_ms / 1000, end: (gap.start_ms + gap.duration_ms) / 1000 })),
  )
  return all.sort((a, b) => a.start - b.start || b.end - a.end)
}

/** How long one picture of a source stands at a moment (lesson seconds), in seconds; 1/25 where that is not known. */
export function frameAt(source: RecordedSource | undefined, position: number): number {
  const take = source?.video.find(({ start_ms, duration_ms }) => start_ms + duration_ms > position * 1000)
  return take && take.samples > 1 ? take.duration_ms / 1000 / take.samples : 1 / 25
}
