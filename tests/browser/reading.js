// What one screen shows of a lesson's tools, read from the page as a person would see it.
() => {
  const seen = (id) => {
    const found = [...document.querySelectorAll(`[data-testid="${id}"]`)];
    return found.find((one) => one.checkVisibility()) ?? null;
  };
  const [WIDTH, HEIGHT, CELL] = [640, 360, 20];
  // Which cells of a coarse grid have ink in them: the same drawing gives the same cells at any size.
  const ink = (surface) => {
    if (!surface) return [];
    const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    for (const layer of surface.querySelectorAll("canvas")) {
      if (layer.width && layer.height) context.drawImage(layer, 0, 0, WIDTH, HEIGHT);
    }
    const { data } = context.getImageData(0, 0, WIDTH, HEIGHT);
    const cells = new Set();
    for (let pixel = 0; pixel < WIDTH * HEIGHT; pixel += 1) {
      if (data[4 * pixel + 3] < 64) continue;
      const [x, y] = [pixel % WIDTH, Math.floor(pixel / WIDTH)];
      cells.add(Math.floor(y / CELL) * (WIDTH / CELL) + Math.floor(x / CELL));
    }
    return [...cells];
  };
  const content = seen("content");
  const slide = seen("slide");
  const surface = seen("board-surface");
  const clip = document.querySelector('[data-testid="clip"] video, video[data-testid="clip"]');
  const result = seen("question-result");
  return {
    content: content?.dataset.kind ?? "none",
    page: slide?.dataset.page ?? "",
    surface: surface?.dataset.surface ?? "",
    marks: surface?.dataset.marks ?? "0",
    ink: ink(surface),
    clip: clip ? { at: clip.currentTime, playing: !clip.paused, now: Date.now() } : null,
    bars: result ? [...result.querySelectorAll("[data-option]")].map((bar) => `${bar.dataset.option}${bar.dataset.count}`) : [],
  };
}
