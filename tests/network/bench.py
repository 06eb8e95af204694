"""Hold a lesson whose one line is as a profile says, and measure what everybody lives through."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import async_playwright

from server.tasks import spawn
from tests.browser.world import World, demonstration
from tests.network import load
from tests.network.classroom import MASTER, OTHER, WEAK, Lesson, browser_with, lesson
from tests.network.clips import picture, voice
from tests.network.figures import Reading, figures_of, returned
from tests.network.line import steady
from tests.network.lines import Lines, lines
from tests.network.measured import Measured
from tests.network.profiles import GOOD, Profile
from tests.network.turn import coturn

_READ_EVERY_S = 1.0
_HAND_EVERY_S = 15.0
_STEADY_S = 4.0


@dataclass(frozen=True)
class Plan:
    """
    How to measure: `weak` is whose line it is: `receiver`, `speaker` (a classroom called on) or `master`.

    `start` seconds pass before the `seconds` that are measured; cameras are (width, height, frames/s).
    `others` are the classrooms on good lines, two at most.
    """

    weak: str = "receiver"
    start: float = 20.0
    seconds: float = 60.0
    repeat: int = 1
    seed: int = 1
    teacher: tuple[int, int, int] = (1280, 720, 25)
    classroom: tuple[int, int, int] = (320, 180, 10)
    others: int = 2


@asynccontextmanager
async def held(plan: Plan, turn: bool = False) -> AsyncIterator[Lesson]:
    """
    The server, the lines and the browsers, with everybody in a lesson over good lines.

    With `turn` the media of the measured line goes by coturn on TLS alone.
    """
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        clips = await _film(folder, plan)
        behind = {MASTER: MASTER}.get(plan.weak, WEAK)
        detour = await stack.enter_async_context(coturn(folder)) if turn else None
        settings = {"TONGKE_MEDIA__ICE_SERVERS": detour.ice_servers} if detour else {}
        world = await stack.enter_async_context(
            demonstration(folder / "var", TONGKE_MEDIA__WORKERS="1", **settings)
        )
        relay = await stack.enter_async_context(lines())
        await _open_lines(relay, world, plan, {behind: {"turn": detour.port}} if detour else {})
        playwright = await stack.enter_async_context(async_playwright())
        voices = folder / "voice.wav"
        studio, schools = [
            await stack.enter_async_context(browser_with(playwright, clip, voices)) for clip in clips
        ]
        yield await stack.enter_async_context(lesson(world, relay, studio, schools))


async def _film(folder: Path, plan: Plan) -> tuple[Path, Path]:
    """What the teacher's and the classrooms' cameras see."""
    await asyncio.to_thread(picture, folder / "teacher.y4m", *plan.teacher)
    await asyncio.to_thread(picture, folder / "classroom.y4m", *plan.classroom)
    await asyncio.to_thread(voice, folder / "voice.wav")
    return folder / "teacher.y4m", folder / "classroom.y4m"


async def _open_lines(relay: Lines, world: World, plan: Plan, more: Mapping[str, Mapping[str, int]]) -> None:
    tcp = {"pages": urlsplit(world.url).port or 80, "ice": world.media_port}
    names = [MASTER, WEAK, *(OTHER.format(number + 1) for number in range(plan.others))]
    for place, name in enumerate(names):
        services = {**tcp, **more.get(name, {})}
        await relay.open(name, GOOD, world.media_port, services, seed=plan.seed + 100 * place)


async def measure(held: Lesson, profile: Profile, plan: Plan) -> Measured:
    """Let the line become what the profile says, wait until things have settled, and measure."""
    line = MASTER if plan.weak == "master" else WEAK
    await held.relay.become(line, steady(profile))
    joined_s = await _begin(held, plan.weak)
    await asyncio.sleep(plan.start)
    await held.relay.report(line)
    await held.relay.become(line, profile)
    before = load.read()
    readings, hands, marks = await _observe(held, profile, plan)
    report, after = await held.relay.report(line), load.read()
    run = _sorted_out(profile, plan.weak, readings)
    run.hands, run.joined_s, run.load = hands, joined_s, load.between(before, after)
    run.handshakes = report["udp"].get("client_hellos", 0)
    run.late_ms, run.packets = report["late_ms"], report["packets"]
    run.readings = [reading[line] for reading in readings]
    run.sending = readings[-1][MASTER if plan.weak != "speaker" else WEAK]["outbound"]
    _note_returns(run, report["changes"], marks)
    await held.relay.become(line, GOOD)
    return run


async def _begin(held: Lesson, weak: str) -> float:
    """Let everybody be as they should be at the start; the seconds that it took."""
    began = time.monotonic()
    if weak == "receiver":
        # What a terminal that cannot get in lives through is measured too.
        with suppress(AssertionError):
            await held.reopen_weak()
    elif weak == "speaker" and await held.weak.at("microphone-state").get_attribute("data-open") != "true":
        await held.teacher.call_on(held.members[0])
        await held.weak.microphone_is(True)
    return time.monotonic() - began


async def _observe(
    held: Lesson, profile: Profile, plan: Plan
) -> tuple[list[dict[str, Reading]], list[tuple[float, float]], dict[str, list[float]]]:
    """Readings of all pages, the hands that were raised, and the marks of `figures.watch`."""
    end = time.monotonic() + plan.seconds
    if profile.outages:
        await held.weak.page.evaluate("figures.watch()")
    raising = spawn(_raise_hands(held, end, plan), name="hands")
    readings = [await held.read()]
    while time.monotonic() < end:
        await asyncio.sleep(_READ_EVERY_S)
        readings.append(await held.read())
    hands = await raising
    marks = await held.weak.page.evaluate("figures.stop()") if profile.outages else {}
    return readings, hands, marks


async def _raise_hands(held: Lesson, end: float, plan: Plan) -> list[tuple[float, float]]:
    """Raise the hand now and then; one that never arrives is not in the list."""
    hands: list[tuple[float, float]] = []
    while plan.weak != "speaker" and time.monotonic() < end:
        with suppress(TimeoutError):
            hands.append(await held.hand())
        await asyncio.sleep(max(0.0, min(_HAND_EVERY_S, end - time.monotonic())))
    return hands


def _sorted_out(profile: Profile, weak: str, readings: list[dict[str, Reading]]) -> Measured:
    everybody = {name: figures_of([reading[name] for reading in readings]) for name in readings[0]}
    sender = {"receiver": MASTER, "master": MASTER, "speaker": WEAK}[weak]
    watching = set(everybody) - {sender}
    receivers = {WEAK} if weak == "receiver" else watching
    others = watching - receivers
    return Measured(
        profile,
        weak,
        {name: everybody[name] for name in sorted(receivers)},
        {name: everybody[name] for name in sorted(others)},
    )


def _note_returns(run: Measured, changes: list[tuple[str, float]], marks: dict[str, list[float]]) -> None:
    """How long sound and picture took after each return of the line that was early enough to be judged."""
    cuts = [at for kind, at in changes if kind == "cut"]
    for kind, back in changes:
        until = next((at for at in cuts if at > back), time.time())
        if kind == "back" and until - back > _STEADY_S:
            run.sound_s.append(returned(marks["sound"], back, until))
            run.picture_s.append(returned(marks["picture"], back, until))


async def run(plan: Plan, profiles: Sequence[Profile], tell: Callable[[Measured], None]) -> list[Measured]:
    """
    Measure every profile `plan.repeat` times in one lesson, those by TURN in another.

    `tell` is called with each run as soon as it is there.
    """
    runs = []
    for turn in (False, True):
        chosen = [profile for profile in profiles if turn != profile.ice_tcp]
        if not chosen:
            continue
        async with held(plan, turn) as everybody:
            for profile in chosen * plan.repeat:
                runs.append(await measure(everybody, profile, plan))
                tell(runs[-1])
    return runs
