"""Write the page that a lesson adds to its rooms' passports: each line in few figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from server.live.linehistory import LineHistory, MemberHistory
from signaling.state import Member

#: Whoever looked in for half a minute says nothing about a room's line.
FEWEST_REPORTS = 7
#: What disturbs a tenth of a lesson disturbs the lesson.
DISTURBING = 0.1
#: The worst is what nineteen of twenty reports were better than: one moment is no figure of a line.
WORST = 0.95


@dataclass(frozen=True, slots=True)
class Page:
    """One member's line over a lesson; times are Unix milliseconds."""

    member: str
    name: str
    place: str
    role: str
    began_at: int
    ended_at: int
    quality: str
    qualities: dict[str, int]
    paths: dict[str, int]
    figures: dict[str, dict[str, float]]


def pages(history: LineHistory, members: Mapping[str, Member]) -> Iterator[Page]:
    """The pages of everybody who was there for long enough."""
    for id, kept in history.members.items():
        member = members.get(id)
        if member is not None and kept.count >= FEWEST_REPORTS:
            yield _page(member, kept)


def overall(qualities: Mapping[str, int]) -> str:
    """Sum up how often a line was found in which quality: `good`, `fair` or `poor`."""
    total = sum(qualities.values())
    bad = qualities.get("poor", 0) + qualities.get("lost", 0)
    if bad >= DISTURBING * total:
        return "poor"
    return "fair" if bad + qualities.get("fair", 0) >= DISTURBING * total else "good"


def _page(member: Member, kept: MemberHistory) -> Page:
    return Page(
        member=member.id,
        name=member.name[:120],
        place=member.place[:120],
        role=member.role,
        began_at=kept.began_at,
        ended_at=kept.ended_at,
        quality=overall(kept.qualities),
        qualities=dict(kept.qualities),
        paths=dict(kept.paths),
        figures={name: figure(name, kept) for name in kept.spreads},
    )


def figure(name: str, kept: MemberHistory) -> dict[str, float]:
    """The median and the worst of one figure; of a rate the lowest is the worst."""
    spread = kept.spreads[name]
    worst = 1 - WORST if name.endswith(("bitrate", "per_second")) else WORST
    return {"median": _short(spread.quantile(0.5)), "worst": _short(spread.quantile(worst))}


def _short(value: float) -> float:
    """Three digits are all that such a figure knows."""
    return float(f"{value:.3g}")
