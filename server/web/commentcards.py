"""How comments look in the REST interface."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import Person
from server.auth.rights import Act
from server.data.models import Comment, User
from server.web.admission import Admission
from server.web.commentshapes import CommentCard, Mention, PersonName, Resolved

#: The view of slides and board, which are no source.
PAGES = "pages"


async def comment_card(
    session: AsyncSession, person: Person, comment: Comment, admission: Admission
) -> CommentCard:
    """The comment as the person sees it; it must have been loaded whole."""
    mine = person.user is not None and comment.author_id == person.user.id
    return CommentCard.model_validate(
        {
            "id": comment.id,
            "parent": comment.parent_id,
            "author": _name(comment.author),
            "mine": mine,
            "may_delete": comment.deleted_at is None and (mine or admission.may(Act.EDIT)),
            "at_ms": comment.at_ms,
            "until_ms": comment.until_ms,
            "text": comment.text,
            "drawing": _served(comment, admission),
            "mentions": [_name(each.user) for each in comment.mentions],
            "visibility": comment.visibility,
            "round": comment.round_id,
            "created_at": comment.created_at,
            "changed_at": comment.changed_at,
            "edited": comment.edited,
            "resolved": await _resolved(session, comment),
            "deleted": comment.deleted_at is not None,
        }
    )


def mention(comment: Comment, seen_at: int | None, title: str) -> Mention:
    """The comment in the list of what names somebody."""
    return Mention(
        comment=comment.id,
        recording=comment.recording_id,
        title=title,
        author=_name(comment.author),
        at_ms=comment.at_ms,
        text=comment.text,
        created_at=comment.created_at,
        seen=seen_at is not None,
    )


def _served(comment: Comment, admission: Admission) -> Any:
    """The drawing, unless it lies on a picture that is left out."""
    view = (comment.drawing or {}).get("view", "")
    return comment.drawing if view == PAGES or admission.view.serves(view) else None


def _name(user: User | None) -> PersonName | None:
    return PersonName(id=user.id, name=user.name) if user else None


async def _resolved(session: AsyncSession, comment: Comment) -> Resolved | None:
    if comment.resolved_at is None:
        return None
    user = await session.get(User, comment.resolved_by)
    return Resolved(at=comment.resolved_at, by=user.name if user else "")
