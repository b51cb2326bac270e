"""The canonical form of a pack file: what it looks like, that it is a fixed point, and that it means the same."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from tutor.cli.parser import main
from tutor.content.canonical import ORDER, canonical
from tutor.content.pack_file import ExerciseTable, FolderTable, MistakeTable, OptionTable, PackTable, PartTable
from tutor.content.scaffold import EXERCISES
from tutor.errors import ContentError

ROOT = Path(__file__).parents[2]
PACKS = sorted([*(ROOT / "exercises").rglob("*.toml"), *(ROOT / "tests" / "maths").glob("*.toml")])
ANY_LAYOUT = ("exp-log-rules", "sum-notation", "anchors", "sorts")
PLAIN = """\
format  = 1
title   = "Sums"
version = 3
skill   = "sum-notation"

[[exercise]]
id     = "add-two"
levels = [1, 2]
kind   = "number"
let = '''
# two numbers
a, b = integers(2, 1..9)
f(t) = t^2 +
  a
where a != b
'''
ask = 'What is ${= a} + {= b}$?'
answer = 'a + b'
hints = '''
Count on from ${= a}.

There are ${= b} steps.
'''

[[exercise.mistake]]
gives = 'a b'
say   = 'You multiplied.'
"""


def form(text: str) -> str:
    return canonical(text.encode(), "sums.toml")


@pytest.mark.parametrize("file", PACKS, ids=lambda file: file.stem)
def test_what_is_shipped_is_in_its_canonical_form(file: Path):
    assert canonical(file.read_bytes(), str(file)) == file.read_text(encoding="utf-8")


def test_a_new_pack_is_in_its_canonical_form():
    begun = EXERCISES.format(schema="pack.schema.json")

    assert form(begun) == begun


@pytest.mark.parametrize(
    ("rough", "smooth"),
    [
        ("format  = 1\ntitle   = ", "title='Sums'\nformat=1\n#"),
        ("levels = [1, 2]", "levels  =  [ 1 , 2, ]"),
        ("levels = [1, 2]", "levels = [\n  1,\n  2,\n]"),
        ('kind   = "number"', "kind = 'number'   "),
        ('kind   = "number"', "\n\n'kind' =\t\"number\""),
        ("[[exercise]]", "[[ exercise ]]"),
        ("[[exercise.mistake]]", "\n\n\n[[exercise . mistake]]"),
        ("answer = 'a + b'", 'answer = "a + b"'),
        ("answer = 'a + b'", "answer = '''\na + b\n'''"),
        ("say   = 'You multiplied.'", "say = '''\n\nYou multiplied.   \n'''\n\n"),
        ("a, b = integers(2, 1..9)", "  a, b = integers(2, 1..9)  "),
        ("# two numbers", "   # two numbers\t"),
        ("Count on from ${= a}.\n", "Count on from ${= a}.  \n"),
        ("There are ${= b} steps.\n'''", "There are ${= b} steps.\n\n'''"),
    ],
)
def test_how_a_file_is_spaced_and_quoted_does_not_show(rough: str, smooth: str):
    mangled = PLAIN.replace(rough, smooth, 1)
    if smooth.endswith("#"):
        mangled = mangled.replace('#"Sums"\n', "")

    assert mangled != PLAIN
    assert form(mangled) == PLAIN


@pytest.mark.parametrize(
    ("table", "model"),
    [("", PackTable), ("", FolderTable), ("exercise", ExerciseTable), ("part", PartTable), ("mistake", MistakeTable),
     ("option", OptionTable)],
)  # fmt: skip
def test_every_key_of_the_format_has_its_place(table: str, model: type[BaseModel]):
    named = {each.alias or name for name, each in model.model_fields.items()}

    assert named - set(ORDER[table]) <= {"exercise"}


def test_line_ends_of_windows_become_plain_ones():
    assert form(PLAIN.replace("\n", "\r\n")) == PLAIN


def test_keys_stand_in_one_order_whatever_theirs_was():
    table = "say   = 'You multiplied.'\ngives = 'a b'\n"
    moved = PLAIN.replace("gives = 'a b'\nsay   = 'You multiplied.'\n", table)

    assert form(moved) == PLAIN


@pytest.mark.parametrize(
    ("above", "comment", "kept"),
    [
        ("format", "# Sums of two.\n", "# Sums of two.\nformat  = 1\n"),
        ("format", "#:schema ./pack.schema.json\n\n\n# Sums.\n", "#:schema ./pack.schema.json\n\n# Sums.\nformat  = 1"),
        ("title", "   # of the pack\n", '# of the pack\ntitle   = "Sums"\n'),
        ("answer", "# found by\n\n# Gauss\n", "# found by\n# Gauss\nanswer = 'a + b'\n"),
        ("\n[[exercise.mistake]]", "# a slip\n", "'''\n\n# a slip\n\n[[exercise.mistake]]\n"),
        ("[[exercise.mistake]]", "# one\n\n# two\n", "\n\n# one\n\n# two\n[[exercise.mistake]]\n"),
    ],
)
def test_a_comment_stays_with_the_key_or_table_below_it(above: str, comment: str, kept: str):
    assert kept in form(PLAIN.replace(above, comment + above, 1))


def test_a_comment_moves_with_its_key():
    before = "# why\nsay = 'You multiplied.'  # said\ngives = 'a b'\n"
    after = "gives = 'a b'\n# why\nsay   = 'You multiplied.'  # said\n"

    assert form(PLAIN.replace("gives = 'a b'\nsay   = 'You multiplied.'\n", before)).endswith(after)


def test_comments_beside_headings_in_lists_and_at_the_end_are_kept():
    commented = PLAIN.replace("[[exercise]]", "[[exercise]] # first")
    commented = commented.replace("levels = [1, 2]", "levels = [1, # easy\n  2]") + "# the end\n"

    shown = form(commented)

    assert "[[exercise]]  # first\n" in shown
    assert "levels = [1, # easy\n  2]\n" in shown
    assert shown.endswith("say   = 'You multiplied.'\n\n# the end\n")
    assert form(shown) == shown


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("It's wrong.", "'''It's wrong.'''"),
        ("Say 'no'", "'''\nSay 'no'\n'''"),
        ("A\\b", "'A\\b'"),
        ("one\ntwo", "'''\none\ntwo\n'''"),
        ("x" * 115, "'''\n" + "x" * 115 + "\n'''"),
        ("x" * 130, "'" + "x" * 130 + "'"),
        ("one  \ntwo", "'''\none  \ntwo\n'''"),
        ("one  \n\ntwo ", "'''\none\n\ntwo\n'''"),
        ("    code", "'    code'"),
    ],
)
def test_a_text_is_written_the_simplest_way_that_keeps_it(text: str, written: str):
    shown = form(PLAIN.replace("'What is ${= a} + {= b}$?'", f"'''\n{text}\n'''"))

    assert f"ask = {written}\n" in shown
    assert form(shown) == shown


def test_a_text_that_only_double_quotes_can_hold_stays_as_it_is():
    odd = PLAIN.replace("'What is ${= a} + {= b}$?'", '"""Three \'\'\' in ${= a}$"""')

    assert 'ask = """Three \'\'\' in ${= a}$"""\n' in form(odd)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("a + b'", "a + '", "In: a +"),
        ("kind ", "kin ", "kin"),
        ("'a + b'", "'a + b", "not TOML"),
        ("format  = 1", "format  = 2", "1"),
    ],
)
def test_a_file_that_cannot_be_read_has_no_canonical_form(old: str, new: str, said: str):
    with pytest.raises(ContentError) as caught:
        form(PLAIN.replace(old, new, 1))

    assert said in str(caught.value)


# --- any layout of what is shipped ---------------------------------------------------------------------

BLANKS = st.sampled_from(["", " ", "   ", "\t"])
BREAKS = st.sampled_from(["", "\n", "\n\n \n"])


class Rough:
    """Writes loaded data as TOML again, as an author in a hurry would."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw

    def file(self, data: dict[str, Any]) -> str:
        return self.table("", data)

    def table(self, name: str, data: dict[str, Any]) -> str:
        tables = {
            key for key, value in data.items() if isinstance(value, list) and value and isinstance(value[0], dict)
        }
        keys = self.draw(st.permutations([key for key in data if key not in tables]))
        text = "".join(self.key(key, data[key]) for key in keys)
        for key, inside in data.items():
            for inner in inside if key in tables else ():
                path = f"{name}.{key}" if name else key
                text += f"{self.blank()}[[{self.blank()}{path}{self.blank()}]]\n{self.table(path, inner)}"
        return text

    def key(self, key: str, value: Any) -> str:
        return f"{self.blank()}{key}{self.blank()}={self.blank()}{self.value(value)}{self.blank()}\n{self.draw(BREAKS)}"

    def value(self, value: Any) -> str:
        match value:
            case bool() | int():
                return str(value).lower()
            case str():
                return self.text(value)
            case list():
                comma = f"{self.blank()},{self.draw(BREAKS)}"
                return f"[{self.draw(BREAKS)}{comma.join(map(self.value, value))}{self.blank()}]"
            case dict():
                return "{" + ", ".join(f"{key}{self.blank()}= {self.text(each)}" for key, each in value.items()) + "}"
        raise AssertionError(value)

    def text(self, value: str) -> str:
        styles = ["'''\n{}'''"] if "\n" in value or "'" in value else ["'{}'", "'''{}'''"]
        styles += ['"{}"'] if not set(value) & set('"\\\n') else []
        return self.draw(st.sampled_from(styles)).format(value)

    def blank(self) -> str:
        return str(self.draw(BLANKS))


def stripped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: stripped(each) for key, each in value.items()}
    if isinstance(value, list):
        return [stripped(each) for each in value]
    return value.strip() if isinstance(value, str) else value


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
@pytest.mark.parametrize("file", [file for file in PACKS if file.stem in ANY_LAYOUT], ids=lambda file: file.stem)
def test_any_layout_of_a_pack_has_the_same_form_and_the_form_means_the_same(file: Path, data: Any):
    loaded = tomllib.loads(file.read_text(encoding="utf-8"))
    loaded["exercise"] = loaded["exercise"][: data.draw(st.integers(1, 3))]

    rough = Rough(data.draw).file(loaded)
    shown = form(rough)

    assert stripped(tomllib.loads(shown)) == stripped(loaded)
    assert form(shown) == shown
    assert shown == form(Rough(data.draw).file(loaded))


# --- the command -----------------------------------------------------------------------------------------

ROUGH = PLAIN.replace("gives = 'a b'", "gives='a b'")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "sums.toml"
    made.write_text(ROUGH, encoding="utf-8")
    made.chmod(0o640)
    return made


def test_fmt_writes_the_form_and_keeps_the_permissions(file: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["pack", "fmt", str(file)]) == 0

    assert file.read_text(encoding="utf-8") == PLAIN
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert str(file) in capsys.readouterr().out
    assert [each.name for each in file.parent.iterdir()] == ["sums.toml"]


def test_fmt_touches_no_file_that_is_in_its_form_already(file: Path, capsys: pytest.CaptureFixture[str]):
    file.write_text(PLAIN, encoding="utf-8")
    before = file.stat()

    assert main(["pack", "fmt", str(file)]) == 0

    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert capsys.readouterr().out == ""


def test_fmt_check_changes_nothing_and_says_what_would(file: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["pack", "fmt", "--check", str(file)]) == 1

    assert file.read_text(encoding="utf-8") == ROUGH
    assert capsys.readouterr().out == f"{file} would change.\n"


def test_fmt_leaves_a_faulty_file_alone_and_goes_on(file: Path, capsys: pytest.CaptureFixture[str]):
    faulty = file.with_name("faulty.toml")
    faulty.write_text(ROUGH.replace("'a + b'", "'a + '"), encoding="utf-8")

    assert main(["pack", "fmt", str(faulty), str(file)]) == 1

    assert faulty.read_text(encoding="utf-8") == ROUGH.replace("'a + b'", "'a + '")
    assert file.read_text(encoding="utf-8") == PLAIN
    assert f"{faulty}:" in capsys.readouterr().err


def test_fmt_takes_the_files_of_a_folder_and_follows_a_link(tmp_path: Path):
    pack = tmp_path / "my-sums"
    (pack / "exercises").mkdir(parents=True)
    (pack / "pack.toml").write_text("version=1\ntitle='Sums'\nid='my-sums'\nformat=1\n")
    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_text(ROUGH.replace('title   = "Sums"\nversion = 3\n', ""))
    (pack / "exercises" / "first.toml").symlink_to(elsewhere)

    assert main(["pack", "fmt", str(pack)]) == 0

    about = 'format  = 1\nid      = "my-sums"\ntitle   = "Sums"\nversion = 1\n'
    assert (pack / "pack.toml").read_text() == about
    assert (pack / "exercises" / "first.toml").is_symlink()
    assert "gives = 'a b'" in elsewhere.read_text()
