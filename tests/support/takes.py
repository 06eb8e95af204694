"""A recording folder as a media worker leaves it, with bytes that stand for media."""

from __future__ import annotations

from pathlib import Path

from media.recording import journal
from media.recording.journal import EndLine, FragmentLine, InitLine, JournalLine, SyncLine, TakeLine

INIT = b"i" * 100
FRAGMENT = b"f" * 1000


def write_take(
    folder: Path,
    take: str,
    *,
    started_at: int,
    fragments: int = 3,
    ended: bool = True,
    codec: str = "avc1.42e01f",
) -> Path:
    """Write `TAKE.mp4` (VP8: `.webm`) and its journal: one second a fragment; returns the media file."""
    member, kind, track, _ = take.rsplit("-", 3)
    path = folder / f"{take}.{'webm' if codec == 'vp8' else 'mp4'}"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(INIT + fragments * FRAGMENT)
    head = TakeLine(
        take=take,
        file=path.name,
        source=f"{member}/{kind}",
        kind="video" if track == "video" else "audio",
        codec=codec,
        started_at=started_at,
        opened_at=started_at,
        timescale=90000,
    )
    lines: list[JournalLine] = [head, InitLine(offset=0, size=len(INIT))]
    lines.append(SyncLine(media_ms=0, lesson_ms=250, basis="sender_report"))
    lines += [_fragment(index) for index in range(fragments)]
    lines += [EndLine(reason="finished")] if ended else []
    (folder / f"{take}.jsonl").write_bytes(journal.encode(lines))
    return path


def _fragment(index: int) -> FragmentLine:
    offset = len(INIT) + index * len(FRAGMENT)
    return FragmentLine(
        offset=offset,
        size=len(FRAGMENT),
        start_ms=1000 * index,
        duration_ms=1000,
        samples=25,
        keyframe=index % 2 == 0,
    )
