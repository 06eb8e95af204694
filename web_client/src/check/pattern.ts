/** Makes a picture that is hard to code, so that a line is really filled: moving noise, and a low tone beside it. */

const [WIDTH, HEIGHT, FRAMES] = [1280, 720, 15]
/** The noise is drawn small and blown up: drawing it costs an old machine nothing. */
const GRAIN = 8

export interface Pattern {
  stream: MediaStream
  stop: () => void
}

export function noisePattern(): Pattern {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const small = document.createElement('canvas')
  small.width = WIDTH / GRAIN
  small.height = HEIGHT / GRAIN
  const timer = setInterval(() => draw(canvas, small), 1000 / FRAMES)
  const context = new AudioContext()
  const sound = context.createMediaStreamDestination()
  const tone = new OscillatorNode(context, { frequency: 220 })
  tone.connect(new GainNode(context, { gain: 0.05 })).connect(sound)
  tone.start()
  const stream = new MediaStream([...canvas.captureStream(FRAMES).getTracks(), ...sound.stream.getTracks()])
  const stop = () => {
    clearInterval(timer)
    stream.getTracks().forEach((track) => track.stop())
    void context.close()
  }
  return { stream, stop }
}

function draw(canvas: HTMLCanvasElement, small: HTMLCanvasElement): void {
  const [large, fine] = [canvas.getContext('2d'), small.getContext('2d')]
  if (!large || !fine) return
  const noise = fine.createImageData(small.width, small.height)
  for (let n = 0; n < noise.data.length; n++) noise.data[n] = n % 4 === 3 ? 255 : 96 + Math.random() * 96
  fine.putImageData(noise, 0, 0)
  large.imageSmoothingEnabled = false
  large.drawImage(small, 0, 0, canvas.width, canvas.height)
}
