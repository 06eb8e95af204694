"""What is recorded: all pictures and open microphones of a live lesson, and nothing else."""

from signaling.commands import FinishRecording, Record
from signaling.messages import ErrorMessage
from signaling.state import RecordingState
from tests.support.room import BEGIN, MASTER, Story


def test_a_waiting_room_is_never_recorded() -> None:
    lesson = Story()
    lesson.joins("teacher", MASTER).publishes("camera")
    assert lesson.asked(Record) == []


def test_a_live_lesson_records_all_pictures_and_the_teachers_sound() -> None:
    lesson = Story()
    lesson.taught("class-a")
    assert lesson.recorded == {"teacher/camera/video", "teacher/camera/audio", "class-a/camera/video"}


def test_a_classroom_is_heard_on_the_recording_only_while_called_on() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    teacher.says("give_floor", member="class-a")
    assert "class-a/camera/audio" in lesson.recorded
    teacher.says("mute_all")
    assert "class-a/camera/audio" not in lesson.recorded


def test_what_is_switched_off_is_not_recorded() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    teacher.says("change_source", source="teacher/camera", audio=False, video=True)
    assert "teacher/camera/audio" not in lesson.recorded


def test_the_recorder_is_ordered_only_when_the_set_changes() -> None:
    lesson = Story()
    _, class_a = lesson.taught("class-a")
    before = len(lesson.asked(Record))
    class_a.says("raise_hand")
    lesson.later(5)
    assert len(lesson.asked(Record)) == before


def test_the_recording_is_on_the_lesson_clock() -> None:
    lesson = Story()
    lesson.later(60)
    lesson.joins("teacher", MASTER).says("start_lesson")
    assert lesson.asked(Record)[0].started_at == BEGIN + 60_000 == lesson.state.lesson.started_at


def test_everybody_sees_that_it_is_recorded() -> None:
    lesson = Story()
    lesson.taught("class-a")
    assert lesson.state.lesson.recording is RecordingState.ON


def test_a_lesson_that_is_not_to_be_recorded_is_not() -> None:
    lesson = Story(record=False)
    teacher, _ = lesson.taught("class-a")
    teacher.says("end_lesson")
    assert not lesson.asked(Record)
    assert not lesson.asked(FinishRecording)
    assert lesson.state.lesson.recording is RecordingState.OFF


def test_a_full_disk_is_said_to_everybody_and_to_the_teacher_in_words() -> None:
    lesson = Story()
    teacher, class_a = lesson.taught("class-a")
    lesson.do(lesson.room.recording_fault("disk_full", "no space left", lesson.now))
    assert lesson.state.lesson.recording is RecordingState.FAILED
    assert lesson.state.lesson.recording_reason == "disk_full"
    assert teacher.last(ErrorMessage).code == "disk_full"
    assert not class_a.has_heard(ErrorMessage)


def test_the_same_fault_is_said_once() -> None:
    lesson = Story()
    lesson.taught("class-a")
    lesson.do(lesson.room.recording_fault("disk_full", "", lesson.now))
    before = len(lesson.commands)
    lesson.do(lesson.room.recording_fault("disk_full", "", lesson.now))
    assert len(lesson.commands) == before


def test_a_recording_that_goes_on_is_said_to_everybody() -> None:
    lesson = Story()
    lesson.taught("class-a")
    lesson.do(lesson.room.recording_fault("write_failed", "", lesson.now))
    lesson.do(lesson.room.recording_resumed(lesson.now))
    assert lesson.state.lesson.recording is RecordingState.ON
    assert lesson.state.lesson.recording_reason == ""


def test_the_end_finishes_the_recording_before_the_transports_close() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    teacher.says("end_lesson")
    kinds = [type(command).__name__ for command in lesson.commands]
    assert kinds.index("FinishRecording") < kinds.index("CloseTransports")
    assert lesson.state.lesson.recording is RecordingState.OFF
