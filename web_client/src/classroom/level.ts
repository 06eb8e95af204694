/**
 * Measures how loud a microphone is, so that a person sees that it works.
 */

/** Below this, in dB of full scale, a classroom is silent; the meter begins here. */
const QUIET_DB = -60
const LOUD_DB = -10
const EVERY_MS = 80

/** The level of samples between -1 and 1, from 0 (quiet room) to 1 (shouting). */
export function levelOf(samples: Float32Array): number {
  if (samples.length === 0) return 0
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
  const decibels = 10 * Math.log10(power + 1e-12)
  return Math.min(1, Math.max(0, (decibels - QUIET_DB) / (LOUD_DB - QUIET_DB)))
}

/**
 * Call `onLevel` about twelve times a second with the track's level; returns how to stop.
 *
 * Listens to a clone: the track itself may be switched off while its microphone is closed.
 */
export function measureLevel(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
  const clone = track.clone()
  clone.enabled = true
  const context = new AudioContext()
  const analyser = new AnalyserNode(context, { fftSize: 1024 })
  context.createMediaStreamSource(new MediaStream([clone])).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const timer = setInterval(() => {
    if (context.state === 'suspended') void context.resume()
    analyser.getFloatTimeDomainData(samples)
    onLevel(levelOf(samples))
  }, EVERY_MS)
  return () => {
    clearInterval(timer)
    clone.stop()
    void context.close()
  }
}
