"""Write into the audit what somebody does by a request."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import Person
from server.data import audit
from server.data.models import AuditEntry
from server.web.address import client_address
from server.web.routes import Call


def note(
    session: AsyncSession, call: Call, action: str, subject: str, *, by: Person | None = None, **detail: str
) -> None:
    """Note that the person of the request, or `by`, has done `action` to the thing with the id `subject`."""
    person = by or call.person
    audit.write(
        session,
        AuditEntry(
            at=call.context.now_ms(),
            actor=person.actor,
            action=action,
            subject=subject,
            sign_in_id=person.sign_in.id if person.sign_in else None,
            address=client_address(call.request, call.context.settings.http),
            detail=detail,
        ),
    )
