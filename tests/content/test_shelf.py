"""Packs from elsewhere: what is taken, what is refused and in which words, and that a refusal leaves nothing."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tutor.content.library import Library
from tutor.content.shelf import MOST_FILES, remove, take
from tutor.errors import ContentError

ABOUT = "format = 1\nid = 'more-sums'\ntitle = 'More sums'\nversion = 2\nauthors = ['A. Author']\n"
EXERCISES = """\
format = 1
skill  = "SKILL"

[[exercise]]
id     = "add-one"
levels = [1]
kind   = "number"
let    = 'a = integer(1..9)'
ask    = 'What is ${= a} + 1$?'
answer = 'a + 1'
"""
LESSON = """\
+++
title = "Adding one"
prerequisites = ["PREREQUISITE"]
encompasses = {}
terms = []
minutes = 1
+++

# Adding one

One more.
"""


def exercises(skill: str = "sum-notation") -> str:
    return EXERCISES.replace("SKILL", skill)


def lesson(prerequisite: str = "sum-notation") -> str:
    return LESSON.replace("PREREQUISITE", prerequisite)


WHOLE = {"pack.toml": ABOUT, "exercises/sums.toml": exercises()}


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "home" / "packs"


def zipped(folder: Path, files: dict[str, str]) -> Path:
    archive = folder / "sent.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for name, text in files.items():
            made.writestr(name, text)
    return archive


def laid_out(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / "sent" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "sent" / name).write_text(text, encoding="utf-8")
    return folder / "sent"


def tarred(folder: Path, files: dict[str, str]) -> Path:
    archive = folder / "sent.tar.gz"
    with tarfile.open(archive, "w:gz") as made:
        for name, text in files.items():
            info = tarfile.TarInfo(f"more-sums-2/{name}")
            info.size = len(text.encode())
            made.addfile(info, io.BytesIO(text.encode()))
    return archive


@pytest.mark.parametrize("sent", [zipped, laid_out, tarred])
def test_a_pack_is_taken_whole_and_can_be_practised(
    sent: Callable[[Path, dict[str, str]], Path], tmp_path: Path, shelf: Path
) -> None:
    entry = take(sent(tmp_path, WHOLE), Library.shipped(shelf), shelf)

    library = Library.shipped(shelf)
    assert (entry.id, entry.version, entry.authors) == ("more-sums", 2, ("A. Author",))
    assert "more-sums/add-one" in [offer.name for offer in library.offers("sum-notation")]
    assert library.exercise("add-one")[0].id == "more-sums"
    assert not library.is_shipped("more-sums")


def test_a_pack_brings_skills_and_lessons_of_its_own(tmp_path: Path, shelf: Path) -> None:
    files = {
        "pack.toml": ABOUT,
        "exercises/sums.toml": exercises("adding-one"),
        "curriculum/strands.toml": "[[strand]]\nid = 'counting'\ntitle = 'Counting'\n",
        "curriculum/counting/adding-one.md": lesson(),
    }

    take(zipped(tmp_path, files), Library.shipped(shelf), shelf)

    library = Library.shipped(shelf)
    assert library.curriculum.skills["adding-one"].prerequisites == ("sum-notation",)
    assert library.curriculum.strands[-1].title == "Counting"
    assert "One more." in library.lesson("adding-one").body


def test_what_is_taken_away_is_gone(tmp_path: Path, shelf: Path) -> None:
    take(zipped(tmp_path, WHOLE), Library.shipped(shelf), shelf)

    remove("more-sums", shelf)

    assert "more-sums" not in {entry.id for entry in Library.shipped(shelf).catalogue()}


@pytest.mark.parametrize("name", ["more-sums", "..", "../packs", "", "sum-notation"])
def test_what_is_not_there_cannot_be_taken_away(name: str, shelf: Path) -> None:
    shelf.mkdir(parents=True)

    with pytest.raises(ContentError, match="no pack"):
        remove(name, shelf)


def with_files(**texts: str | None) -> dict[str, str]:
    """The whole pack with files changed, or left out where the text is None."""
    names = {"about": "pack.toml", "sums": "exercises/sums.toml", "more": "exercises/more.toml"}
    changed = {**WHOLE, **{names[key]: text for key, text in texts.items()}}
    return {name: text for name, text in changed.items() if text is not None}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (with_files(about=None), "one pack.toml"),
        (with_files(about=ABOUT.replace("more-sums", "sum-notation")), "is taken: that pack is shipped"),
        (with_files(about=ABOUT.replace("more-sums", "sum-n0tation")), "looks like 'sum-notation'"),
        (with_files(about=ABOUT.replace("more-sums", "../evil")), "id"),
        (with_files(about=ABOUT + "requires = ['nowhere']\n"), "builds on the pack 'nowhere'"),
        (with_files(about=ABOUT + "run = 'rm'\n"), "`run` is not a key here"),
        (with_files(about=ABOUT.replace("1", "9")), "format"),
        (with_files(sums=exercises("alchemy")), "the skill 'alchemy'"),
        (with_files(sums=None), "no exercises"),
        (with_files(more=exercises()), "Two exercises are called 'add-one'"),
        (with_files(sums=exercises().replace("a + 1'", "a + '")), "a +"),
        ({**WHOLE, "curriculum/vectors/sum-notation.md": lesson("sum-notation")}, "skill of this name already"),
        ({**WHOLE, "curriculum/nowhere/adding-one.md": lesson()}, "no strand 'nowhere'"),
        ({**WHOLE, "curriculum/vectors/adding-one.md": lesson("nowhere")}, "no skill 'nowhere'"),
        ({**WHOLE, "curriculum/vectors/adding-one.md": lesson("adding-one")}, "wait for one another"),
        ({**WHOLE, "../outside.toml": "x"}, "leads out of the archive"),
        ({**WHOLE, "/etc/outside.toml": "x"}, "leads out of the archive"),
        ({**WHOLE, "exercises\\..\\outside.toml": "x"}, "leads out of the archive"),
        ({**WHOLE, "exercises/a\x1b[2J.toml": "x"}, "leads out of the archive"),
        ({**WHOLE, "exercises/SUMS.toml": exercises()}, "twice"),
        ({**WHOLE, "other/pack.toml": ABOUT}, "several packs"),
        ({**WHOLE, "exercises/large.toml": "x" * (1024 * 1024 + 1)}, "over 1024 kB"),
        ({**WHOLE, **{f"exercises/{n}.toml": "" for n in range(MOST_FILES)}}, f"at most {MOST_FILES} files"),
    ],
)
def test_a_faulty_pack_is_refused_in_words_and_leaves_nothing(
    files: dict[str, str], said: str, tmp_path: Path, shelf: Path
) -> None:
    with pytest.raises(ContentError) as caught:
        take(zipped(tmp_path, files), Library.shipped(shelf), shelf)

    assert said in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert [each for each in shelf.iterdir() if each.name != "index.json"] == []


def test_links_and_devices_in_an_archive_are_refused(tmp_path: Path, shelf: Path) -> None:
    archive = tmp_path / "links.tar"
    with tarfile.open(archive, "w") as made:
        info = tarfile.TarInfo("pack.toml")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        made.addfile(info)

    with pytest.raises(ContentError, match="a link or a device"):
        take(archive, Library.shipped(shelf), shelf)


def test_links_in_a_folder_are_refused(tmp_path: Path, shelf: Path) -> None:
    folder = laid_out(tmp_path, WHOLE)
    os.symlink("/etc/passwd", folder / "exercises" / "more.toml")

    with pytest.raises(ContentError, match="a link or a device"):
        take(folder, Library.shipped(shelf), shelf)


@pytest.mark.parametrize("name", ["sent.zip", "sent.tar.gz", "sent.tar.xz", "sent.toml", "sent.txt", "Not An Id.toml"])
def test_what_is_no_pack_is_refused(name: str, tmp_path: Path, shelf: Path) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04 nonsense \x00" * 50)

    with pytest.raises(ContentError):
        take(tmp_path / name, Library.shipped(shelf), shelf)

    assert not any(shelf.iterdir())


def test_a_bomb_is_not_unpacked(tmp_path: Path, shelf: Path) -> None:
    archive = tmp_path / "bomb.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(40):
            made.writestr(f"exercises/{number}.toml", b" " * (1024 * 1024))

    with pytest.raises(ContentError, match="20 MB"):
        take(archive, Library.shipped(shelf), shelf)


def test_a_pack_that_became_faulty_is_left_out_and_the_others_stay(tmp_path: Path, shelf: Path) -> None:
    take(zipped(tmp_path, WHOLE), Library.shipped(shelf), shelf)
    (shelf / "broken.toml").write_text("format = ", encoding="utf-8")

    library = Library.shipped(shelf)

    assert [entry.id for entry in library.catalogue() if entry.fault] == ["broken"]
    assert "more-sums/add-one" in [offer.name for offer in library.offers("sum-notation")]


def test_the_index_is_made_anew_when_a_file_changed(tmp_path: Path, shelf: Path) -> None:
    shipped = len(Library.shipped().offers("sum-notation"))
    take(zipped(tmp_path, WHOLE), Library.shipped(shelf), shelf)
    assert len(Library.shipped(shelf).offers("sum-notation")) == shipped + 1

    file = shelf / "more-sums" / "exercises" / "sums.toml"
    second = exercises()[exercises().index("[[exercise]]") :].replace("add-one", "add-another")
    file.write_text(file.read_text() + "\n" + second)

    assert len(Library.shipped(shelf).offers("sum-notation")) == shipped + 2
