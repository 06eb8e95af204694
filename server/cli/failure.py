"""Errors of the command line: one line for the person, and an exit status for the script."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from server.config import ConfigError
from server.data.gone import DatabaseGone

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


class Failure(click.ClickException):
    """Ends the command with status 1; the text is one line."""

    def show(self, file: object = None) -> None:
        click.echo(f"tongke: {self.message}", err=True)


class WrongConfig(Failure):
    """Ends the command with status 2."""

    exit_code = 2


def one_line_errors(command: Callable[_Arguments, _Result]) -> Callable[_Arguments, _Result]:
    """Turn a wrong configuration into one line and status 2, a failing database or file into status 1."""

    @wraps(command)
    def guarded(*arguments: _Arguments.args, **options: _Arguments.kwargs) -> _Result:
        try:
            return command(*arguments, **options)
        except ConfigError as failure:
            raise WrongConfig(str(failure)) from None
        except DatabaseGone as failure:
            raise Failure(f"the database does not answer: {failure.__cause__}") from None
        except OSError as failure:
            raise Failure(str(failure)) from None

    return guarded
