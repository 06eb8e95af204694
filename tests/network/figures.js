// Read from a page what its media has lived through: installed into the pages of the weak-line bench as `window.figures`.
window.figures = {
  stage: null,

  // Counters of now; what they grow by between two readings is the measure.
  async read() {
    this.stage = stageOf() ?? this.stage;
    const reports = await Promise.all(openPeers().map((peer) => peer.getStats()));
    const stats = reports.flatMap((report) => [...report.values()]);
    return {
      at: performance.timeOrigin + performance.now(),
      stage: this.stage,
      inbound: pick(stats, "inbound-rtp", INBOUND),
      outbound: pick(stats, "outbound-rtp", OUTBOUND),
      heard: pick(stats, "remote-inbound-rtp", ["kind", "fractionLost", "roundTripTime", "packetsLost"]),
      paths: stats.filter((one) => one.type === "transport").map((one) => pathOf(stats, one)),
      peers: window.eyes.peers.length,
      words: words(),
    };
  },

  // Note every 20 ms whether the stage's sound and picture go on, until `stop` is called; for outages.
  watch() {
    const marks = { sound: [], picture: [] };
    let [samples, frames] = [0, 0];
    const timer = setInterval(async () => {
      const now = performance.timeOrigin + performance.now();
      const { audio, video } = await this.ofStage();
      const real = (audio?.totalSamplesReceived ?? 0) - (audio?.concealedSamples ?? 0);
      if (real > samples) marks.sound.push(now);
      if ((video?.framesDecoded ?? 0) > frames) marks.picture.push(now);
      [samples, frames] = [real, video?.framesDecoded ?? 0];
    }, 20);
    this.stop = () => {
      clearInterval(timer);
      return marks;
    };
  },

  async ofStage() {
    const found = {};
    const inbound = (await this.receiversOfStage()).flatMap((report) => [...report.values()]);
    for (const one of inbound) if (one.type === "inbound-rtp") found[one.kind] = one;
    return found;
  },

  receiversOfStage() {
    const ids = Object.values(this.stage ?? {});
    const receivers = openPeers().flatMap((peer) => peer.getReceivers());
    return Promise.all(receivers.filter((one) => ids.includes(one.track.id)).map((one) => one.getStats()));
  },

  // When (Unix ms) an element that `selector` names first is as wanted: there, or with this attribute's value.
  appears(selector, attribute = null, value = null) {
    return new Promise((resolve) => {
      const look = () => {
        const found = document.querySelector(selector);
        const good = attribute ? found?.getAttribute(attribute) === value : found;
        if (good) resolve(Date.now());
        else setTimeout(look, 10);
      };
      look();
    });
  },
};

const INBOUND = [
  "kind", "trackIdentifier", "packetsReceived", "packetsLost", "bytesReceived", "jitter", "nackCount", "pliCount",
  "framesDecoded", "framesDropped", "frameHeight", "frameWidth", "keyFramesDecoded", "qpSum", "freezeCount",
  "totalFreezesDuration", "totalSamplesReceived", "concealedSamples", "silentConcealedSamples", "concealmentEvents",
  "jitterBufferDelay", "jitterBufferEmittedCount", "fecPacketsReceived", "retransmittedPacketsReceived",
  "insertedSamplesForDeceleration", "removedSamplesForAcceleration", "packetsDiscarded",
];
const OUTBOUND = [
  "kind", "rid", "active", "framesEncoded", "framesPerSecond", "frameHeight", "bytesSent", "packetsSent",
  "retransmittedPacketsSent", "nackCount", "pliCount", "qpSum", "targetBitrate", "qualityLimitationReason",
];

function openPeers() {
  return window.eyes.peers.filter((peer) => peer.signalingState !== "closed");
}

function stageOf() {
  const video = document.querySelector("[data-testid=stage-video]");
  const [picture] = video?.srcObject?.getVideoTracks() ?? [];
  const [sound] = video?.srcObject?.getAudioTracks() ?? [];
  return picture ? { picture: picture.id, sound: sound?.id ?? "" } : null;
}

function pick(stats, type, names) {
  return stats
    .filter((one) => one.type === type)
    .map((one) => Object.fromEntries(names.map((name) => [name, one[name] ?? null])));
}

function pathOf(stats, transport) {
  const pair = stats.find((one) => one.id === transport.selectedCandidatePairId);
  const local = stats.find((one) => one.id === pair?.localCandidateId);
  const remote = stats.find((one) => one.id === pair?.remoteCandidateId);
  return {
    // Through a TURN server it is how that one is reached that counts.
    protocol: local?.relayProtocol ?? local?.protocol ?? null,
    relay: local?.candidateType === "relay",
    port: remote?.port ?? null,
    rtt: pair?.currentRoundTripTime ?? null,
    outgoing: pair?.availableOutgoingBitrate ?? null,
    received: transport.bytesReceived,
    sent: transport.bytesSent,
  };
}

// What the page says about the line, one sentence each.
function words() {
  const lines = (document.body?.innerText ?? "").split("\n").map((line) => line.trim());
  return [...new Set(lines.filter((line) => /暂停|网络|画面|连接/.test(line)))].slice(0, 8);
}

// Four screens drawn by the processor would leave it no time for the media, and no counter is about drawing:
// pictures are received and decoded, and stop there.
(() => {
  const streams = new WeakMap();
  Object.defineProperty(HTMLVideoElement.prototype, "srcObject", {
    get() {
      return streams.get(this) ?? null;
    },
    set(stream) {
      streams.set(this, stream);
    },
  });
})();
