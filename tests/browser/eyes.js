// Read what `camera.js` has drawn: installed into every page of the browser tests as `window.eyes`.
window.eyes = {
  sockets: [],
  peers: [],

  // What the page sends as video: bytes so far, the line's estimate in bit/s, and what holds the encoder back.
  async sending() {
    const reports = await Promise.all(this.peers.map((peer) => peer.getStats()));
    const stats = reports.flatMap((report) => [...report.values()]);
    const video = stats.filter((one) => one.type === "outbound-rtp" && one.kind === "video");
    return {
      bytes: video.reduce((sum, one) => sum + one.bytesSent, 0),
      estimate: Math.max(0, ...stats.map((one) => one.availableOutgoingBitrate ?? 0)),
      limits: video.map((one) => one.qualityLimitationReason),
    };
  },

  // {time, hue, flash} of the frame a <video> shows now, or null where there is none.
  read(video) {
    if (!video || video.readyState < 2 || !video.videoWidth) return null;
    const [w, h] = [120, 60];
    const canvas = (this.canvas ??= new OffscreenCanvas(w, h));
    const context = (this.context ??= canvas.getContext("2d", { willReadFrequently: true }));
    context.drawImage(video, 0, 0, w, h);
    const pixel = (x, y) => context.getImageData(x, y, 1, 1).data;
    let time = 0;
    for (let bit = 0; bit < 24; bit += 1) {
      const [r, g, b] = pixel((bit % 12) * 10 + 5, Math.floor(bit / 12) * 10 + 5);
      time = time * 2 + (r + g + b > 384 ? 1 : 0);
    }
    const [r, g, b] = pixel(60, 25);
    const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
    let hue = 0;
    if (most > least) {
      const d = most - least;
      hue = most === r ? ((g - b) / d) % 6 : most === g ? (b - r) / d + 2 : (r - g) / d + 4;
    }
    return { time, hue: Math.round((hue * 60 + 360) % 360), flash: pixel(60, 45)[0] > 128 };
  },

  // Close every open websocket behind the page's back. Returns how many there were.
  cutSockets() {
    const open = this.sockets.filter((socket) => socket.readyState === WebSocket.OPEN);
    for (const socket of open) socket.close();
    return open.length;
  },

  // Frames a <video> has decoded so far.
  frames(video) {
    return video?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
  },

  // Listen to one pitch in a media element for some seconds, and watch the flash in a <video>:
  // {onsets, flashes} in performance.now() milliseconds, and the peak level 0 to 1.
  async listen(element, pitch, seconds, video = element) {
    this.ears ??= new AudioContext();
    await this.ears.resume();
    const stream = element.srcObject ?? element.captureStream();
    while (!stream.getAudioTracks().length) await new Promise((resolve) => setTimeout(resolve, 50));
    const input = this.ears.createMediaStreamSource(new MediaStream(stream.getAudioTracks()));
    const analyser = new AnalyserNode(this.ears, { fftSize: 1024 });
    input.connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const heard = { onsets: [], flashes: [], peak: 0 };
    let [loud, bright] = [true, true];
    const end = performance.now() + seconds * 1000;
    while (performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      analyser.getFloatTimeDomainData(samples);
      const level = amplitude(samples, pitch / this.ears.sampleRate);
      heard.peak = Math.max(heard.peak, level);
      const now = performance.now();
      if (level > 0.05 && !loud) heard.onsets.push(now);
      loud = level > 0.05;
      const flash = this.read(video)?.flash ?? false;
      if (flash && !bright) heard.flashes.push(now);
      bright = flash;
    }
    input.disconnect();
    return heard;
  },
};

// The amplitude of one pitch (cycles per sample) in some samples: one bin of a Fourier transform with a Hann window.
function amplitude(samples, pitch) {
  let [re, im] = [0, 0];
  samples.forEach((value, n) => {
    const window = 1 - Math.cos((2 * Math.PI * n) / samples.length);
    re += value * window * Math.cos(2 * Math.PI * pitch * n);
    im += value * window * Math.sin(2 * Math.PI * pitch * n);
  });
  return (2 * Math.hypot(re, im)) / samples.length;
}

window.WebSocket = class extends WebSocket {
  constructor(...args) {
    super(...args);
    window.eyes.sockets.push(this);
  }
};

// Media goes through `window.__relay` (a UDP port on this machine) where a test has put one.
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...args) {
    super(...args);
    window.eyes.peers.push(this);
  }

  setRemoteDescription(description) {
    if (!window.__relay) return super.setRemoteDescription(description);
    const candidate = `a=candidate:1 1 udp 2130706431 127.0.0.1 ${window.__relay} typ host`;
    const [first, ...others] = description.sdp.split(/a=candidate:.*\r\n/);
    return super.setRemoteDescription({ type: description.type, sdp: `${first}${candidate}\r\n${others.join("")}` });
  }
};
