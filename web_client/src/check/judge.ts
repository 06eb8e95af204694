/** Says what is wrong with a room, from what its check has found. */
import type { CheckedCamera, CheckedLine, CheckedLoudspeaker, CheckedMicrophone, CheckResult, ProblemCode, Verdict } from '@/api/checks'

import { SILENCE_DB } from './loudness'

export type Findings = Omit<CheckResult, 'verdict' | 'problems' | 'browser'>

/** A lesson can't be held with these; with the others it is only worse than it could be. */
const GRAVE: ReadonlySet<ProblemCode> = new Set(['no_microphone', 'silent_microphone', 'no_loudspeaker', 'line_sound', 'line_nothing'])
const SMALL_LINES = 480
const SLOW_FRAMES = 12
/** A voice in a classroom reaches this; a room with a fan or a street stays below the other. */
const VOICE_DB = -40
const NOISY_DB = -38
/** What the others hear of themselves after the browser's cancellation. */
const ECHO_DB = -40
const LOSS = 0.03
const SLOW_MS = 300

export function problemsOf(found: Findings): ProblemCode[] {
  return [...ofCameras(found.cameras), ...ofMicrophone(found.microphone), ...ofLoudspeaker(found.loudspeaker), ...ofLine(found.line)]
}

export function verdictOf(problems: readonly ProblemCode[]): Verdict {
  if (problems.some((problem) => GRAVE.has(problem))) return 'bad'
  return problems.length > 0 ? 'usable' : 'good'
}

function ofCameras(cameras: readonly CheckedCamera[]): ProblemCode[] {
  const opened = cameras.filter((camera) => camera.state === 'ok')
  if (opened.length === 0) return ['no_camera']
  const small = opened.some((camera) => camera.height < SMALL_LINES)
  const slow = opened.some((camera) => camera.frames_per_second > 0 && camera.frames_per_second < SLOW_FRAMES)
  return [...(small ? (['small_camera'] as const) : []), ...(slow ? (['slow_camera'] as const) : [])]
}

function ofMicrophone(microphone: CheckedMicrophone | null): ProblemCode[] {
  if (!microphone || microphone.state !== 'ok') return ['no_microphone']
  const { noise_db: noise, loudest_db: loudest } = microphone
  if (loudest === null) return []
  if (loudest <= SILENCE_DB) return ['silent_microphone']
  const noisy: ProblemCode[] = noise !== null && noise > NOISY_DB ? ['noisy_room'] : []
  return loudest < VOICE_DB ? ['quiet_microphone', ...noisy] : noisy
}

function ofLoudspeaker(loudspeaker: CheckedLoudspeaker | null): ProblemCode[] {
  if (!loudspeaker) return []
  const silent: ProblemCode[] = loudspeaker.heard_by_person === false ? ['no_loudspeaker'] : []
  const left = loudspeaker.cancelled
  return left?.heard && (left.strength_db ?? -Infinity) > ECHO_DB ? [...silent, 'echo'] : silent
}

function ofLine(line: CheckedLine | null): ProblemCode[] {
  if (!line) return []
  const problems: ProblemCode[] = []
  // A machine that can't code a large picture has said nothing of the line.
  const isMachines = line.verdict === 'small' && line.limited === 'cpu'
  if (line.verdict !== 'good' && !isMachines) problems.push(`line_${line.verdict}`)
  if (line.verdict === 'nothing') return problems
  if (Math.max(line.up.loss, line.down.loss) > LOSS) problems.push('line_loss')
  if (Math.max(line.up.rtt_ms ?? 0, line.down.rtt_ms ?? 0) > SLOW_MS) problems.push('line_slow')
  if (line.path === 'tcp' || line.path === 'relay') problems.push('line_tcp')
  if (line.limited === 'cpu') problems.push('weak_machine')
  return problems
}
