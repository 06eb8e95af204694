"""
Load the configuration: defaults, then the file, then the environment.

Whatever is wrong raises one `ConfigError` whose text names the key and where it was
set; the command line prints that line and exits with status 2.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from server.settings import Settings

PREFIX = "TONGKE_"

__all__ = ["ConfigError", "Settings", "load"]


class ConfigError(ValueError):
    """The configuration can't be used; the text is one line for the person who wrote it."""


def load(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """
    Settings from a TOML file (or none) and variables named `TONGKE_SECTION__KEY`.

    Raises `ConfigError` for a file that can't be read, an unknown key or a wrong value.
    """
    values = _from_file(path) if path else {}
    origins = _overlay(values, environ)
    try:
        return Settings.model_validate(values)
    except ValidationError as failure:
        raise ConfigError(_describe(failure, path, origins)) from None


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as failure:
        reason = failure.strerror if isinstance(failure, OSError) else "not UTF-8 text"
        raise ConfigError(f"{path}: can't be read: {reason}") from None
    except tomllib.TOMLDecodeError as failure:
        raise ConfigError(f"{path}: not TOML: {failure}") from None


def _overlay(values: dict[str, Any], environ: Mapping[str, str]) -> dict[str, str]:
    """Write the environment's settings over `values`; returns the variable behind each dotted key."""
    origins: dict[str, str] = {}
    for name in sorted(environ):
        if not name.startswith(PREFIX) or "__" not in name:
            continue
        section, _, key = name[len(PREFIX) :].lower().partition("__")
        table = values.setdefault(section, {})
        if isinstance(table, dict):
            table[key] = _parsed(section, key, environ[name])
        origins[f"{section}.{key}"] = origins[section] = name
    return origins


def _parsed(section: str, key: str, text: str) -> Any:
    """A list may be given as JSON or with commas; everything else is read by its type from the text."""
    field = Settings.model_fields.get(section)
    shape = getattr(field.annotation, "model_fields", {}).get(key) if field else None
    if shape is None or "tuple" not in str(shape.annotation):
        return text
    if text.strip().startswith("["):
        try:
            return TypeAdapter(list[Any]).validate_json(text)
        except ValidationError:
            return text
    return [part.strip() for part in text.split(",") if part.strip()]


def _describe(failure: ValidationError, path: Path | None, origins: dict[str, str]) -> str:
    first = failure.errors(include_url=False, include_input=False)[0]
    location = [str(part) for part in first["loc"]]
    key = ".".join(location) or "(whole file)"
    in_environment = origins.get(key) if len(location) != 1 else origins.get(location[0])
    source = in_environment or (str(path) if path else "defaults")
    if first["type"] == "extra_forbidden":
        return f"{source}: unknown key {key}"
    return f"{source}: {key}: {first['msg'].removeprefix('Value error, ')}"
