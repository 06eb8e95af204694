"""
Every error a member can be told, in words: what happened and what to do.

The server sends the code with the English words; a client shows its own
language by the code. `docs/PROTOCOL.md` section 7 carries this table.
"""

from __future__ import annotations

from signaling.errorwords import ErrorWords
from signaling.messages import Bye, ErrorMessage
from signaling.toolbox import TOOLS

ERRORS: dict[str, ErrorWords] = {
    # -- what cannot be read
    "too_large": ErrorWords(
        "The message is larger than the server reads.",
        "Reload the page.",
        "消息过大，服务器无法读取。",
        "请刷新页面。",
    ),
    "malformed": ErrorWords(
        "The message is not a JSON object.",
        "Reload the page.",
        "消息格式错误。",
        "请刷新页面。",
    ),
    "unknown_message": ErrorWords(
        "The server does not know this type of message.",
        "Reload the page: it may be older than the server.",
        "服务器不认识这种消息。",
        "请刷新页面：页面版本可能过旧。",
    ),
    "invalid_message": ErrorWords(
        "A field of the message is missing or wrong.",
        "Reload the page: it may be older than the server.",
        "消息内容不完整或有误。",
        "请刷新页面：页面版本可能过旧。",
    ),
    "wrong_state": ErrorWords(
        "The message does not fit here: join comes first, and once.",
        "Reload the page.",
        "消息顺序有误：应先加入课堂，且只加入一次。",
        "请刷新页面。",
    ),
    "too_many": ErrorWords(
        "Too many messages in a short time.",
        "Wait a few seconds and try again.",
        "操作过于频繁。",
        "请稍等几秒再试。",
        again=True,
    ),
    # -- the door
    "ticket_expired": ErrorWords(
        "The ticket has expired.",
        "Open the lesson again from the timetable.",
        "入场凭证已过期。",
        "请从课程表重新进入课堂。",
    ),
    "ticket_foreign": ErrorWords(
        "The ticket is for another lesson.",
        "Open the lesson again from the timetable.",
        "入场凭证属于另一节课。",
        "请从课程表重新进入课堂。",
    ),
    "ticket_invalid": ErrorWords(
        "The ticket is not valid.",
        "Open the lesson again from the timetable.",
        "入场凭证无效。",
        "请从课程表重新进入课堂。",
    ),
    "unknown_lesson": ErrorWords(
        "There is no such lesson.",
        "Look into the timetable.",
        "没有这节课。",
        "请查看课程表。",
    ),
    "database_gone": ErrorWords(
        "The server cannot reach its database.",
        "Try again in a few seconds; lessons that run go on.",
        "服务器暂时无法访问数据库。",
        "请几秒后重试；正在进行的课程不受影响。",
        again=True,
    ),
    "room_full": ErrorWords(
        "The room is full.",
        "Ask the administrator to raise the limit, or try again later.",
        "课堂人数已满。",
        "请联系管理员调整上限，或稍后再试。",
        again=True,
    ),
    # -- the lesson
    "lesson_waiting": ErrorWords(
        "The lesson has not begun yet.",
        "Wait until the teacher starts it.",
        "课程尚未开始。",
        "请等待教师开始上课。",
    ),
    "lesson_live": ErrorWords(
        "The lesson has begun already.",
        "Nothing needs to be done.",
        "课程已经开始。",
        "无需操作。",
    ),
    "lesson_over": ErrorWords(
        "The lesson is over.",
        "It can be watched in the library.",
        "课程已经结束。",
        "可在资源库中观看回放。",
    ),
    "not_allowed": ErrorWords(
        "Your role in this lesson does not allow this.",
        "Ask the teacher to do it.",
        "您在本节课中的身份不能进行此操作。",
        "请由主讲教师操作。",
    ),
    "unknown_member": ErrorWords(
        "Nobody with this id is in the room.",
        "Choose from those who are present.",
        "课堂中没有这位成员。",
        "请从在场成员中选择。",
    ),
    "not_a_classroom": ErrorWords(
        "Only a rural classroom can be called on.",
        "Choose a classroom.",
        "只能请听课课堂发言。",
        "请选择一间听课课堂。",
    ),
    "unknown_source": ErrorWords(
        "You do not publish such a source.",
        "Publish it first.",
        "您没有发布这一路画面。",
        "请先发布。",
    ),
    # -- media
    "same_kind_twice": ErrorWords(
        "Two sources of the same kind were published at once.",
        "Publish one camera, one screen, one board camera and one camera on the pupils at most.",
        "同一种画面重复发布。",
        "摄像头、屏幕、板书摄像头、学生摄像头每种最多发布一路。",
    ),
    "trackless_source": ErrorWords(
        "A published source has neither sound nor picture.",
        "Name its m-lines, or leave it out.",
        "发布的画面既无声音也无图像。",
        "请检查摄像头和麦克风后重新发布。",
    ),
    "stale_negotiation": ErrorWords(
        "The answer is for an offer that has been replaced.",
        "Answer the newest offer.",
        "应答对应的媒体协商已被取代。",
        "请应答最新的一次协商。",
    ),
    "no_worker": ErrorWords(
        "The media server is not there at the moment.",
        "It is being restarted; try again in a few seconds.",
        "媒体服务暂时不可用。",
        "正在自动重启，请几秒后再试。",
    ),
    "bad_sdp": ErrorWords(
        "The media description cannot be read.",
        "Reload the page; if it stays, use a current Chromium, Chrome or Edge.",
        "媒体描述无法解析。",
        "请刷新页面；如仍失败，请使用新版 Chrome、Edge 或 Chromium 浏览器。",
    ),
    "no_codec": ErrorWords(
        "None of the offered codecs can be used.",
        "Send H.264, VP9 or VP8 video, and Opus sound.",
        "没有可用的编码格式。",
        "请使用 H.264、VP9 或 VP8 视频以及 Opus 音频。",
    ),
    "overloaded": ErrorWords(
        "The media server carries as much as it can.",
        "Try again later, or ask the administrator for another worker.",
        "媒体服务负载已满。",
        "请稍后再试，或联系管理员增加媒体服务。",
    ),
    "media_failed": ErrorWords(
        "The media server could not do this.",
        "Reload the page.",
        "媒体服务未能完成此操作。",
        "请刷新页面。",
    ),
    # -- recording
    "disk_full": ErrorWords(
        "The disk is full: the recording has stopped, the lesson goes on.",
        "Tell the technician to make room; recording goes on by itself then.",
        "磁盘空间已满：录制已停止，课程可继续进行。",
        "请联系技术人员清理空间，之后录制会自动恢复。",
    ),
    "disk_low": ErrorWords(
        "This lesson is not recorded: the disk has no room left.",
        "Tell the technician to make room; recording begins by itself then.",
        "磁盘空间不足：本节课没有录制，课程可继续进行。",
        "请联系技术人员清理空间，之后会自动开始录制。",
    ),
    "write_failed": ErrorWords(
        "The recording cannot be written; the lesson goes on.",
        "Tell the technician to look at the disk.",
        "录制文件无法写入，课程可继续进行。",
        "请联系技术人员检查磁盘。",
    ),
    "queue_full": ErrorWords(
        "The disk is too slow for the recording: parts of it are missing.",
        "Tell the technician to look at the disk.",
        "磁盘写入过慢，部分录制内容缺失。",
        "请联系技术人员检查磁盘。",
    ),
    "camera_away": ErrorWords(
        "A camera does not answer; the lesson goes on without it.",
        "It comes back by itself; if it does not, tell the technician.",
        "有一台摄像机没有信号，课程可继续进行。",
        "恢复后会自动接入；如一直没有画面，请联系技术人员。",
    ),
    "worker_lost": ErrorWords(
        "The recording is interrupted: the media server is being restarted.",
        "Nothing needs to be done: it goes on by itself.",
        "录制中断：媒体服务正在重启。",
        "无需操作，录制会自动恢复。",
    ),
    # -- good-byes
    "terminal_revoked": ErrorWords(
        "This terminal has been revoked.",
        "Pair it anew, if it shall go on.",
        "这台终端已被停用。",
        "如需继续使用，请重新登记。",
    ),
    "terminal_moved": ErrorWords(
        "This terminal belongs to another classroom now.",
        "Nothing needs to be done: it goes there by itself.",
        "这台终端已改到另一间教室。",
        "无需操作，终端会自动进入新教室。",
    ),
    "displaced": ErrorWords(
        "This place in the lesson was opened somewhere else.",
        "Go on there, or reload this page to come back here.",
        "本席位已在另一处打开。",
        "请在那里继续，或刷新本页回到这里。",
    ),
    "idle": ErrorWords(
        "Nothing was heard from this page for too long.",
        "It comes back by itself.",
        "长时间没有收到此页面的消息。",
        "页面会自动重新连接。",
        again=True,
    ),
    "too_slow": ErrorWords(
        "The line is too slow for the lesson's messages.",
        "It comes back by itself; check the network if this repeats.",
        "网络过慢，无法及时接收课堂消息。",
        "页面会自动重新连接；如反复出现，请检查网络。",
        again=True,
    ),
    "left": ErrorWords(
        "You have left the lesson.",
        "Nothing needs to be done.",
        "您已离开课堂。",
        "无需操作。",
    ),
    "server_stopping": ErrorWords(
        "The server is being restarted.",
        "The page comes back by itself.",
        "服务器正在重启。",
        "页面会自动重新连接。",
        again=True,
    ),
    # -- the tools of a lesson
    **{code: words for tool in TOOLS for code, words in tool.errors.items()},
}


def error(code: str, re: int | None = None, detail: str = "") -> ErrorMessage:
    """Put `code` into words; `detail` says in technical terms what was wrong, and holds no secret."""
    words = ERRORS[code]
    return ErrorMessage(
        re=re, code=code, text=f"{words.text} ({detail})" if detail else words.text, todo=words.todo
    )


def detail_of(message: ErrorMessage) -> str:
    """The technical words that `error` put behind those of the code, to be said in another language."""
    return message.text.removeprefix(ERRORS[message.code].text).removeprefix(" (").removesuffix(")")


def bye(code: str) -> Bye:
    """Make the last message of a session that is closed because of `code`."""
    words = ERRORS[code]
    return Bye(code=code, text=words.text, again=words.again)
