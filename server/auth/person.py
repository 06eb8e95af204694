"""Who is asking: a signed-in user with grants, or an operator with the server's secret."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from server.data.models import Duty, Grant, SignIn, User


@dataclass(frozen=True, slots=True)
class Person:
    """`user` and `sign_in` are `None` for an operator, who may do everything."""

    user: User | None
    sign_in: SignIn | None
    grants: Sequence[Grant] = ()

    @property
    def is_operator(self) -> bool:
        return self.user is None

    @property
    def user_id(self) -> str | None:
        """Of the account; `None` for an operator."""
        return self.user.id if self.user else None

    @property
    def actor(self) -> str:
        """The name in the audit."""
        return self.user.id if self.user else "operator"

    def has(self, *duties: Duty) -> bool:
        """Whether the person has one of these duties anywhere."""
        return self.is_operator or any(grant.role in duties for grant in self.grants)

    def scopes(self, *duties: Duty) -> frozenset[str]:
        """Ids of the nodes at which the person has one of these duties."""
        return frozenset(grant.scope_id for grant in self.grants if grant.role in duties)


OPERATOR = Person(user=None, sign_in=None)
