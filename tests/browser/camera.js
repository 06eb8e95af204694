// A camera, a microphone and a screen whose pictures tell the time.
//
// The upper part of each picture is a row of black and white blocks: the time of
// drawing (milliseconds, 24 bits, highest first) and, in colour, who is drawn. In
// the first 100 ms of every second the lower part flashes white and a tone of the
// publisher's own pitch sounds, from one and the same clock. So whoever receives
// it can read the delay, and how far sound and picture are apart. `__camera.tone` is how
// much of a second sounds, for whoever talks (0.9) or is silent (0).
(() => {
  const { width, height, rate, hue, pitch, busy } = window.__camera;
  const BITS = 24;

  function draw(context, hue, w, h) {
    const now = Date.now() % 2 ** BITS;
    const block = w / (BITS / 2);
    const tall = h / 6;
    for (let bit = 0; bit < BITS; bit += 1) {
      const on = (now >> (BITS - 1 - bit)) & 1;
      context.fillStyle = on ? "#ffffff" : "#000000";
      context.fillRect((bit % 12) * block, Math.floor(bit / 12) * tall, block + 1, tall + 1);
    }
    context.fillStyle = `hsl(${hue} 100% 50%)`;
    context.fillRect(0, 2 * tall, w, tall);
    context.fillStyle = now % 1000 < 100 ? "#ffffff" : "#202020";
    context.fillRect(0, 3 * tall, w, 3 * tall);
    if (busy) scatter(context, w, 3 * tall, 3 * tall);
  }

  // A restless picture, as of a classroom full of pupils: it wants all the bits it can get.
  function scatter(context, w, top, tall) {
    for (let n = 0; n < 400; n += 1) {
      context.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`;
      context.fillRect(Math.random() * w, top + Math.random() * tall, 24, 24);
    }
  }

  function picture(hue, w, h) {
    const canvas = document.createElement("canvas");
    canvas.width = w;
    canvas.height = h;
    const context = canvas.getContext("2d", { alpha: false });
    draw(context, hue, w, h);
    setInterval(() => draw(context, hue, w, h), 1000 / rate);
    return canvas.captureStream(rate).getVideoTracks()[0];
  }

  function sound() {
    const context = new AudioContext({ latencyHint: "interactive" });
    const gain = context.createGain();
    gain.gain.value = 0;
    const tone = new OscillatorNode(context, { frequency: pitch });
    const out = context.createMediaStreamDestination();
    tone.connect(gain).connect(out);
    tone.start();
    // Scheduled ahead on the audio clock, so that a busy page does not delay the tone.
    let next = 0;
    setInterval(() => {
      const ahead = Date.now() + 1500;
      const second = Math.ceil((Date.now() % 2 ** BITS) / 1000) * 1000 - (Date.now() % 2 ** BITS) + Date.now();
      for (let at = Math.max(second, next); at < ahead; at += 1000) {
        const when = context.currentTime + (at - Date.now()) / 1000;
        const length = window.__camera.tone ?? 0.1;
        gain.gain.setValueAtTime(length > 0 ? 0.5 : 0, when);
        gain.gain.setValueAtTime(0, when + length);
        next = at + 1000;
      }
    }, 250);
    return out.stream.getAudioTracks()[0];
  }

  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const tracks = [];
    if (constraints.audio) tracks.push(sound());
    if (constraints.video) tracks.push(picture(hue, width, height));
    return new MediaStream(tracks);
  };
  navigator.mediaDevices.getDisplayMedia = async () => new MediaStream([picture((hue + 180) % 360, 640, 360)]);
})();
