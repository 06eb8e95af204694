/** Plays a chirp on the loudspeaker and listens to the microphone at the same time: the browser's side of the echo test. */
import type { Echo } from '@/api/checks'

import { chirp, clearer, findEcho } from './echo'

const AMPLITUDE = 0.5
/** The most that the browser's analyser holds: 0.68 s at 48 kHz. */
const BUFFER = 32_768
/** From the beginning of what is held to the chirp. */
const LEAD_S = 0.08
const TRIES = 2
/** A microphone's automatic gain needs a moment. */
const SETTLE_MS = 700

/** Listen with the browser's echo cancellation, or without; a microphone that can't be opened rejects. */
export async function listenForEcho(microphone: string | null, speaker: string | null, cancelled: boolean): Promise<Echo> {
  const device = microphone ? { deviceId: { ideal: microphone } } : {}
  const care = { echoCancellation: cancelled, noiseSuppression: false, autoGainControl: false }
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { ...device, ...care } })
  const context = new AudioContext()
  try {
    await context.resume()
    const analyser = new AnalyserNode(context, { fftSize: BUFFER })
    context.createMediaStreamSource(stream).connect(analyser)
    const output = await outputOf(context, speaker)
    await pause(SETTLE_MS)
    let found: Echo = { heard: false, delay_ms: null, strength_db: null }
    for (let tries = 0; tries < TRIES; tries++) found = clearer(found, await once(context, analyser, output))
    return found
  } finally {
    stream.getTracks().forEach((track) => track.stop())
    void context.close()
  }
}

async function once(context: AudioContext, analyser: AnalyserNode, output: AudioNode): Promise<Echo> {
  const rate = context.sampleRate
  const samples = chirp(rate)
  const buffer = new AudioBuffer({ length: samples.length, sampleRate: rate })
  buffer.copyToChannel(samples, 0)
  const source = new AudioBufferSourceNode(context, { buffer })
  const loudness = new GainNode(context, { gain: AMPLITUDE })
  source.connect(loudness).connect(output)
  const playedAt = context.currentTime + 0.1
  source.start(playedAt)
  const until = playedAt - LEAD_S + BUFFER / rate
  while (context.currentTime < until) await pause(Math.max(10, 1000 * (until - context.currentTime)))
  const heard = new Float32Array(BUFFER)
  analyser.getFloatTimeDomainData(heard)
  const startedAt = context.currentTime - BUFFER / rate
  source.disconnect()
  return findEcho(heard, rate, startedAt, playedAt, AMPLITUDE)
}

/** The chosen loudspeaker, else the system's. */
async function outputOf(context: AudioContext, speaker: string | null): Promise<AudioNode> {
  if (!speaker) return context.destination
  const output = context.createMediaStreamDestination()
  const audio = new Audio()
  audio.srcObject = output.stream
  await audio.setSinkId?.(speaker).catch(() => undefined)
  await audio.play()
  return output
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
