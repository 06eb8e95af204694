// Put drawn scenes in the place of camera, microphone and screen: `__scene` says which, how large, how often.
(() => {
  const { name, width, height, rate, devices } = window.__scene;

  function film(name, w, h) {
    const [still, moving] = SCENES[name];
    const canvas = Object.assign(document.createElement("canvas"), { width: w, height: h });
    const behind = Object.assign(document.createElement("canvas"), { width: w, height: h });
    const context = canvas.getContext("2d", { alpha: false });
    const back = behind.getContext("2d", { alpha: false });
    back.scale(w / 1280, h / 720);
    still(back);
    function draw() {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.drawImage(behind, 0, 0);
      context.scale(w / 1280, h / 720);
      moving(context, performance.now() / 1000);
    }
    draw();
    setInterval(draw, 1000 / rate);
    return canvas.captureStream(rate).getVideoTracks()[0];
  }

  // Something like a voice for the level meters: noise around 300 Hz in syllables.
  function sound() {
    const context = new AudioContext();
    const noise = context.createBuffer(1, 4 * context.sampleRate, context.sampleRate);
    const samples = noise.getChannelData(0);
    for (let n = 0; n < samples.length; n += 1) {
      const t = n / context.sampleRate;
      samples[n] = (Math.random() - 0.5) * Math.max(0, Math.sin(t * 9) * Math.sin(t * 2.1));
    }
    const source = new AudioBufferSourceNode(context, { buffer: noise, loop: true });
    const voice = new BiquadFilterNode(context, { type: "bandpass", frequency: 300 });
    const gain = new GainNode(context, { gain: 1.6 });
    const out = context.createMediaStreamDestination();
    source.connect(voice).connect(gain).connect(out);
    source.start();
    return out.stream.getAudioTracks()[0];
  }

  const [camera, microphone, speaker] = devices.map((_, n) => `device-${n}`);
  localStorage.setItem("tongke.devices", JSON.stringify({ camera, microphone, speaker }));
  HTMLMediaElement.prototype.setSinkId = async () => {};

  function from(deviceId, track) {
    const settings = track.getSettings.bind(track);
    track.getSettings = () => ({ ...settings(), deviceId });
    return track;
  }

  const media = navigator.mediaDevices;
  const tracks = (wanted) => [
    ...(wanted.audio ? [from(microphone, sound())] : []),
    ...(wanted.video ? [from(camera, film(name, width, height))] : []),
  ];
  media.getUserMedia = async (wanted) => new MediaStream(tracks(wanted));
  media.getDisplayMedia = async () => new MediaStream([film("slide", 1280, 720)]);
  media.enumerateDevices = async () =>
    devices.map(([kind, label], n) => ({ kind, label, deviceId: `device-${n}`, groupId: "", toJSON: () => ({}) }));
})();
