"""Lines of standard input for a loop that has other things to look after."""

from __future__ import annotations

import asyncio
import codecs
import os
import threading
from collections.abc import AsyncIterator, Iterator

CHUNK = 65_536
LONGEST = 4_000_000
"""Characters of one line that are kept; the rest of a longer line is dropped."""


async def lines(descriptor: int = 0) -> AsyncIterator[str]:
    """Each line without its end, as it arrives. Bytes that are no UTF-8 become U+FFFD.

    The reading thread is a daemon on the bare descriptor: it can be left behind in a read that
    never returns, and holds no lock that the interpreter wants at its end.
    """
    loop = asyncio.get_running_loop()
    arrived: asyncio.Queue[str | None] = asyncio.Queue(maxsize=64)

    def feed() -> None:
        try:
            for line in _lines_of(descriptor):
                asyncio.run_coroutine_threadsafe(arrived.put(line), loop).result()
            asyncio.run_coroutine_threadsafe(arrived.put(None), loop).result()
        except (RuntimeError, asyncio.CancelledError):  # the loop has ended: nobody listens
            return

    threading.Thread(target=feed, daemon=True, name="standard input").start()
    while (line := await arrived.get()) is not None:
        yield line


def _lines_of(descriptor: int) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    rest = ""
    while chunk := _read(descriptor):
        first, *others = decoder.decode(chunk).split("\n")
        rest = rest + first if len(rest) < LONGEST else rest
        if others:
            yield rest.rstrip("\r")
            yield from (line.rstrip("\r") for line in others[:-1])
            rest = others[-1]
    if rest := rest + decoder.decode(b"", final=True):
        yield rest


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, CHUNK)
    except OSError:  # a closed input has no lines
        return b""
