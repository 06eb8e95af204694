/**
 * Puts a line into words: what arrives, what suffers, and why. Figures come last, and only the one that is the cause.
 */
import type { Line } from '@/protocol/messages'

/** `t` of vue-i18n. */
type Translate = (key: string, values?: Record<string, string | number>) => string

/** One sentence about a line and the devices at its end; empty while nothing is known of it. */
export function lineWords(line: Line | undefined, t: Translate): string {
  if (!line) return ''
  const devices = line.devices.map((trouble) => t(`classroom.line.devices.${trouble}`))
  const suffers = devices.length === 0 || line.quality !== 'good'
  return [...devices, ...(suffers ? [wayWords(line, t)] : [])].join(t('classroom.line.and'))
}

function wayWords(line: Line, t: Translate): string {
  if (line.quality === 'lost') return t('classroom.line.lost')
  const state = line.sound === 'good' && line.picture === 'good' ? t('classroom.line.well') : suffering(line, t)
  const cause = causeOf(line, t)
  return cause ? t('classroom.line.because', { state, cause }) : state
}

function suffering(line: Line, t: Translate): string {
  const sound = t(`classroom.line.sound.${line.sound}`)
  return t('classroom.line.both', { sound, picture: t(`classroom.line.picture.${line.picture}`) })
}

function causeOf(line: Line, t: Translate): string {
  if (line.cause === 'none') return ''
  const side = line.side === 'none' ? 'down' : line.side
  const values = { percent: Math.round(100 * line.loss), seconds: ((line.rtt_ms ?? 0) / 1000).toFixed(1) }
  return t(`classroom.line.cause.${line.cause}.${side}`, values)
}
