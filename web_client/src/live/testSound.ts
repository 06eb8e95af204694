/** Plays three rising notes on a chosen loudspeaker, so that a person hears whether it works. */

const NOTES_HZ = [523.25, 659.25, 783.99]
const NOTE_S = 0.28

/** `speaker` is a device id; `null` is the system's. Resolves when the notes have been played. */
export async function playTestSound(speaker: string | null): Promise<void> {
  const context = new AudioContext()
  const output = context.createMediaStreamDestination()
  const audio = new Audio()
  audio.srcObject = output.stream
  if (speaker) await audio.setSinkId?.(speaker).catch(() => undefined)
  NOTES_HZ.forEach((frequency, index) => playNote(context, output, frequency, context.currentTime + 0.1 + index * NOTE_S))
  await audio.play()
  await new Promise((resolve) => setTimeout(resolve, 1000 * (NOTES_HZ.length + 1) * NOTE_S))
  audio.srcObject = null
  await context.close()
}

function playNote(context: AudioContext, output: AudioNode, frequency: number, at: number): void {
  const loudness = new GainNode(context, { gain: 0 })
  loudness.gain.setValueAtTime(0, at)
  loudness.gain.linearRampToValueAtTime(0.3, at + 0.02)
  loudness.gain.linearRampToValueAtTime(0, at + NOTE_S)
  const note = new OscillatorNode(context, { frequency })
  note.connect(loudness).connect(output)
  note.start(at)
  note.stop(at + NOTE_S)
}
