"""`tongke user …`: accounts, written straight into the database, so that a first one can be made."""

from __future__ import annotations

import time
from pathlib import Path

import click
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.passwords import MIN_LENGTH, hash_password
from server.cli.failure import Failure, one_line_errors
from server.cli.options import config_option, json_option
from server.cli.writing import in_database, say
from server.data import people
from server.data.models import Duty, Grant, ScopeKind, User

_password = click.option(
    "--password",
    prompt=True,
    hide_input=True,
    confirmation_prompt=True,
    envvar="TONGKE_NEW_PASSWORD",
    help=f"At least {MIN_LENGTH} characters; asked for when not given (better than in the shell's history).",
)


@click.group()
def user() -> None:
    """
    Create accounts and set passwords.

    \b
    Examples:
      tongke user create li --name 李老师 --role teacher --scope school:ID
      tongke user password li
    """


@user.command()
@click.argument("login")
@click.option("--name", help="Shown to others; the login without it.")
@click.option("--role", type=click.Choice([duty.value for duty in Duty]), help="Together with --scope.")
@click.option("--scope", metavar="KIND:ID", help="region:ID, school:ID or classroom:ID.")
@_password
@config_option
@json_option
@one_line_errors
def create(
    login: str,
    name: str | None,
    role: str | None,
    scope: str | None,
    password: str,
    config: Path | None,
    as_json: bool,
) -> None:
    """Create an account, with one role if wanted."""
    grant = _grant(role, scope)
    school = grant.scope_id if grant and grant.scope_kind == ScopeKind.SCHOOL else None
    made = User(
        login=login, name=name or login, password_hash=_hash(password), school_id=school, created_at=_now()
    )

    async def write(session: AsyncSession) -> None:
        if await people.by_login(session, login):
            raise Failure(f"the login {login} is taken")
        session.add(made)
        await session.flush()
        if grant:
            grant.user_id = made.id
            session.add(grant)

    in_database(config, write)
    say({"id": made.id, "login": login}, as_json)


@user.command()
@click.argument("login")
@_password
@config_option
@json_option
@one_line_errors
def password(login: str, password: str, config: Path | None, as_json: bool) -> None:
    """Set a new password; every browser that is signed in has to sign in again."""
    hashed = _hash(password)

    async def write(session: AsyncSession) -> None:
        found = await people.by_login(session, login)
        if found is None:
            raise Failure(f"there is no login {login}")
        found.password_hash = hashed
        await people.forget_all_sign_ins(session, found.id)

    in_database(config, write)
    say({"login": login}, as_json)


def _grant(role: str | None, scope: str | None) -> Grant | None:
    if (role is None) != (scope is None):
        raise Failure("--role and --scope belong together")
    if role is None or scope is None:
        return None
    kind, _, place = scope.partition(":")
    if kind not in set(ScopeKind) or not place:
        raise Failure("--scope is region:ID, school:ID or classroom:ID")
    return Grant(role=role, scope_kind=kind, scope_id=place)


def _hash(password: str) -> str:
    if len(password) < MIN_LENGTH:
        raise Failure(f"the password needs at least {MIN_LENGTH} characters")
    return hash_password(password)


def _now() -> int:
    return int(time.time() * 1000)
