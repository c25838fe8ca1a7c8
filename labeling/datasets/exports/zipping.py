"""A ZIP archive as a stream: first byte at once, constant memory, same content same bytes."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class ZipMember:
    """One file of the archive; ``compress`` where its content is not compressed already."""

    name: str
    chunks: Iterable[bytes]
    compress: bool = True


class _Sink(io.RawIOBase):
    """What the archive is written to; holds what was not yet sent."""

    def __init__(self) -> None:
        self._pending: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._pending.append(bytes(data))
        return len(data)

    def drain(self) -> Iterator[bytes]:
        pending, self._pending = self._pending, []
        if pending:
            yield b"".join(pending)


def zip_stream(members: Iterable[ZipMember]) -> Iterator[bytes]:
    """Yield an archive of ``members``, each read while it is sent."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w") as archive:
        for member in members:
            info = zipfile.ZipInfo(member.name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED if member.compress else zipfile.ZIP_STORED
            info.external_attr = 0o644 << 16
            # The default level takes five times as long for a tenth less. Public from 3.13 on.
            info._compresslevel = 1  # type: ignore[attr-defined]
            with archive.open(info, "w", force_zip64=True) as entry:
                for chunk in member.chunks:
                    entry.write(chunk)
                    yield from sink.drain()
            yield from sink.drain()
    yield from sink.drain()
