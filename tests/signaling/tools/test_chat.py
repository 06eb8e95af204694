"""Who may write in the chat, how much, and what is taken back."""

from signaling.settings import RoomSettings
from signaling.tools.chat.limits import ChatLimits
from signaling.tools.chat.state import LATEST
from tests.support.room import OBSERVER, Story


def texts(lesson: Story) -> list[str]:
    return [message.text for message in lesson.state.chat.messages]


def test_at_first_only_teachers_write() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    teacher.says("say", text=" 大家好 ")
    assert class_a.is_refused("say", text="你好") == "chat_for_teachers"
    assert texts(lesson) == ["大家好"]


def test_opened_for_all_a_classroom_writes_too() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    teacher.says("set_chat_mode", mode="all")
    class_a.says("say", text="你好")
    assert lesson.state.chat.messages[0].member == "class-a"


def test_switched_off_nobody_writes() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    teacher.says("set_chat_mode", mode="off")
    assert teacher.is_refused("say", text="你好") == "chat_off"


def test_an_observer_does_not_write() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    teacher.says("set_chat_mode", mode="all")
    assert lesson.joins("inspector", OBSERVER).is_refused("say", text="你好") == "not_allowed"


def test_a_removed_message_keeps_its_place_and_loses_its_text() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    teacher.says("set_chat_mode", mode="all")
    class_a.says("say", text="不好的话")
    teacher.says("remove_message", n=lesson.state.chat.messages[0].n)
    assert texts(lesson) == [""]
    assert lesson.state.chat.messages[0].removed


def test_one_takes_back_only_ones_own_words() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    teacher.says("say", text="大家好")
    assert class_a.is_refused("remove_message", n=lesson.state.chat.messages[0].n) == "not_allowed"


def test_a_flood_of_one_member_is_held_back_until_it_has_paused() -> None:
    lesson = Story(RoomSettings(chat=ChatLimits(burst=2, burst_ms=5_000)))
    teacher, _ = lesson.taught("class-a")
    teacher.says("say", text="一")
    teacher.says("say", text="二")
    assert teacher.is_refused("say", text="三") == "chat_too_fast"
    lesson.later(5)
    assert teacher.is_refused("say", text="三") is None


def test_too_long_a_text_is_refused() -> None:
    lesson = Story(RoomSettings(chat=ChatLimits(text=5)))
    teacher, _ = lesson.taught("class-a")
    assert teacher.is_refused("say", text="一二三四五六") == "text_too_long"


def test_the_state_keeps_the_latest_messages() -> None:
    lesson = Story(RoomSettings(chat=ChatLimits(burst=1000)))
    teacher, _ = lesson.taught("class-a")
    for n in range(LATEST + 3):
        lesson.now += 1000
        teacher.says("say", text=str(n))
    assert texts(lesson)[0] == "3"
    assert len(texts(lesson)) == LATEST
