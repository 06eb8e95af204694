/** The files that a teacher sends to the server from this page: a few at a time, each goes on after a break. */
import type { ApiError } from '@/api/request'

export type UploadState = 'waiting' | 'sending' | 'away' | 'failed' | 'done'

export interface UploadView {
  id: number
  name: string
  bytes: number
  /** Bytes that the server has. */
  sent: number
  state: UploadState
  error: ApiError | null
}

/** One file under way. `stop` keeps what the server has, `drop` makes it forget. */
export interface Sending {
  stop(): void
  drop(): void
}

export interface SendingEvents {
  onProgress(sent: number): void
  /** The line is gone for longer than a moment; it is tried again by `resume`. */
  onAway(): void
  onFailed(error: ApiError): void
  onDone(): void
}

/** Begin to send a file, or go on with one that was begun before, also before a reload. */
export type Send = (file: File, events: SendingEvents) => Sending

/** More at once are not faster, and a lesson may share the line. */
const AT_ONCE = 2

export class Uploads {
  private readonly list: { view: UploadView; file: File; sending: Sending | null }[] = []
  private count = 0

  constructor(
    private readonly send: Send,
    private readonly changed: (uploads: readonly UploadView[]) => void,
    private readonly done: () => void,
  ) {}

  add(files: Iterable<File>): void {
    for (const file of files) {
      this.count += 1
      const view = { id: this.count, name: file.name, bytes: file.size, sent: 0, state: 'waiting', error: null } as const
      this.list.push({ view: { ...view }, file, sending: null })
    }
    this.next()
  }

  /** Whoever waits for the line tries again now, and so does what has failed when it is named. */
  resume(id?: number): void {
    for (const { view } of this.list) {
      if (view.state === 'away' || view.id === id) Object.assign(view, { state: 'waiting', error: null })
    }
    this.next()
  }

  /** Take a file out of the list; what the server has of it goes too. */
  drop(id: number): void {
    this.take(id)?.sending?.drop()
    this.next()
  }

  /** The page goes: what is under way can be gone on with later. */
  close(): void {
    this.list.forEach(({ sending }) => sending?.stop())
  }

  private next(): void {
    const sending = this.list.filter(({ view }) => view.state === 'sending').length
    const waiting = this.list.filter(({ view }) => view.state === 'waiting')
    waiting.slice(0, Math.max(0, AT_ONCE - sending)).forEach((entry) => this.begin(entry))
    this.changed(this.list.map(({ view }) => ({ ...view })))
  }

  private begin(entry: (typeof this.list)[number]): void {
    const turn = (change: Partial<UploadView>) => {
      Object.assign(entry.view, change)
      this.next()
    }
    entry.view.state = 'sending'
    entry.sending = this.send(entry.file, {
      onProgress: (sent) => turn({ sent }),
      onAway: () => turn({ state: 'away' }),
      onFailed: (error) => turn({ state: 'failed', error }),
      onDone: () => {
        turn({ state: 'done', sent: entry.view.bytes })
        this.take(entry.view.id)
        this.next()
        this.done()
      },
    })
  }

  /** Out of the list, if it is still there. */
  private take(id: number): (typeof this.list)[number] | undefined {
    const index = this.list.findIndex(({ view }) => view.id === id)
    return index >= 0 ? this.list.splice(index, 1)[0] : undefined
  }
}
