/** Measures a microphone with the browser's analyser: its loudest sample and its spectrum. */

const FFT = 2048
/** A third of a second: no sound falls between two looks. */
const SAMPLES = 16_384

/** One track's analyser; it hears the device also while the track is switched off. `close` when the track is given up. */
export class Listening {
  private readonly own: MediaStreamTrack
  private readonly source: MediaStreamAudioSourceNode
  private readonly level: AnalyserNode
  private readonly analyser: AnalyserNode
  private readonly samples = new Float32Array(SAMPLES)
  readonly spectrum: Float32Array<ArrayBuffer>

  constructor(
    private readonly context: AudioContext,
    track: MediaStreamTrack,
  ) {
    this.own = track.clone()
    this.own.enabled = true
    this.source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([this.own]) })
    this.analyser = new AnalyserNode(context, { fftSize: FFT, smoothingTimeConstant: 0.3 })
    this.level = new AnalyserNode(context, { fftSize: SAMPLES })
    this.source.connect(this.analyser)
    this.source.connect(this.level)
    this.spectrum = new Float32Array(this.analyser.frequencyBinCount)
  }

  get hzPerBin(): number {
    return this.context.sampleRate / FFT
  }

  /** Look now: returns the loudest sample (0..1), and fills `spectrum`. */
  look(): number {
    this.level.getFloatTimeDomainData(this.samples)
    this.analyser.getFloatFrequencyData(this.spectrum)
    return this.samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0)
  }

  close(): void {
    this.source.disconnect()
    this.own.stop()
  }
}
