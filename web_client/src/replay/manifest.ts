/** A recording's table of contents: which takes there are and where they lie on the lesson clock. */

export interface Gap {
  start_ms: number
  duration_ms: number
  packets: number
  reason: string
}

/** One continuous file of one track. Times are milliseconds on the lesson clock. */
export interface Take {
  take: string
  source: string
  kind: 'audio' | 'video'
  codec: string
  width?: number | null
  height?: number | null
  channels?: number | null
  start_ms: number
  duration_ms: number
  bytes: number
  samples: number
  open: boolean
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
