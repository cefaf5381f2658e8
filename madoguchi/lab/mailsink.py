"""メール受け - an SMTP server that delivers nowhere: each mail becomes one file, for the demo and for tests."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import time
from collections.abc import AsyncIterator
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Any
from zlib import crc32

from aiosmtpd.smtp import SMTP


class Sink:
    """aiosmtpd's handler. `refuse`: of the mails seen first, how many in a hundred get "451 try again later"."""

    def __init__(self, folder: Path, refuse: int = 0) -> None:
        self._folder = folder
        self._refuse = refuse
        self._seen: set[str] = set()
        self._count = itertools.count()
        folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Answers 250 only when the file is on the disk under its last name."""
        name = str(BytesHeaderParser().parsebytes(envelope.content)["Message-ID"])
        first = name not in self._seen
        self._seen.add(name)
        if first and crc32(name.encode()) % 100 < self._refuse:
            return "451 4.3.0 try again later"
        self._keep(envelope.content)
        return "250 2.0.0 kept"

    def _keep(self, content: bytes) -> None:
        file = self._folder / f"{time.time_ns():020}-{os.getpid()}-{next(self._count)}.eml"
        part = file.with_suffix(".part")
        with part.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.rename(file)


@contextlib.asynccontextmanager
async def listening(sink: Sink, host: str, port: int) -> AsyncIterator[int]:
    """Serves while the block runs; gives the port, chosen by the system when 0 was asked for."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(sink, hostname="mailsink.invalid"), host, port)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
