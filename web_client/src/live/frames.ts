/** Counts the frames that a camera has given: by the track itself, or where browsers can't, by an unseen <video>. */

interface CountingTrack extends MediaStreamTrack {
  stats?: { deliveredFrames?: number }
}

export class FrameCount {
  private readonly video: HTMLVideoElement | null

  constructor(private readonly track: MediaStreamTrack) {
    this.video = this.byTrack() === null ? unseenVideo(track) : null
  }

  /** Frames so far; they only grow. */
  get frames(): number {
    return this.byTrack() ?? this.video?.getVideoPlaybackQuality().totalVideoFrames ?? 0
  }

  close(): void {
    if (!this.video) return
    this.video.srcObject = null
    this.video.remove()
  }

  private byTrack(): number | null {
    return (this.track as CountingTrack).stats?.deliveredFrames ?? null
  }
}

/** It must lie on the page, or browsers need not draw it. */
function unseenVideo(track: MediaStreamTrack): HTMLVideoElement {
  const video = document.createElement('video')
  video.muted = true
  video.className = 'unseen'
  video.setAttribute('aria-hidden', 'true')
  video.srcObject = new MediaStream([track])
  document.body.append(video)
  video.play().catch(() => undefined)
  return video
}
