"""Who may do what with a recording: how somebody stands to it, and the one table of what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from server.auth.person import Person
from server.auth.rights import Act, Relation, Rights
from server.data.models import Lesson, Resource

PUBLIC = "public"


class Standing(StrEnum):
    """How somebody stands to a recording, closest first; the closest decides."""

    OPERATOR = "operator"
    OWNER = "owner"
    ADMINISTRATOR = "administrator"
    #: With a duty over every school of the lesson.
    OVERSEER = "overseer"
    #: Of a review round on it.
    REVIEWER = "reviewer"
    #: Within the scope it is published to.
    AUDIENCE = "audience"
    #: Anybody, of what is public.
    PASSER_BY = "passer_by"
    NONE = "none"


_PASSER_BY = frozenset({Act.SEE, Act.WATCH})
_AUDIENCE = _PASSER_BY | {Act.COMMENT}
_REVIEWER = _AUDIENCE | {Act.SCORE}
_OVERSEER = _REVIEWER | {Act.DOWNLOAD, Act.EXPORT, Act.CLIP}
_OWNER = _OVERSEER | {Act.EDIT, Act.PUBLISH, Act.AUDIT, Act.TRASH, Act.FORGET}

ACTS: Mapping[Standing, frozenset[Act]] = {
    Standing.OPERATOR: _OWNER,
    Standing.OWNER: _OWNER,
    Standing.ADMINISTRATOR: _OWNER,
    Standing.OVERSEER: _OVERSEER,
    Standing.REVIEWER: _REVIEWER,
    Standing.AUDIENCE: _AUDIENCE,
    Standing.PASSER_BY: _PASSER_BY,
    Standing.NONE: frozenset(),
}

#: Those who see a recording through its publication alone, without what that leaves out.
OUTSIDE = frozenset({Standing.AUDIENCE, Standing.PASSER_BY, Standing.NONE})

#: What is left to those who may do it otherwise.
IN_TRASH = frozenset({Act.SEE, Act.AUDIT, Act.TRASH, Act.FORGET})
WHEN_REMOVED = frozenset({Act.SEE, Act.AUDIT})

_BY_RELATION = {
    Relation.OPERATOR: Standing.OPERATOR,
    Relation.TEACHER: Standing.OWNER,
    Relation.ADMINISTRATOR: Standing.ADMINISTRATOR,
    Relation.OVER_ALL: Standing.OVERSEER,
}


@dataclass(frozen=True, slots=True)
class Reader:
    """
    Who asks for a recording; `person` is `None` for somebody without an account.

    `rights` are the person's in the recording's lesson; `nodes` are the classrooms, schools and
    regions whose people the person belongs to: the own school, those of the grants, and what is above them.
    """

    person: Person | None = None
    rights: Rights | None = None
    nodes: frozenset[str] = frozenset()


def standing(
    reader: Reader, lesson: Lesson, resource: Resource, audience: frozenset[str], *, reviews: bool = False
) -> Standing:
    """The closest standing; `audience` are the nodes it is published to, `reviews` is of a round's member."""
    person = reader.person
    if person is not None and reader.rights is not None:
        if person.user is not None and person.user.id == resource.owner_id:
            return Standing.OWNER
        close = _BY_RELATION.get(reader.rights.relation(lesson))
        if close is not None:
            return close
    if person is not None and reviews:
        return Standing.REVIEWER
    if resource.scope is None:
        return Standing.NONE
    if person is None:
        return Standing.PASSER_BY if resource.scope == PUBLIC else Standing.NONE
    return Standing.AUDIENCE if resource.scope == PUBLIC or reader.nodes & audience else Standing.NONE


def acts(of: Standing, resource: Resource) -> frozenset[Act]:
    """What somebody may do with the recording as it is: there, in the trash, or removed."""
    allowed = ACTS[of]
    if resource.removed_at is not None:
        return allowed & WHEN_REMOVED if Act.TRASH in allowed else frozenset()
    if resource.trashed_at is not None:
        return allowed & IN_TRASH if Act.TRASH in allowed else frozenset()
    return allowed
