"""Find the deliveries of an inbox, and open one: a folder or a zip with files and a manifest.

A zip is never unpacked by its own names: each file that the manifest lists is streamed to a name
that we choose, and its checksum is taken on the way.
"""

from __future__ import annotations

import hashlib
import lzma
import os
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from pipelines.errors import DeliveryRefused
from pipelines.files import sha256
from pipelines.intake.manifest import NAME, DeliveredFile, Manifest, parse_manifest

_MAX_MANIFEST = 1_000_000  # bytes; a manifest is a page of text
_CHUNK = 1 << 20
_MAX_FILE = 16 << 30  # bytes of one file unpacked: ten million rows are two of these sixteen
_SMALL, _MAX_RATIO = 64 << 20, 200  # what is larger than the first shrinks 3 to 30 times
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError,
    RuntimeError, ValueError,
)  # fmt: skip
_PERSONAL = re.compile(r"\d{6,8}[-+ ]?\d{4}")


def shown(name: str) -> str:
    """A file's name as it may stand in a message or a log.

    It comes from outside: signs that a terminal or a log would act on, and runs of digits that
    may be a personnummer, are left out.
    """
    plain = "".join(sign if sign.isprintable() else "?" for sign in name)
    return _PERSONAL.sub("…", plain)[:120]


class _TooLargeError(Exception):
    """A file that is mostly air."""


class _OddPackingError(Exception):
    """A member of a zip that is encrypted, or packed in another way than nearly all are."""

    refused = (
        "zip-filen är krypterad eller ovanligt packad; gör om den som vanlig zip utan lösenord"
    )


class _Container(Protocol):
    def names(self) -> set[str]: ...

    def open(self, name: str) -> IO[bytes]: ...


def _regular(path: Path) -> IO[bytes]:
    """Open a plain file: no link is followed, and nothing waits for a pipe or a device."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError("inte en vanlig fil")
    return os.fdopen(handle, "rb")


class _Folder:
    def __init__(self, path: Path) -> None:
        self._path = path

    def names(self) -> set[str]:
        return {entry.name for entry in self._path.iterdir()}

    def open(self, name: str) -> IO[bytes]:
        return _regular(self._path / name)


class _Zip:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def names(self) -> set[str]:
        names = self._archive.namelist()
        if len(set(names)) != len(names):
            raise zipfile.BadZipFile("samma namn två gånger: vilken som gäller vet ingen")
        return set(names)

    def open(self, name: str) -> IO[bytes]:
        info = self._archive.getinfo(name)
        # Of the other ways to pack, some bytes can become gigabytes before anyone can stop them.
        plain = info.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
        if not plain or info.flag_bits & 1:
            raise _OddPackingError
        if info.file_size > _SMALL and info.file_size > _MAX_RATIO * info.compress_size:
            raise _TooLargeError
        return self._archive.open(info)


@dataclass(frozen=True)
class Delivery:
    """A delivery that can be opened and whose manifest can be read."""

    path: Path
    manifest: Manifest

    @property
    def id(self) -> str:
        """The sender's id of the delivery."""
        return self.manifest.leverans_id

    @property
    def content_sha256(self) -> str:
        """A checksum of what the delivery says it holds: the manifest, file checksums included."""
        return hashlib.sha256(self.manifest.model_dump_json().encode()).hexdigest()

    def package_sha256(self) -> str:
        """A checksum of the delivery as it lies on disk, packing included."""
        digest = hashlib.sha256()
        files = sorted(self.path.iterdir()) if self.path.is_dir() else [self.path]
        try:
            for path in files:
                digest.update(bytes.fromhex(sha256(path)))
        except OSError:
            raise DeliveryRefused(
                "LEV-03", self.name, "en fil går inte att läsa; skicka leveransen igen"
            ) from None
        return digest.hexdigest()

    @property
    def name(self) -> str:
        """How the delivery is named in messages."""
        return shown(self.path.name)

    def where(self, name: str) -> str:
        """How a file of this delivery is named in messages."""
        return f"{self.name}/{name}"

    def verify(self) -> None:
        """Compare every file's checksum with the manifest's, keeping nothing.

        Raises:
            DeliveryRefused: LEV-03 or LEV-04, as `extract`.
        """
        for file in self.manifest.filer:
            self.extract(file, Path(os.devnull))

    def extract(self, file: DeliveredFile, target: Path) -> None:
        """Stream one file to `target` and compare its checksum with the manifest's.

        Raises:
            DeliveryRefused: LEV-03 (cannot be read) or LEV-04 (checksum differs).
        """
        digest = hashlib.sha256()
        room = self._room(target)
        try:
            with (
                _container(self.path) as container,
                container.open(file.fil) as source,
                target.open("wb") as sink,
            ):
                while chunk := source.read(_CHUNK):
                    room -= len(chunk)
                    if room < 0:
                        raise DeliveryRefused(
                            "LEV-13", self.where(file.fil), "filen är orimligt stor uppackad"
                        )
                    digest.update(chunk)
                    sink.write(chunk)
        except _OddPackingError as odd:
            raise DeliveryRefused("LEV-03", self.where(file.fil), odd.refused) from None
        except _TooLargeError:
            raise DeliveryRefused(
                "LEV-13", self.where(file.fil), "filen är orimligt stor uppackad"
            ) from None
        except (KeyError, *_BROKEN):
            raise DeliveryRefused(
                "LEV-03",
                self.where(file.fil),
                "filen saknas eller går inte att läsa; den är troligen skadad. "
                "Skicka leveransen igen",
            ) from None
        if digest.hexdigest() != file.sha256:
            raise DeliveryRefused(
                "LEV-04",
                self.where(file.fil),
                "kontrollsumman stämmer inte med manifestet; filen har ändrats sedan den "
                "skapades. Skicka leveransen igen",
            )

    @staticmethod
    def _room(target: Path) -> int:
        """How many bytes a file may become: at most half of what is free where it is written."""
        return min(_MAX_FILE, shutil.disk_usage(target.absolute().parent).free // 2)


@contextmanager
def _container(path: Path) -> Iterator[_Container]:
    if path.is_dir():
        yield _Folder(path)
    else:
        with _regular(path) as file, zipfile.ZipFile(file) as archive:
            yield _Zip(archive)


def find(inbox: Path) -> tuple[list[Path], int]:
    """Every zip and every folder with a manifest below `inbox`, in a fixed order.

    Returns:
        The deliveries' paths, and how many other files lie there (they are not read).
    """
    found: list[Path] = []
    others = 0
    folders = [inbox]
    while folders:
        folder = folders.pop()
        if (folder / NAME).is_file() and folder != inbox:
            found.append(folder)
            continue
        try:
            entries = list(folder.iterdir())
        except OSError:
            others += 1  # not ours to read
            continue
        for entry in entries:
            if entry.is_symlink():
                others += 1
            elif entry.is_dir():
                folders.append(entry)
            elif entry.suffix.lower() == ".zip":
                found.append(entry)
            else:
                others += 1
    return sorted(found), others


def open_delivery(path: Path) -> Delivery:
    """Read the manifest and see that the delivery holds the files it lists, and no others.

    Raises:
        DeliveryRefused: LEV-01 (not readable), LEV-02 (manifest), LEV-03 (files differ).
    """
    name = shown(path.name)
    try:
        with _container(path) as container:
            names = {entry for entry in container.names() if not entry.endswith("/")}
            with container.open(NAME) as file:
                content = file.read(_MAX_MANIFEST + 1)
    except _OddPackingError as odd:
        raise DeliveryRefused("LEV-03", name, odd.refused) from None
    except (KeyError, _TooLargeError, *_BROKEN):
        raise DeliveryRefused(
            "LEV-01",
            name,
            f"leveransen går inte att öppna eller saknar {NAME}; den är troligen skadad. "
            "Skicka den igen",
        ) from None
    if len(content) > _MAX_MANIFEST:
        raise DeliveryRefused("LEV-02", f"{name}/{NAME}", "manifestet är orimligt stort")
    manifest = parse_manifest(content, f"{name}/{NAME}")
    listed = {file.fil for file in manifest.filer}
    if listed != names - {NAME}:
        missing, extra = len(listed - names), len(names - {NAME} - listed)
        raise DeliveryRefused(
            "LEV-03",
            name,
            f"filerna stämmer inte med manifestet ({missing} saknas, {extra} står inte i det); "
            "skicka exakt de filer som manifestet räknar upp",
        )
    return Delivery(path, manifest)
