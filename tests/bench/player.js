// How well the player keeps its promises, read in its own page: installed as `window.player`.
window.player = {
  views() {
    return [...document.querySelectorAll("[data-testid^=view-] video")].filter(
      (video) => video.offsetParent && video.readyState >= 2);
  },

  // Milliseconds from a jump until every view has drawn a frame of that moment, or says that it has none there.
  async seek(seconds) {
    const slider = document.querySelector("[data-testid=replay-seek]");
    const began = performance.now();
    const drawn = this.views().map((video) => new Promise((resolve) => {
      const look = (now, { mediaTime }) => {
        if (mediaTime > seconds - 0.5 && mediaTime < seconds + 3) resolve(now - began);
        else video.requestVideoFrameCallback(look);
      };
      video.requestVideoFrameCallback(look);
      setTimeout(() => video.classList.contains("hidden") && resolve(0), 1000);
      setTimeout(() => resolve(10_000), 10_000);
    }));
    slider.value = seconds * 1000;
    slider.dispatchEvent(new Event("input"));
    return Math.max(...(await Promise.all(drawn)));
  },

  // Every second: how far the views on the screen are apart, and how far one is at most from its own sound, in milliseconds.
  async drift(seconds) {
    const offsets = new Map();
    const watch = (video) => {
      const note = (_, { mediaTime, expectedDisplayTime }) => {
        offsets.set(video, { at: performance.now(), off: mediaTime * 1000 - expectedDisplayTime });
        video.requestVideoFrameCallback(note);
      };
      video.requestVideoFrameCallback(note);
    };
    this.views().forEach(watch);
    const rows = [];
    for (let second = 0; second < seconds; second += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      // A view without a picture at this moment waits for its next one.
      const shown = [...offsets].filter(([video, { at }]) => !video.classList.contains("hidden") && performance.now() - at < 500);
      const fresh = shown.map(([, { off }]) => off);
      if (fresh.length < 2) continue;
      const apart = shown.map(([video, { off }]) => {
        const audio = video.parentElement.querySelector("audio");
        const plays = audio && !audio.paused && !audio.seeking && audio.readyState > 2;
        return plays ? Math.abs(off - (audio.currentTime * 1000 - performance.now())) : 0;
      });
      rows.push({ views: Math.max(...fresh) - Math.min(...fresh), sound: Math.max(...apart), count: fresh.length });
    }
    return rows;
  },

  // Bytes on the wire for everything asked for in so many seconds.
  async fetched(seconds) {
    performance.setResourceTimingBufferSize(10_000);
    performance.clearResourceTimings();
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return performance.getEntriesByType("resource").reduce((sum, one) => sum + one.transferSize, 0);
  },
};
