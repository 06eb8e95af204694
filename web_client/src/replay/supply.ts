/** What one media element plays: a MediaSource with one buffer, fed around the play head. */
import { Feeder, type ReadBytes, type ReadInit } from './feeder'
import type { Refusals } from './refusals'
import { mimeOf, type Fragment } from './takes'

/** What the shells of a track read the recording with. */
export interface Reader {
  bytes: ReadBytes
  init: ReadInit
  failed(error: unknown): void
}

/** A seek past `duration` is cut off: give every element a day. */
const LONGEST_S = 86_400

type AnyMediaSource = typeof MediaSource

function mediaSourceClass(): AnyMediaSource | undefined {
  // Safari on telephones has only the managed kind.
  const scope = globalThis as unknown as { MediaSource?: AnyMediaSource; ManagedMediaSource?: AnyMediaSource }
  return scope.MediaSource ?? scope.ManagedMediaSource
}

export class Supply {
  private feeder: Feeder | null = null
  private readonly source: MediaSource | null
  private readonly address: string
  /** The browser cannot play this codec, or no recording at all. */
  unsupported = false

  /** Makes the element forget what it has played before. */
  constructor(
    element: HTMLMediaElement,
    private readonly reader: Reader,
    private readonly refusals: Refusals,
  ) {
    const Source = mediaSourceClass()
    this.source = Source ? new Source() : null
    this.unsupported = this.source === null
    this.address = this.source ? URL.createObjectURL(this.source) : ''
    if (this.source) element.src = this.address
  }

  /** Fetch what is missing around `position` (lesson seconds) of all there is. */
  pump(fragments: readonly Fragment[], position: number): void {
    if (!this.feeder) this.open(fragments[0])
    this.feeder?.pump(fragments, position)
  }

  close(): void {
    this.feeder?.close()
    if (this.address) URL.revokeObjectURL(this.address)
  }

  private open(first: Fragment | undefined): void {
    if (!first || this.source?.readyState !== 'open') return
    const mime = mimeOf(first.take)
    if (!mediaSourceClass()?.isTypeSupported(mime)) {
      this.unsupported = true
      return
    }
    this.source.duration = LONGEST_S
    const { bytes, init, failed } = this.reader
    this.feeder = new Feeder(this.source.addSourceBuffer(mime), mime, bytes, init, (error) => failed(error), this.refusals)
  }
}
