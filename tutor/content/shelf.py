"""The learner's own packs: taken from a file, a folder or an archive, after everything about them was checked.

What a stranger sends is data. Only the files of a pack are copied, none is followed elsewhere, and nothing
comes to lie among the learner's packs before it was read whole.
"""

from __future__ import annotations

import lzma
import re
import shutil
import stat
import tarfile
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tutor.content.catalogue import ABOUT, PackEntry, entry_of
from tutor.content.library import Library
from tutor.content.pack import read_pack
from tutor.content.permissions import allowed
from tutor.content.toml_file import MOST_BYTES
from tutor.errors import ContentError

MOST_FILES = 2_000
MOST_IN_ALL = 20 * 1024 * 1024
MOST_DEEP = 4
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, tarfile.TarError, OSError, EOFError, ValueError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LOOK_ALIKE = str.maketrans("01", "ol")


@dataclass(frozen=True, slots=True)
class Member:
    """One file to be taken: its path inside the pack, and its bytes."""

    path: PurePosixPath
    content: bytes


def take(source: Path, library: Library, folder: Path) -> PackEntry:
    """Copy a pack into the learner's folder. Raises ContentError where it is refused, and then leaves nothing.

    `library` knows what is there already: ids, skills and packs that this one may build on.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".taking-") as staging:
        place = _staged(source, Path(staging))
        pack = read_pack(place)
        entry = entry_of(place)
        _refuse_taken_id(pack.id, library)
        _refuse_loose_ends(entry, place, library, folder)
        place.replace(folder / place.name)
    return entry


def remove(pack_id: str, folder: Path) -> None:
    """Take one of the learner's packs away; what was practised in it stays in the log."""
    file, inside = folder / f"{pack_id}.toml", folder / pack_id
    if ID.fullmatch(pack_id) and file.is_file():
        file.unlink()
    elif ID.fullmatch(pack_id) and (inside / ABOUT).is_file():
        shutil.rmtree(inside)
    else:
        raise ContentError(f"There is no pack {pack_id!r} among your own.")


def _staged(source: Path, staging: Path) -> Path:
    """The pack in the staging folder, under its id."""
    if source.is_symlink() or not source.exists():
        raise ContentError("There is no such file or folder." if not source.exists() else "A link is not followed.")
    if source.is_dir() or source.name.lower().endswith(ARCHIVES):
        members = list(_bounded(_of_folder(source) if source.is_dir() else _of_archive(source)))
        return _written(_below_root(members), staging)
    if source.suffix != ".toml":
        raise ContentError("A pack is a .toml file, a folder with pack.toml, or an archive of one.")
    if not source.is_file() or source.stat().st_size > MOST_BYTES:
        raise ContentError(f"A pack file has at most {MOST_BYTES // 1024} kB.")
    _refuse_bad_id(source.stem)
    target = staging / source.name
    target.write_bytes(source.read_bytes())
    return target


def _bounded(members: Iterator[Member]) -> Iterator[Member]:
    seen: set[str] = set()
    size = 0
    for number, member in enumerate(members, 1):
        size += len(member.content)
        if number > MOST_FILES or size > MOST_IN_ALL:
            raise ContentError(f"A pack has at most {MOST_FILES} files and {MOST_IN_ALL >> 20} MB.")
        name = unicodedata.normalize("NFC", str(member.path)).casefold()
        if name in seen:
            raise ContentError(f"The file {_shown(str(member.path))} is in it twice.")
        seen.add(name)
        yield member


def _of_folder(folder: Path) -> Iterator[Member]:
    for number, file in enumerate(sorted(folder.rglob("*"))):
        if number > 10 * MOST_FILES:
            raise ContentError(f"A pack has at most {MOST_FILES} files.")
        mode = file.lstat().st_mode
        if stat.S_ISDIR(mode):
            continue
        path = PurePosixPath(*file.relative_to(folder).parts)
        if not stat.S_ISREG(mode):
            raise ContentError(f"{_shown(str(path))} is a link or a device.")
        if _belongs(path):
            if file.stat().st_size > MOST_BYTES:
                raise ContentError(f"{_shown(str(path))} has over {MOST_BYTES // 1024} kB.")
            yield Member(path, file.read_bytes())


def _of_archive(archive: Path) -> Iterator[Member]:
    try:
        yield from _of_zip(archive) if archive.suffix.lower() == ".zip" else _of_tar(archive)
    except UNREADABLE as error:
        raise ContentError("The archive cannot be read.") from error


def _of_zip(archive: Path) -> Iterator[Member]:
    with zipfile.ZipFile(archive) as opened:
        for info in opened.infolist()[: MOST_FILES + 1]:
            kind = stat.S_IFMT(info.external_attr >> 16)
            if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise ContentError(f"{_shown(info.filename)} is a link or a device.")
            path = _safe(info.filename)
            if not info.is_dir() and _belongs(path):
                with opened.open(info) as file:
                    yield Member(path, _limited(file.read(MOST_BYTES + 1), path))


def _of_tar(archive: Path) -> Iterator[Member]:
    with tarfile.open(archive) as opened:
        for number, info in enumerate(opened):
            if number > MOST_FILES:
                raise ContentError(f"A pack has at most {MOST_FILES} files.")
            if not (info.isreg() or info.isdir()):
                raise ContentError(f"{_shown(info.name)} is a link or a device.")
            path = _safe(info.name)
            if info.isreg() and _belongs(path) and (file := opened.extractfile(info)) is not None:
                yield Member(path, _limited(file.read(MOST_BYTES + 1), path))


def _limited(content: bytes, path: PurePosixPath) -> bytes:
    if len(content) > MOST_BYTES:
        raise ContentError(f"{_shown(str(path))} has over {MOST_BYTES // 1024} kB.")
    return content


def _safe(name: str) -> PurePosixPath:
    """The path of a member of an archive, if it stays inside it."""
    path = PurePosixPath(name)
    leaves = path.is_absolute() or ".." in path.parts or "\\" in name or re.match(r"[A-Za-z]:", name)
    if leaves or any(unicodedata.category(sign)[0] == "C" for sign in name):
        raise ContentError(f"{_shown(name)} leads out of the archive.")
    return PurePosixPath(*(part for part in path.parts if part != "."))


def _belongs(path: PurePosixPath) -> bool:
    """Whether a file is one of a pack's: everything else in a folder is left where it is."""
    parts = path.parts
    if any(part.startswith(".") for part in parts) or len(parts) > MOST_DEEP:
        return False
    inner = parts[parts.index("curriculum") :] if "curriculum" in parts else ()
    if inner:
        return (path.suffix == ".md" and len(inner) == 3) or inner[1:] == ("strands.toml",)
    return path.name == ABOUT or (path.suffix == ".toml" and parts[-2:-1] == ("exercises",))


def _below_root(members: list[Member]) -> list[Member]:
    """The members with the folder in which `pack.toml` lies taken off."""
    roots = [member.path.parent for member in members if member.path.name == ABOUT]
    if len(roots) != 1:
        many = "There are several packs in it." if roots else "A pack that is a folder has one pack.toml."
        raise ContentError(many)
    root = roots[0]
    return [Member(each.path.relative_to(root), each.content) for each in members if each.path.is_relative_to(root)]


def _written(members: list[Member], staging: Path) -> Path:
    place = staging / "pack"
    for member in members:
        target = place.joinpath(*member.path.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(member.content)
    pack_id = read_pack(place).id
    return place.rename(staging / pack_id)


def _refuse_bad_id(pack_id: str) -> None:
    if not ID.fullmatch(pack_id) or len(pack_id) > 80:
        raise ContentError(f"{_shown(pack_id)} is no id: small letters and digits, parted by hyphens.")


def _refuse_taken_id(pack_id: str, library: Library) -> None:
    _refuse_bad_id(pack_id)
    for entry in library.catalogue():
        if entry.id == pack_id:
            owner = "shipped" if library.is_shipped(pack_id) else "yours already (nabla pack remove takes it away)"
            raise ContentError(f"The id {pack_id!r} is taken: that pack is {owner}.")
        if entry.id.translate(LOOK_ALIKE) == pack_id.translate(LOOK_ALIKE):
            raise ContentError(f"The id {pack_id!r} looks like {entry.id!r}, which is there already.")


def _refuse_loose_ends(entry: PackEntry, place: Path, library: Library, folder: Path) -> None:
    if unknown := [each for each in entry.vocabulary if each not in allowed(folder)]:
        raise ContentError(
            f"Its formulas use the vocabulary {unknown[0]!r} of an installed package: look at that package, and if "
            f"you trust it, nabla pack allow {unknown[0]}."
        )
    known = {each.id for each in library.catalogue() if each.fault is None}
    if missing := [each for each in entry.requires if each not in known]:
        raise ContentError(f"It builds on the pack {missing[0]!r}, which is not there: add that first.")
    skills = library.widened(entry, place).skills
    if unknown := [each for each in entry.skills if each not in skills]:
        raise ContentError(f"It practises the skill {unknown[0]!r}, which neither the course nor the pack has.")


def _shown(name: str) -> str:
    """A name from outside, safe on a screen."""
    return "".join(sign if unicodedata.category(sign)[0] != "C" else f"U+{ord(sign):04X}" for sign in name[:80])
