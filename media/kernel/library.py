"""Load the compiled part of the media path, where it was built."""

from __future__ import annotations

import logging
from typing import Any, NamedTuple

from cffi import FFI

from media.kernel.build import library

_log = logging.getLogger("tongke.kernel")

_DECLARATIONS = """
    struct unsent { uint32_t row, offset, size, segment; };
    struct work {
        void *protect; const void *payloads; const void *packets; const void *bursts; const void *rows;
        uint32_t row_count; void *memory; uint32_t memory_size; struct unsent *unsent; uint32_t unsent_size;
        uint32_t unsent_count, datagrams, not_protected, failed, no_room;
    };
    struct intake { uint16_t sizes[64]; uint8_t names[1792]; uint8_t datagrams[131072]; };
    void fan_out(struct work *work);
    int take_in(int socket, struct intake *intake, uint32_t most);
"""


class Kernel(NamedTuple):
    """The compiled functions, and the interface that makes their arguments."""

    ffi: FFI
    functions: Any


def load() -> Kernel | None:
    """The compiled part; `None` where it was not built."""
    ffi = FFI()
    ffi.cdef(_DECLARATIONS)
    try:
        return Kernel(ffi, ffi.dlopen(str(library())))
    except OSError as error:
        _log.debug("no compiled kernel: %s", error)
        return None
