"""Say in words what was found of a recording."""

from __future__ import annotations

from typing import Literal

from server.library.fitness.findings import Finding

Language = Literal["zh-CN", "en"]

#: Chinese, English. `{who}` is the source's name, the others are the finding's numbers.
_WORDS: dict[str, tuple[str, str]] = {
    "still_recording": (
        "课还在录制，下课后才能下结论。",
        "The lesson is still being recorded; judge it when it is over.",
    ),
    "nothing_recorded": ("没有录到任何画面和声音。", "Nothing was recorded."),
    "very_short": ("录像只有 {seconds:.0f} 秒。", "The recording is only {seconds:.0f} seconds long."),
    "write_failed": (
        "磁盘写入失败 {times:.0f} 次，部分内容没有录下。",
        "Writing to the disk failed {times:.0f} times; part is missing.",
    ),
    "recovered": (
        "录制中服务曾中断，录像已自动修复。",
        "The service broke off while recording; the files were repaired.",
    ),
    "no_audio": (
        "{who}的声音没有录到（应有 {seconds:.0f} 秒）。",
        "There is no sound of {who} ({seconds:.0f} s were to be recorded).",
    ),
    "no_video": (
        "{who}的画面没有录到（应有 {seconds:.0f} 秒）。",
        "There is no picture of {who} ({seconds:.0f} s were to be recorded).",
    ),
    "audio_gaps": (
        "{who}的声音缺 {seconds:.0f} 秒（{percent:.0f}%），共 {times:.0f} 处，"
        "最长一处 {longest:.0f} 秒，在 {clock}。",
        "{seconds:.0f} s of the sound of {who} are missing ({percent:.0f} %), in {times:.0f} places; "
        "the longest, {longest:.0f} s, at {clock}.",
    ),
    "video_gaps": (
        "{who}的画面缺 {seconds:.0f} 秒（{percent:.0f}%），共 {times:.0f} 处，"
        "最长一处 {longest:.0f} 秒，在 {clock}。",
        "{seconds:.0f} s of the picture of {who} are missing ({percent:.0f} %), in {times:.0f} places; "
        "the longest, {longest:.0f} s, at {clock}.",
    ),
    "teacher_silent": ("{who}的话筒整节课没有人声。", "Nobody is heard on the microphone of {who}."),
    "long_silence": (
        "{who}的话筒有 {minutes:.0f} 分钟没有人声，从 {clock} 开始；如果是学生练习，可以不管。",
        "Nobody is heard on the microphone of {who} for {minutes:.0f} minutes from {clock} on; "
        "that is well if pupils were working.",
    ),
    "too_quiet": (
        "{who}的声音偏小（{dbov:.0f} dBov，一般为 -40 到 -20）。",
        "The sound of {who} is quiet ({dbov:.0f} dBov; usual are -40 to -20).",
    ),
    "level_unknown": (
        "{who}的设备不报告音量，无法判断声音大小。",
        "The device of {who} does not say how loud it is; the level can't be judged.",
    ),
    "black_picture": (
        "{who}的画面有 {percent:.0f}% 的时间是黑的。",
        "The picture of {who} is black for {percent:.0f} % of the time.",
    ),
    "small_picture": (
        "{who}的画面只有 {lines:.0f} 行，板书可能看不清。",
        "The picture of {who} has only {lines:.0f} lines; writing may be hard to read.",
    ),
    "lip_sync": (
        "{who}的声音与画面最多相差 {ms:.0f} 毫秒；本站播放时会校正，导出或下载的文件里会看出来。",
        "Sound and picture of {who} are up to {ms:.0f} ms apart; our player corrects that, files that are "
        "downloaded show it.",
    ),
    "lip_sync_unknown": (
        "{who}的设备没有报告时间，音画是否同步无法判断。",
        "The device of {who} does not tell its time; lip-sync can't be judged.",
    ),
}
#: What no figure of a recording tells.
_NOT_JUDGED = (
    (
        "声音是否在话筒里就已失真（爆音），从音量看不出来。",
        "Whether sound was distorted in the microphone: levels don't tell.",
    ),
    ("画面内容是否合适，只有看过才知道。", "Whether the pictures show the right thing: only looking tells."),
)
#: Kinds of sources, as they follow a name.
_KINDS = {
    "camera": ("", "'s camera"),
    "screen": ("的共享屏幕", "'s screen"),
    "board": ("的展台", "'s board camera"),
    "pupils": ("的学生镜头", "'s pupils' camera"),
}

CODES = frozenset(_WORDS)


def words(finding: Finding, who: str, language: Language) -> str:
    """One sentence about one finding; `who` is what its source is called."""
    text = _WORDS[finding.code][_place(language)]
    clock = _clock(finding.numbers.get("at", 0.0))
    numbers = {**finding.numbers, "ms": abs(finding.numbers.get("ms", 0.0))}
    return text.format(who=who, clock=clock, **numbers)


def not_judged(language: Language) -> list[str]:
    return [each[_place(language)] for each in _NOT_JUDGED]


def source_name(source: str, members: dict[str, str], language: Language) -> str:
    """`u3/camera` as people say it: 「李老师」, “Li's camera”."""
    member, _, kind = source.partition("/")
    name = members.get(member) or member
    return name + _KINDS.get(kind, ("", ""))[_place(language)]


def _place(language: Language) -> int:
    return 0 if language == "zh-CN" else 1


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"
