"""HLS playlists (RFC 8216) over the takes as they lie in their folder: byte ranges, nothing is copied."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from media.recording.journal import FragmentLine, Journal
from media.recording.names import track_name

# A player that seeks must start at a keyframe; shorter segments than this only mean more requests.
SEGMENT = 4000  # milliseconds


@dataclass(frozen=True, slots=True)
class _Segment:
    journal: Journal
    offset: int
    size: int
    start_ms: int
    duration_ms: int


def multivariant(journals: Sequence[Journal], source: str) -> str | None:
    """
    The playlist of one source, `u3/camera` or `u3-camera`; `None` where it has no take in MP4.

    It lies at `hls/SOURCE.m3u8` and points to `TRACK/media.m3u8` next to it.
    """
    mine = [entry for entry in _playable(journals) if track_name(entry.head.source) == track_name(source)]
    pictures = [entry for entry in mine if entry.head.kind == "video"]
    sounds = [entry for entry in mine if entry.head.kind == "audio"]
    if not mine:
        return None
    lines = ["#EXTM3U", "#EXT-X-VERSION:7"]
    if pictures and sounds:
        uri = f"{track_of(sounds[0])}/media.m3u8"
        lines.append(
            f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="sound",DEFAULT=YES,AUTOSELECT=YES,URI="{uri}"'
        )
    main = pictures or sounds
    lines += [_variant(main, sounds if pictures else []), f"{track_of(main[0])}/media.m3u8"]
    return "\n".join(lines) + "\n"


def media(journals: Sequence[Journal], name: str) -> str | None:
    """
    The media playlist of a take, or of a track (all takes of a producer); `None` where there is none.

    It lies at `hls/NAME/media.m3u8` and points to `../../takes/FILE`. It grows while a
    take of it is open and is complete when all have ended.
    """
    mine = [entry for entry in _playable(journals) if name in (entry.head.take, track_of(entry))]
    if not mine:
        return None
    ended = all(entry.end is not None for entry in mine)
    segments = [segment for entry in mine for segment in _segments(entry)]
    longest = max((segment.duration_ms for segment in segments), default=SEGMENT)
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        f"#EXT-X-TARGETDURATION:{math.ceil(longest / 1000)}",
        f"#EXT-X-PLAYLIST-TYPE:{'VOD' if ended else 'EVENT'}",
    ]
    for before, segment in zip([None, *segments], segments, strict=False):
        lines += _segment_lines(segment, before)
    if ended:
        lines.append("#EXT-X-ENDLIST")
    return "\n".join(lines) + "\n"


def track_of(entry: Journal) -> str:
    """The take's name without its number: `u3-camera-video`."""
    return entry.head.take.rpartition("-")[0]


def _playable(journals: Sequence[Journal]) -> list[Journal]:
    """Those in MP4 with something in them, oldest first."""
    takes = [entry for entry in journals if entry.init and entry.fragments and entry.head.codec != "vp8"]
    return sorted(takes, key=lambda entry: (entry.head.opened_at, entry.head.take))


def _variant(main: Sequence[Journal], sounds: Sequence[Journal]) -> str:
    codecs = sorted({entry.head.codec for entry in (*main, *sounds)})
    attributes = [f"BANDWIDTH={_bandwidth(main) + _bandwidth(sounds)}", f'CODECS="{",".join(codecs)}"']
    if main[0].head.width:
        largest = max(main, key=lambda entry: entry.head.height or 0).head
        attributes.append(f"RESOLUTION={largest.width}x{largest.height}")
    if sounds:
        attributes.append('AUDIO="sound"')
    return "#EXT-X-STREAM-INF:" + ",".join(attributes)


def _bandwidth(journals: Sequence[Journal]) -> int:
    """The peak segment bit rate."""
    segments = [segment for entry in journals for segment in _segments(entry)]
    rates = (8000 * segment.size // max(1, segment.duration_ms) for segment in segments)
    return max(rates, default=0)


def _segments(entry: Journal) -> list[_Segment]:
    """Runs of fragments that start with a keyframe; the last run of an open take may still grow."""
    runs: list[list[FragmentLine]] = []
    for line in entry.fragments:
        if not runs or (line.keyframe and _covered(runs[-1]) >= SEGMENT):
            runs.append([])
        runs[-1].append(line)
    if entry.end is None:
        runs.pop()
    return [_joined(entry, run) for run in runs]


def _covered(run: list[FragmentLine]) -> int:
    return run[-1].start_ms + run[-1].duration_ms - run[0].start_ms


def _joined(entry: Journal, run: list[FragmentLine]) -> _Segment:
    size = run[-1].offset + run[-1].size - run[0].offset
    return _Segment(entry, run[0].offset, size, run[0].start_ms, _covered(run))


def _segment_lines(segment: _Segment, before: _Segment | None) -> list[str]:
    lines = []
    entry = segment.journal
    uri = f"../../takes/{entry.head.file}"
    if before is None or before.journal is not entry:
        assert entry.init is not None
        if before is not None:
            lines.append("#EXT-X-DISCONTINUITY")
        lines.append(f'#EXT-X-MAP:URI="{uri}",BYTERANGE="{entry.init.size}@{entry.init.offset}"')
    lines.append(f"#EXT-X-PROGRAM-DATE-TIME:{_date_time(segment)}")
    lines.append(f"#EXTINF:{segment.duration_ms / 1000:.3f},")
    lines += [f"#EXT-X-BYTERANGE:{segment.size}@{segment.offset}", uri]
    return lines


def _date_time(segment: _Segment) -> str:
    last = segment.journal.syncs[-1:]
    offset = last[0].lesson_ms - last[0].media_ms if last else 0.0
    unix_ms = segment.journal.head.started_at + segment.start_ms + offset
    return datetime.fromtimestamp(unix_ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
