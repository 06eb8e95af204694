"""Connectivity checks as a browser sends them."""

from aioice import stun

from media.transport.ice import Credentials

HERE = (0, ("192.0.2.9", 50000))
ELSEWHERE = (0, ("198.51.100.4", 50001))


def check(
    credentials: Credentials,
    *,
    nominate: bool = False,
    password: str | None = None,
    controlled: bool = False,
    peer: str = "peer",
) -> bytes:
    attributes: dict[str, object] = {"USERNAME": f"{credentials.ufrag}:{peer}", "PRIORITY": 1}
    attributes["ICE-CONTROLLED" if controlled else "ICE-CONTROLLING"] = 1
    if nominate:
        attributes["USE-CANDIDATE"] = None
    message = stun.Message(stun.Method.BINDING, stun.Class.REQUEST, attributes=attributes)
    message.add_message_integrity((password or credentials.password).encode())
    return bytes(message)
