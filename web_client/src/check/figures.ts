/** Sums up what a line did while it was tried, and says what it is good for. */
import type { CheckedLine, LineFigures, LineVerdict } from '@/api/checks'
import type { LinkReport } from '@/protocol/messages'

/** The picture needs a few seconds to find out what the line carries. */
const WARM_UP = 4
/** Less than this the line carries beside the sound: kbit/s up and down, share lost, ms there and back. */
const NEEDS: readonly { verdict: LineVerdict; up: number; down: number; loss: number; rtt: number }[] = [
  { verdict: 'good', up: 1200, down: 1000, loss: 0.05, rtt: 400 },
  { verdict: 'small', up: 200, down: 200, loss: 0.15, rtt: 1000 },
  { verdict: 'sound', up: 25, down: 25, loss: 0.35, rtt: 3000 },
]

export const NO_FIGURES: LineFigures = { kbps: 0, loss: 0, rtt_ms: null, jitter_ms: null }

/** The reports of one direction, one a second. */
export class Direction {
  private readonly reports: LinkReport[] = []

  add(report: LinkReport): void {
    this.reports.push(report)
  }

  get last(): LinkReport | null {
    return this.reports.at(-1) ?? null
  }

  /** What held the encoder back for most of the time. */
  get limited(): string {
    const counts = new Map<string, number>()
    for (const { limited = 'none' } of this.reports) counts.set(limited, (counts.get(limited) ?? 0) + 1)
    const [most] = [...counts].sort(([, a], [, b]) => b - a)
    return most?.[0] ?? 'none'
  }

  /** What was carried in the better half of the seconds, and the middle of everything else. */
  get figures(): LineFigures {
    const counted = this.reports.length > WARM_UP + 2 ? this.reports.slice(WARM_UP) : this.reports
    if (counted.length === 0) return NO_FIGURES
    const of = (name: 'bitrate' | 'rtt_ms' | 'jitter_ms') => counted.flatMap((report) => report[name] ?? [])
    return {
      kbps: Math.round((quantile(of('bitrate'), 0.75) ?? 0) / 1000),
      loss: Number((counted.reduce((sum, report) => sum + (report.loss ?? 0), 0) / counted.length).toFixed(4)),
      rtt_ms: rounded(quantile(of('rtt_ms'), 0.5)),
      jitter_ms: rounded(quantile(of('jitter_ms'), 0.5)),
    }
  }
}

/** Put both directions together. */
export function lineOf(up: Direction, down: Direction, seconds: number): CheckedLine {
  const [sent, received] = [up.figures, down.figures]
  const way = down.last?.path ? down.last : up.last
  return {
    verdict: verdictOf(sent, received),
    up: sent,
    down: received,
    path: way?.path ?? '',
    family: way?.family ?? '',
    limited: up.limited,
    seconds,
  }
}

export function verdictOf(up: LineFigures, down: LineFigures): LineVerdict {
  const loss = Math.max(up.loss, down.loss)
  const rtt = Math.max(up.rtt_ms ?? 0, down.rtt_ms ?? 0)
  const meets = NEEDS.find((need) => up.kbps >= need.up && down.kbps >= need.down && loss <= need.loss && rtt <= need.rtt)
  return meets?.verdict ?? 'nothing'
}

function quantile(values: number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value)
}
