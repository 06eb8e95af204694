// Lead a page's media over a school's line: `window.__line` says which ports of this machine belong to it.
(() => {
  const { udp, ice, turn } = window.__line;

  // Everything that the server offers is reached through the line's own ports; all its addresses are one there.
  function led(sdp) {
    if (turn) return sdp;
    const lines = sdp.split("\r\n").map((line) => {
      const found = /^(a=candidate:\S+ 1 (\S+) \d+) \S+ \d+ (.*)$/.exec(line);
      if (!found) return line;
      const port = found[2].toLowerCase() === "udp" ? udp : ice;
      return port ? `${found[1]} 127.0.0.1 ${port} ${found[3]}` : null;
    });
    return [...lines.filter((line) => line !== null)].join("\r\n");
  }

  // A firewall that lets only TLS out leaves nothing but the relay.
  function settings(configuration = {}) {
    if (!turn) return configuration;
    const iceServers = (configuration.iceServers ?? []).map((server) => ({
      ...server,
      urls: [server.urls].flat().filter((url) => url.startsWith("turns:")).map((url) => url.replace(/:\d+/, `:${turn}`)),
    }));
    return { ...configuration, iceServers: iceServers.filter((server) => server.urls.length), iceTransportPolicy: "relay" };
  }

  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration) {
      super(settings(configuration));
    }

    setRemoteDescription(description) {
      return super.setRemoteDescription({ type: description.type, sdp: led(description.sdp) });
    }
  };
})();
