// What the cameras see, 1280 x 720: a teacher before a blackboard, three rooms of pupils, a slide.
const SERIF = '"Noto Serif CJK SC", serif';
const SANS = '"Noto Sans CJK SC", sans-serif';
const TITLE = window.__scene.title;
const SKINS = ["#f6cfae", "#f1c29b", "#ecb98f", "#f8d6b8"];
const HAIRS = ["#2b2226", "#35292a", "#241f26", "#3a2c28"];
const CUTS = ["short", "tails", "short", "long"];

function words(c, text, x, y, size, color, font = SANS, weight = 400) {
  c.font = `${weight} ${size}px ${font}`;
  c.fillStyle = color;
  c.fillText(text, x, y);
}

function leaf(c, fill, x, y, r) {
  shape(c, fill, () => {
    c.ellipse(x, y, r, r * 0.34, 0, 0.25, 2 * Math.PI - 0.05);
    c.lineTo(x, y);
  });
}

function lotus(c, x, y, s, petal = "#f3a6b8", tip = "#e2788f") {
  for (const [turn, color] of [[-0.95, tip], [0.95, tip], [-0.5, petal], [0.5, petal], [0, "#f9c6d1"]]) {
    c.save();
    c.translate(x, y);
    c.rotate(turn);
    shape(c, color, () => {
      c.moveTo(0, 6 * s);
      c.quadraticCurveTo(-17 * s, -18 * s, 0, -48 * s);
      c.quadraticCurveTo(17 * s, -18 * s, 0, 6 * s);
    });
    c.restore();
  }
}

function chalkPond(c) {
  const chalk = "rgba(238,244,232,.75)";
  c.strokeStyle = chalk;
  c.lineWidth = 4;
  c.beginPath();
  c.arc(206, 160, 40, 0.5, 4.9);
  c.bezierCurveTo(186, 134, 196, 178, 241, 179);
  c.stroke();
  for (const [x, y, r] of [[180, 372, 62], [300, 404, 48], [104, 420, 40]]) {
    c.beginPath();
    c.ellipse(x, y, r, r * 0.32, 0, 0.3, 6.1);
    c.lineTo(x, y);
    c.closePath();
    c.stroke();
    line(c, chalk, 3, [[x, y + r * 0.32], [x - 4, 462]]);
  }
  lotus(c, 252, 352, 1, "rgba(247,190,200,.85)", "rgba(240,160,176,.85)");
  line(c, "rgba(190,226,190,.7)", 3, [[252, 358], [250, 462]]);
}

function blackboard(c) {
  box(c, "#efe6d6", 0, 0, 1280, 720);
  box(c, "#e4d7c2", 0, 560, 1280, 160);
  box(c, "#a9764a", 30, 40, 1080, 468, 10);
  box(c, "#2c5548", 48, 58, 1044, 432, 4);
  box(c, "#315d4f", 48, 58, 1044, 150, 4);
  box(c, "#8f6039", 30, 500, 1080, 20, 6);
  box(c, "#f7f4ea", 420, 494, 60, 8, 4);
  box(c, "#f1c7b6", 500, 494, 44, 8, 4);
  chalkPond(c);
  words(c, TITLE, 404, 206, Math.min(104, 430 / TITLE.length), "rgba(246,248,240,.94)", SERIF, 600);
  line(c, "rgba(244,214,140,.8)", 4, [[404, 256], [660, 256]]);
  words(c, "1. 读一读，想一想", 404, 336, 42, "rgba(246,248,240,.86)", SERIF);
  words(c, "2. 说说你的发现", 404, 412, 42, "rgba(246,248,240,.86)", SERIF);
  box(c, "#d9e8ee", 1150, 70, 130, 330, 6);
  box(c, "#b9d6de", 1150, 250, 130, 150, 6);
  line(c, "#ffffff", 12, [[1150, 70], [1150, 400], [1280, 400]]);
  line(c, "#ffffff", 8, [[1216, 70], [1216, 400]]);
}

const LI = { skin: "#f5cba7", hair: "#33262a", cut: "bun", clothes: "#3f7f88", shade: "#34707a", phase: 0.4 };

function teacher(c, t) {
  const sway = Math.sin(t * 0.45) * 14;
  const lift = 0.5 + 0.5 * Math.sin(t * 0.6);
  const [elbow, hand] = [[822 + sway, 566], [776 + sway - 16 * lift, 470 - 50 * lift]];
  line(c, "#34707a", 58, [[870 + sway, 510], elbow]);
  line(c, "#34707a", 50, [elbow, [hand[0] + 16, hand[1] + 44]]);
  oval(c, LI.skin, hand[0], hand[1], 27, 31);
  line(c, "#fbfaf4", 9, [[hand[0] - 14, hand[1] - 18], [hand[0] - 32, hand[1] - 44]]);
  person(c, 960 + sway, 330, 1.62, LI, t, { speaks: true });
  box(c, "#c99a68", 0, 640, 1280, 80);
  box(c, "#b88553", 0, 640, 1280, 12);
  box(c, "#f5f1e6", 470, 622, 150, 22, 4);
  box(c, "#7fa08b", 486, 606, 126, 18, 4);
}

const ROOMS = [
  { wall: "#f1ead9", low: "#cfe0d6", desk: "#d2a574", edge: "#b98a58", coats: ["#5d86b5", "#e0b04f", "#6aa48c", "#8f7bb0"], rows: [4, 5] },
  { wall: "#e9eef0", low: "#b9d2dc", desk: "#c9a67c", edge: "#ab885d", coats: ["#d98a5b", "#5a9aa8", "#c76b73", "#7d93c4"], rows: [3, 4] },
  { wall: "#f4e6d8", low: "#dcc3a6", desk: "#b98d5f", edge: "#9a7148", coats: ["#6c8f5a", "#c98a3f", "#5b7fa3", "#a9677f"], rows: [2, 3] },
];

function hills(c, x, y, w, h) {
  c.save();
  c.beginPath();
  c.roundRect(x, y, w, h, 6);
  c.clip();
  box(c, "#cfe6f0", x, y, w, h);
  oval(c, "#9cc3a6", x + w * 0.28, y + h * 1.05, w * 0.5, h * 0.6);
  oval(c, "#7fae8c", x + w * 0.85, y + h * 1.1, w * 0.5, h * 0.5);
  c.restore();
  line(c, "#fffdf6", 12, [[x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]]);
  line(c, "#fffdf6", 8, [[x + w / 2, y], [x + w / 2, y + h]]);
}

function backWall(c, room, n) {
  box(c, room.wall, 0, 0, 1280, 720);
  box(c, room.low, 0, 300, 1280, 420);
  hills(c, [60, 900, 70][n], 46, 300, 190);
  if (n === 1) hills(c, 60, 46, 300, 190);
  const board = [460, 420, 470][n];
  box(c, "#a9764a", board, 50, [560, 420, 400][n], 190, 8);
  box(c, n === 2 ? "#3b6455" : "#f6efe0", board + 12, 62, [536, 396, 376][n], 166, 4);
  if (n === 2) words(c, "好好学习  天天向上", board + 34, 160, 38, "rgba(246,248,240,.9)", SERIF, 600);
  else {
    const cards = ["#e8a87c", "#85b8a5", "#e6c86e", "#8fa9cf", "#d98fa0"];
    for (let k = 0; k < (n ? 4 : 6); k += 1) box(c, cards[(k + n) % 5], board + 36 + k * 86, 92, 62, 100, 4);
  }
}

function pupils(n) {
  const room = ROOMS[n];
  return (c, t) => {
    room.rows.forEach((count, row) => {
      const [y, scale] = [[330, 0.78], [500, 1.02]][row];
      const gap = 1280 / (count + (row ? 0.1 : 0.7));
      const left = (1280 - gap * (count - 1)) / 2;
      for (let k = 0; k < count; k += 1) {
        const id = n * 7 + row * 3 + k;
        const coat = room.coats[(id + row) % 4];
        const look = { skin: SKINS[id % 4], hair: HAIRS[(id + k) % 4], cut: CUTS[(k + 2 * row + n) % 4], clothes: coat, shade: "rgba(0,0,0,.12)", scarf: true, phase: id * 0.9 };
        const wants = (id + n) % 3 === 0 ? Math.min(1, Math.max(0, 3 * Math.sin(t * 0.35 + id) - 0.9)) : 0;
        person(c, left + k * gap, y - 60 * scale, scale, look, t, { raise: wants, speaks: row === 1 && k === 1 });
      }
      const top = y + 108 * scale;
      box(c, room.edge, -10, top, 1300, 18 * scale);
      box(c, room.desk, -10, top + 12 * scale, 1300, 300);
      for (let k = 0; k < count; k += 1) box(c, "#f8f4ea", left + k * gap - 54 * scale, top - 7 * scale, 108 * scale, 14 * scale, 3);
    });
  };
}

function pond(c) {
  const sky = c.createLinearGradient(0, 0, 0, 720);
  sky.addColorStop(0, "#12304a");
  sky.addColorStop(0.6, "#24586b");
  sky.addColorStop(1, "#1b4650");
  c.fillStyle = sky;
  c.fillRect(0, 0, 1280, 720);
  oval(c, "rgba(255,244,206,.16)", 1060, 150, 120);
  oval(c, "#fff1c4", 1060, 150, 66);
  for (const [x, y, r] of [[900, 560, 150], [1130, 610, 170], [690, 640, 120], [1010, 676, 130], [300, 668, 150], [80, 640, 110]]) {
    line(c, "#2f7a62", 8, [[x, y], [x - 10, 720]]);
    leaf(c, y > 620 ? "#4fa37f" : "#3c8d6e", x, y, r);
  }
  line(c, "#3c8d6e", 7, [[836, 470], [846, 720]]);
  lotus(c, 836, 476, 2);
  lotus(c, 1190, 560, 1.4);
}

function slide(c) {
  pond(c);
  words(c, TITLE, 84, 150, 84, "#ffffff", SERIF, 600);
  words(c, "三年级 语文", 88, 208, 32, "#cfe3e2", SERIF);
  const text = ["轻声读课文，读准字音；", "边读边想，画出好句子；", "和同桌说说你的发现，", "再读给大家听。"];
  text.forEach((row, n) => words(c, row, 88, 300 + n * 62, 42, "#f4f8f2", SERIF));
  box(c, "#f3d27a", 84, 546, 404, 64, 32);
  words(c, "想一想：哪一句最美？", 116, 590, 34, "#3a2c12", SANS, 600);
}

/** Each scene: what stands still, and what moves before it. */
const SCENES = {
  teacher: [blackboard, teacher],
  slide: [slide, () => {}],
  room0: [(c) => backWall(c, ROOMS[0], 0), pupils(0)],
  room1: [(c) => backWall(c, ROOMS[1], 1), pupils(1)],
  room2: [(c) => backWall(c, ROOMS[2], 2), pupils(2)],
};
