/** What a person has chosen in a replay: taken up from the browser's memory, and kept there as it changes. */
import type { Memory, Taste } from './memory'
import type { ReplayState } from './state'

type Preferred = Partial<Pick<Taste, 'speed' | 'volume' | 'layout' | 'skipping' | 'light'>>

export class Habits {
  private memory: Memory | null = null

  constructor(
    private readonly recording: string,
    private readonly state: ReplayState,
  ) {}

  /** From now on this memory is asked and told; what the person likes in every recording becomes the state's. */
  adopt(memory: Memory): void {
    this.memory = memory
    const { speed, volume, layout, skipping, light } = memory.taste()
    Object.assign(this.state, { speed, volume, layout, skipping, light })
  }

  /** Take up where this recording was left, and what was heard and seen of it; `over` is its end, once it has one. */
  resume(over: number | null): void {
    if (!this.memory) return
    const kept = this.memory.recall(this.recording)
    const position = over !== null && kept.position >= over - 1 ? 0 : kept.position
    Object.assign(this.state, { ...kept, position })
  }

  /** So it is to be in every recording. */
  prefer(change: Preferred): void {
    Object.assign(this.state, change)
    if (this.memory) this.memory.keepTaste({ ...this.memory.taste(), ...change })
  }

  /** Remember this recording as it stands. */
  keep(): void {
    const { position, hidden, muted, solo, volumes } = this.state
    this.memory?.remember(this.recording, { position, hidden, muted, solo, volumes })
  }
}
