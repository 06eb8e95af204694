"""Load the compiled part of the media path, where it was built."""

from __future__ import annotations

import logging
import re
from typing import Any, NamedTuple

from cffi import FFI

from media.kernel.build import HEADER, library

_log = logging.getLogger("tongke.kernel")

_OF_THE_SYSTEM = "struct iovec { void *iov_base; size_t iov_len; };"


class Kernel(NamedTuple):
    """The compiled functions, and the interface that makes their arguments."""

    ffi: FFI
    functions: Any


def load() -> Kernel | None:
    """The compiled part; `None` where it was not built."""
    if not library().exists():
        return None
    ffi = FFI()
    ffi.cdef(_declarations())
    try:
        return Kernel(ffi, ffi.dlopen(str(library())))
    except OSError as error:
        _log.warning("the compiled media kernel cannot be loaded: %s", error)
        return None


def _declarations() -> str:
    """The header as cffi reads it, which knows no preprocessor."""
    text = HEADER.read_text()
    numbers = dict(re.findall(r"^#define (\w+) (\d+)$", text, re.MULTILINE))
    declared = re.sub(r"^#.*$", "", text, flags=re.MULTILINE)
    return _OF_THE_SYSTEM + re.sub(r"\b[A-Z_]+\b", lambda word: numbers.get(word[0], word[0]), declared)
