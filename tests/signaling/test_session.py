"""What a session hears, and the named error of everything else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.messages import Bye, ErrorMessage, Ping
from signaling.session import MOVES, Reply, Session, SessionState
from signaling.settings import SessionSettings


def joined(settings: SessionSettings | None = None) -> Session:
    session = Session("s1", 0, settings)
    session.join("u1")
    return session


def refusal(session: Session, text: str) -> ErrorMessage:
    heard = session.read(text, 0)
    assert isinstance(heard, Reply)
    assert isinstance(heard.messages[0], ErrorMessage)
    return heard.messages[0]


@pytest.mark.parametrize(
    "text", ["", "{", "nonsense", '{"type": "ping", "sent": 1', "\x00", '{"type": "\ud800"}']
)
def test_what_is_no_json_is_malformed(text: str) -> None:
    assert refusal(joined(), text).code == "malformed"


@pytest.mark.parametrize("text", ["[]", "1", "null", '"join"', "true"])
def test_json_that_is_no_object_is_malformed(text: str) -> None:
    assert refusal(joined(), text).code == "malformed"


@pytest.mark.parametrize("text", ["{}", '{"type": "dance"}', '{"type": 1}', '{"type": null}'])
def test_an_unknown_type_is_said_so(text: str) -> None:
    assert refusal(joined(), text).code == "unknown_message"


def test_a_wrong_field_is_named_and_its_message_too() -> None:
    error = refusal(joined(), '{"type": "give_floor", "id": 7}')
    assert (error.code, error.re) == ("invalid_message", 7)
    assert "give_floor.member" in error.text


def test_an_unknown_field_is_refused() -> None:
    assert refusal(joined(), '{"type": "raise_hand", "colour": "red"}').code == "invalid_message"


def test_numbers_that_json_does_not_know_are_refused() -> None:
    assert refusal(joined(), '{"type": "ping", "sent": 1e999}').code == "invalid_message"


def test_a_refusal_does_not_repeat_what_was_sent() -> None:
    session = Session("s1", 0)
    error = refusal(session, '{"type": "join", "ticket": ["secret"]}')
    assert "secret" not in error.model_dump_json()


def test_an_oversized_message_is_refused_by_its_size_in_bytes() -> None:
    settings = SessionSettings(message_size=100)
    assert refusal(joined(settings), "x" * 101).code == "too_large"
    assert refusal(joined(settings), "课" * 34).code == "too_large"
    assert refusal(joined(settings), "课" * 33).code == "malformed"


@pytest.mark.parametrize("text", ['{"type": "raise_hand"}', '{"type": "publish", "sdp": "x", "sources": []}'])
def test_before_joining_nothing_else_is_heard(text: str) -> None:
    assert refusal(Session("s1", 0), text).code == "wrong_state"


def test_one_joins_once() -> None:
    assert refusal(joined(), '{"type": "join", "ticket": "t"}').code == "wrong_state"


def test_a_closed_session_answers_nothing() -> None:
    session = joined()
    session.move(SessionState.CLOSED)
    assert session.read('{"type": "ping", "sent": 1}', 0) == Reply(close=True)


@pytest.mark.parametrize("start", list(SessionState))
@pytest.mark.parametrize("end", list(SessionState))
def test_only_the_moves_of_the_table_are_made(start: SessionState, end: SessionState) -> None:
    session = Session("s1", 0)
    session.state = start
    if end in MOVES[start]:
        session.move(end)
    else:
        with pytest.raises(ValueError, match="does not go"):
            session.move(end)


def test_a_flood_is_refused_until_the_bucket_fills_again() -> None:
    session = joined(SessionSettings(burst=2, per_second=1))
    texts = [session.read('{"type": "ping", "sent": 1}', now) for now in (0, 0, 0, 1000)]
    assert [isinstance(heard, Ping) for heard in texts] == [True, True, False, True]


def test_a_flood_that_does_not_end_closes_the_session() -> None:
    session = joined(SessionSettings(burst=1, per_second=0.001, patience=3))
    replies = [session.read("{}", 0) for _ in range(3)]
    assert isinstance(replies[-1], Reply)
    assert replies[-1].close
    assert replies[-1].messages[-1] == Bye(
        code="too_many", text="Too many messages in a short time.", again=True
    )


@given(st.text())
def test_no_text_is_too_odd_to_be_answered(text: str) -> None:
    assert isinstance(joined().read(text, 0), Reply)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
def test_no_json_is_too_odd_to_be_answered(content: object) -> None:
    assert isinstance(joined().read(json.dumps(content), 0), Reply)


@given(
    st.dictionaries(
        st.sampled_from(["id", "member", "join", "sdp", "sources", "sent", "x"]),
        st.none() | st.integers() | st.text(),
    )
)
def test_no_fields_are_too_odd_to_be_answered(fields: dict[str, object]) -> None:
    heard = joined().read(json.dumps({**fields, "type": "give_floor"}), 0)
    assert isinstance(heard, Reply) or heard.type == "give_floor"


def test_deep_nesting_is_malformed() -> None:
    assert refusal(joined(), "[" * 50_000).code == "malformed"
