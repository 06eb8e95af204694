"""Reading a damaged file's structure never fails and never reaches past its end."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.packets.codecs.frame import Format
from media.recording import boxes, clusters, mp4, webm
from media.recording.samples import Layout, Sample

SAMPLES = [Sample(1000 + 40 * n, 40, bytes([n]) * 50, n == 0) for n in range(5)]
WEBM = webm.init_section(Format("vp8", b"", 64, 48)) + webm.fragment(SAMPLES)
MP4 = mp4.init_section(Format("vp09.00.10.08", bytes(12), 64, 48), 1000) + mp4.fragment(
    1, Format("vp09"), SAMPLES
)


def _read(container: str, data: bytes) -> Layout:
    walk = clusters.layout if container == "webm" else boxes.layout
    return walk(io.BytesIO(data), len(data))


@pytest.mark.parametrize(("container", "data"), [("webm", WEBM), ("mp4", MP4)])
def test_fragment_is_found_as_it_was_written(container: str, data: bytes) -> None:
    found = _read(container, data)
    (extent,) = found.extents
    assert found.end == len(data)
    assert (extent.start, extent.duration, extent.samples, extent.keyframe) == (1000, 200, 5, True)


@pytest.mark.parametrize(("container", "data"), [("webm", WEBM), ("mp4", MP4)])
@given(place=st.integers(0, 2000), rubbish=st.binary(max_size=30))
def test_any_damage_leaves_a_layout_within_the_file(
    container: str, data: bytes, place: int, rubbish: bytes
) -> None:
    damaged = data[:place] + rubbish + data[place + len(rubbish) :]
    assert _read(container, damaged).end <= len(damaged)


@pytest.mark.parametrize("container", ["webm", "mp4"])
@given(data=st.binary(max_size=200))
def test_rubbish_has_no_fragments(container: str, data: bytes) -> None:
    assert _read(container, data).extents == ()
