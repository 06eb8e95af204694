"""What can happen with the conduct of a lesson."""

from __future__ import annotations

from typing import Literal

from signaling.roles import Role
from signaling.shape import Shape


class RoleChanged(Shape):
    """The member has this role from now on; a new master leads the lesson."""

    type: Literal["role_changed"] = "role_changed"
    member: str
    role: Role


class MemberRemoved(Shape):
    """A master has sent the member out; `member_left` follows."""

    type: Literal["member_removed"] = "member_removed"
    member: str


class FreeFloorChanged(Shape):
    type: Literal["free_floor_changed"] = "free_floor_changed"
    allowed: bool
