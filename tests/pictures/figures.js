// People as simple drawings: a head and shoulders around (0, 0), the head 108 units high.
const INK = "#2d2a32";

function shape(c, fill, draw) {
  c.beginPath();
  draw(c);
  c.fillStyle = fill;
  c.fill();
}

function oval(c, fill, x, y, rx, ry = rx) {
  shape(c, fill, () => c.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI));
}

function box(c, fill, x, y, w, h, r = 0) {
  shape(c, fill, () => c.roundRect(x, y, w, h, r));
}

function line(c, color, width, points) {
  c.strokeStyle = color;
  c.lineWidth = width;
  c.lineCap = c.lineJoin = "round";
  c.beginPath();
  points.forEach(([x, y], n) => (n ? c.lineTo(x, y) : c.moveTo(x, y)));
  c.stroke();
}

function hairBehind(c, { hair, cut }) {
  if (cut === "bun") oval(c, hair, 0, -64, 24, 22);
  if (cut === "long") box(c, hair, -54, -40, 108, 118, 44);
  if (cut === "tails") {
    oval(c, hair, -58, 22, 17, 34);
    oval(c, hair, 58, 22, 17, 34);
  }
  oval(c, hair, 0, -12, 52, 54);
}

function hairBefore(c, { hair, cut }) {
  shape(c, hair, () => {
    c.moveTo(-50, 2);
    c.bezierCurveTo(-56, -84, 56, -84, 50, 2);
    c.bezierCurveTo(46, -16, 38, -28, cut === "short" ? 22 : 30, -34);
    if (cut === "short") c.quadraticCurveTo(-8, -24, -36, -26);
    else c.bezierCurveTo(6, -30, -30, -24, -42, -12);
    c.quadraticCurveTo(-48, -8, -50, 2);
  });
}

function face(c, look, t, speaks) {
  const beat = (t + look.phase * 1.7) % 4.1;
  const open = beat < 0.14 ? 0.15 : 1;
  for (const side of [-1, 1]) {
    oval(c, "rgba(226,110,92,.2)", 28 * side, 20, 10, 7);
    oval(c, INK, 18 * side, 6, 4.6, 5.6 * open);
    line(c, look.hair, 3.2, [[11 * side, -9], [19 * side, -11.5], [26 * side, -8.5]]);
  }
  const wide = speaks ? 3 + 4.5 * Math.abs(Math.sin(t * 6.1) * Math.sin(t * 2.3)) : 0;
  if (wide > 3.6) oval(c, "#a8443e", 0, 30, 9, wide);
  else {
    c.strokeStyle = "#a8443e";
    c.lineWidth = 3.4;
    c.beginPath();
    c.arc(0, 22, 11, 0.35, Math.PI - 0.35);
    c.stroke();
  }
}

function shoulders(c, { clothes, shade, scarf, skin }) {
  box(c, skin, -16, 34, 32, 52, 10);
  shape(c, clothes, () => {
    c.moveTo(-100, 300);
    c.bezierCurveTo(-106, 120, -92, 92, -24, 72);
    c.quadraticCurveTo(0, 96, 24, 72);
    c.bezierCurveTo(92, 92, 106, 120, 100, 300);
  });
  line(c, shade, 5, [[-66, 150], [-64, 300]]);
  line(c, shade, 5, [[66, 150], [64, 300]]);
  if (!scarf) return;
  shape(c, "#d23b33", () => {
    c.moveTo(-34, 70);
    c.quadraticCurveTo(0, 104, 34, 70);
    c.lineTo(38, 84);
    c.lineTo(6, 106);
    c.lineTo(20, 150);
    c.lineTo(2, 138);
    c.lineTo(-16, 152);
    c.lineTo(-6, 106);
    c.lineTo(-38, 84);
  });
}

/** Draw one person; `raise` 0..1 lifts the right arm. */
function person(c, x, y, scale, look, t, { speaks = false, raise = 0 } = {}) {
  c.save();
  c.translate(x, y + Math.sin(t * 1.3 + look.phase) * 1.5);
  c.scale(scale, scale);
  if (raise > 0.02) {
    const hand = 150 - 250 * raise;
    line(c, look.clothes, 40, [[84, 140], [118, 96 + 60 * (1 - raise)], [112, hand + 70]]);
    line(c, look.skin, 26, [[112, hand + 46], [110, hand]]);
    oval(c, look.skin, 109, hand - 14, 19, 23);
  }
  c.save();
  c.rotate(Math.sin(t * 0.7 + look.phase * 2) * 0.03);
  hairBehind(c, look);
  c.restore();
  shoulders(c, look);
  c.rotate(Math.sin(t * 0.7 + look.phase * 2) * 0.03);
  oval(c, look.skin, -45, 8, 9, 13);
  oval(c, look.skin, 45, 8, 9, 13);
  oval(c, look.skin, 0, 2, 45, 53);
  hairBefore(c, look);
  face(c, look, t, speaks);
  c.restore();
}
