"""The demonstration's slides: three poems of third grade, drawn here, so that nothing must be shipped."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = (1600, 900)
_PAPER, _INK, _SEAL = "#fdf8ee", "#2b2a28", "#b5402e"
_HILLS = ("#c9d6c8", "#a7bfa8", "#7f9f86")
_LEAVES = ("#c8452f", "#d9703a", "#b8352a", "#e09a48")

#: Characters where the machine has a font for them, else the sounds; the poets have been dead for centuries.
_POEMS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "山行  唐·杜牧",
        "Shan xing, Du Mu",
        ("远上寒山石径斜，", "白云生处有人家。", "停车坐爱枫林晚，", "霜叶红于二月花。"),
        ("Yuan shang han shan", "shi jing xie", "Bai yun sheng chu", "you ren jia"),
    ),
    (
        "赠刘景文  宋·苏轼",
        "Zeng Liu Jingwen, Su Shi",
        ("荷尽已无擎雨盖，", "菊残犹有傲霜枝。", "一年好景君须记，", "最是橙黄橘绿时。"),
        ("He jin yi wu", "qing yu gai", "Ju can you you", "ao shuang zhi"),
    ),
    (
        "夜书所见  宋·叶绍翁",
        "Ye shu suo jian, Ye Shaoweng",
        ("萧萧梧叶送寒声，", "江上秋风动客情。", "知有儿童挑促织，", "夜深篱落一灯明。"),
        ("Xiao xiao wu ye", "song han sheng", "Jiang shang qiu feng", "dong ke qing"),
    ),
)
_FONTS = (
    "NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "wqy-microhei.ttc",
    "simsun.ttc",
    "msyh.ttc",
    "PingFang.ttc",
)

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def write_slides(path: Path) -> None:
    """Write a PDF of six pages."""
    characters = _font(40) is not None
    pages = [_cover(characters), *(_poem(n, characters) for n in range(len(_POEMS)))]
    pages += [_choices(characters), _goodbye(characters)]
    pages[0].save(path, "PDF", save_all=True, append_images=pages[1:], resolution=120)


def _cover(characters: bool) -> Image.Image:
    page = _landscape(1)
    _write(page, (120, 120), "古诗三首" if characters else "Gu shi san shou", 120)
    _write(page, (126, 280), "三年级语文" if characters else "Three poems of autumn", 48, _SEAL)
    return page


def _poem(number: int, characters: bool) -> Image.Image:
    title, sounds, lines, spoken = _POEMS[number]
    page = _landscape(number + 2)
    _write(page, (120, 70), title if characters else sounds, 64, _SEAL)
    for n, line in enumerate(lines if characters else spoken):
        _write(page, (120, 190 + 96 * n), line, 68)
    return page


def _choices(characters: bool) -> Image.Image:
    """A page to ask a question over."""
    page = _landscape(5)
    asked = "哪一片叶子最红？" if characters else "Which leaf is the reddest?"
    _write(page, (120, 80), asked, 72)
    for n, colour in enumerate(_LEAVES):
        left = 160 + 340 * n
        ImageDraw.Draw(page).ellipse((left, 260, left + 220, 480), colour)
        _write(page, (left + 86, 500), "ABCD"[n], 72)
    return page


def _goodbye(characters: bool) -> Image.Image:
    page = _landscape(6)
    _write(
        page, (120, 140), "课后：画一画你看到的秋天。" if characters else "Draw the autumn that you see.", 72
    )
    return page


def _landscape(seed: int) -> Image.Image:
    """Hills behind each other, and leaves that fall otherwise on every page."""
    page = Image.new("RGB", SIZE, _PAPER)
    draw, chance = ImageDraw.Draw(page), random.Random(seed)
    for n, colour in enumerate(_HILLS):
        ridge = [(x, 640 + 70 * n + chance.randint(-60, 60)) for x in range(0, SIZE[0] + 200, 200)]
        draw.polygon([(0, SIZE[1]), *ridge, SIZE], colour)
    for _ in range(60):
        x, y, size = chance.randint(900, 1580), chance.randint(40, 860), chance.randint(8, 22)
        draw.ellipse((x, y, x + size, y + size * 0.7), chance.choice(_LEAVES))
    _write(page, (1500, 830), str(seed), 40)
    return page


def _write(page: Image.Image, at: tuple[int, int], text: str, size: int, colour: str = _INK) -> None:
    font: Font = _font(size) or ImageFont.load_default(size)
    ImageDraw.Draw(page).text(at, text, colour, font)


def _font(size: int) -> ImageFont.FreeTypeFont | None:
    for name in _FONTS:
        with suppress(OSError):
            return ImageFont.truetype(name, size)
    return None
