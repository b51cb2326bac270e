"""Every way to break a file that we could think of: the line, the key and the words that say how to mend it."""

from pathlib import Path

import pytest

from tutor.content.pack import read_pack
from tutor.errors import ContentError

WHOLE = """\
format  = 1
title   = "All sorts"
version = 1
licence = "CC-BY-4.0"
authors = ["A. Author"]
skill   = "sum-notation"
let     = 'half(t) = t / 2'

[[exercise]]
id      = "plus"
title   = "A sum"
levels  = [1, 2]
kind    = "number"
form    = "lowest-terms"
names   = ["x"]
assume  = { x = "positive" }
tags    = ["sums"]
let = '''
a, b = distinct_integers(2, 2..9)
# a comment
c = half(a) +
  b
where c > 2
'''
ask = '''
What is ${= a} + {= b}$?
And half of it?
'''
answer  = 'a + b'
confirm = 'answer - a = b'
hints = '''
Begin with ${= a}$.

Then add ${= b}$.
'''
steps   = '${= a} + {= b} = {= a + b}$.'
accept  = '{= b} + {= a}'
reject  = '{= a}'

[[exercise.mistake]]
gives = 'a b'
when  = 'a > 2'
say   = 'You multiplied ${= a}$ and ${= b}$.'

[[exercise]]
id     = "sign"
levels = [1]
kind   = "choice"
let    = 'a = integer(-9..9 except 0)'
ask    = 'Which sign has ${= a}$?'

[[exercise.option]]
text  = 'plus'
right = 'a > 0'

[[exercise.option]]
text  = 'minus'
right = 'a < 0'
say   = 'Look at it again.'

[[exercise]]
id     = "in-parts"
levels = [3]
let    = 'a = integer(2..9)'
ask    = 'Let $a = {= a}$.'

[[exercise.part]]
id       = "twice"
kind     = "number"
decimals = 1
ask      = 'What is $2a$?'
answer   = '2 a'

[[exercise.part]]
id     = "more"
kind   = "quantity"
unit   = "kg"
ask    = 'And one more?'
answer = 'twice + 1'

[[exercise.part.mistake]]
matches = 'given > 100'
say     = 'Too much.'

[[exercise]]
id     = "in-order"
levels = [1]
kind   = "ordering"
ask    = 'Order them.'
items  = ['one', 'two']
answer = '[1, 2]'

[[exercise]]
id     = "factors"
levels = [2]
kind   = "factorisation"
fields = ["P", "D"]
ask    = 'Factor it.'
answer = '[2, 3]'
must   = 'P D = 6'
"""

BREAKAGES = [
    # the file as TOML
    ('title   = "All sorts"', 'title   = "All sorts', "TOML"),
    ('title   = "All sorts"', "title   = All sorts", "TOML"),
    ('title   = "All sorts"', 'title   "All sorts"', "TOML"),
    ('title   = "All sorts"', 'title   = "All\\sorts"', "backslash"),
    ('title   = "All sorts"', 'title   = "All sorts"\ntitle   = "Twice"', "TOML"),
    ("version = 1", "version = 01", "TOML"),
    ("levels  = [1, 2]", "levels  = [1, 2", "never closed"),
    ("levels  = [1, 2]", "levels  = 1, 2", "TOML"),
    ("[[exercise.mistake]]", "[[exercise.mistke]]", "did you mean `mistake`"),
    ("[[exercise.mistake]]", "[[exercise.mistake]", "did you mean [[exercise.mistake]]"),
    ("[[exercise.mistake]]", "[exercise.mistake]", "[[exercise.mistake]]"),
    ("[[exercise.mistake]]", "[[mistake]]", "did you mean [[exercise.mistake]]"),
    ("[[exercise.part]]", "[[exercise.prt]]", "did you mean"),
    ("let = '''", "let = ''", "begins with '''"),
    ("ask = '''", "ask = '", "begins with '''"),
    ("'''\nask = '''", "''\nask = '''", "ends with '''"),
    ("ask    = 'Which sign", "ask    = 'What's the sign", "apostrophe"),
    ("answer  = 'a + b'", "answer  = a + b", "TOML"),
    ("answer  = 'a + b'", "answer  = 'a + b", "TOML"),
    ("answer  = 'a + b'", "answer  = a + b'", "TOML"),
    ("answer  = 'a + b'", "answer  = 'a + b\u201d", "TOML"),
    ("tags    = [", "tags    = [[[[[[[[[", "nested"),
    ("a comment", "a \u200bcomment", "U+200B"),
    ("a comment", "a \x07comment", "U+0007"),
    # keys
    ("kind    =", "knd     =", "did you mean `kind`"),
    ("answer  =", "anwser  =", "did you mean `answer`"),
    ("confirm =", "comfirm =", "did you mean `confirm`"),
    ("hints =", "hint =", "did you mean `hints`"),
    ("reject  =", "rejects =", "did you mean `reject`"),
    ("gives =", "give  =", "did you mean `gives`"),
    ("right = 'a > 0'", "rigth = 'a > 0'", "did you mean `right`"),
    ("licence =", "license =", "did you mean `licence`"),
    ("format  = 1", "formt   = 1", "did you mean `format`"),
    ("when  =", "tags  = ['x']\nwhen  =", "belongs to the exercise"),
    ("unit   =", "levels = [1]\nunit   =", "belongs to the exercise"),
    ("when  =", "colour = 'red'\nwhen  =", "is not a key here"),
    # values
    ("format  = 1", "format  = 2", "1: there is no other"),
    ("format  = 1", 'format  = "1"', "1: there is no other"),
    ("version = 1", "version = 0", "from 1 on"),
    ("version = 1", 'version = "1"', "from 1 on"),
    ('authors = ["A. Author"]', 'authors = "A. Author"', "a list of texts"),
    ('skill   = "sum-notation"', 'skill   = "Sum notation"', "id of a skill"),
    ('id      = "plus"', 'id      = "Plus 1"', "parted by hyphens"),
    ('id      = "plus"', "id      = 7", "parted by hyphens"),
    ("levels  = [1, 2]", "levels  = 1", "as in [1, 2]"),
    ("levels  = [1, 2]", "levels  = [0]", "from 1 to 4"),
    ("levels  = [1, 2]", "levels  = [5]", "from 1 to 4"),
    ("levels  = [1, 2]", "levels  = []", "from 1 to 4"),
    ("levels  = [1, 2]", "levels  = [2, 1]", "rise"),
    ("levels  = [1, 2]", "levels  = [1, 1]", "rise"),
    ('kind    = "number"', 'kind    = "nmber"', 'did you mean "number"'),
    ('kind    = "number"', 'kind    = "qqq"', "one of number, expression"),
    ('form    = "lowest-terms"', 'form    = "lowest-term"', 'did you mean "lowest-terms"'),
    ('names   = ["x"]', 'names   = "x"', "short names"),
    ('names   = ["x"]', 'names   = ["x-1"]', "short names"),
    ('names   = ["x"]', 'names   = ["x", "x"]', "twice"),
    ('x = "positive"', 'x = "positiv"', 'did you mean "positive"'),
    ('x = "positive"', 'y = "positive"', "`names` does not declare"),
    ("decimals = 1", "decimals = 1.5", "from 0 to 12"),
    ("decimals = 1", "decimals = 99", "from 0 to 12"),
    ("decimals = 1", "tolerance = 0.1", "in quotes"),
    ("decimals = 1", "decimals = 1\nsignificant = 2", "at most one of"),
    ("tags    =", "sort    = 'computing'\ntags    =", 'did you mean "compute"'),
    ("items  = ['one', 'two']", "items  = 'one'", "a list of texts"),
    ("items  = ['one', 'two']", "items  = ['one']", "at least two"),
    ("say   = 'You multiplied", "say   = ''\nname  = 'You multiplied", "is empty"),
    # what goes together
    ('id     = "sign"', 'id     = "plus"', "Two exercises"),
    ('id     = "more"', 'id     = "twice"', "two parts have the same id"),
    ('id     = "more"', 'id     = "a"', "meaning already"),
    ('kind    = "number"\n', "", "`kind` is missing"),
    ("answer  = 'a + b'\n", "", "`answer` is missing"),
    ("gives = 'a b'\n", "", "either `gives`"),
    ("gives = 'a b'", "gives = 'a b'\nmatches = 'given = 1'", "not both"),
    ("say     = 'Too much.'\n", "", "`say` is missing"),
    ("ask    = 'Order them.'\n", "", "`ask` is missing"),
    ("right = 'a > 0'\n", "", "`right` is missing"),
    ('title   = "All sorts"\n', "", "`title`"),
    ('version = 1\n', "", "`version`"),
    ('format  = 1\n', "", "`format` is missing"),
    ('unit   = "kg"\n', "", "a quantity has a `unit`"),
    ("must   = 'P D = 6'\n", "", "`must`"),
    ("decimals = 1", 'unit = "m"', "a number has none"),
    ("decimals = 1", 'fields = ["A"]', "a number has none"),
    ("decimals = 1", "items = ['a', 'b']", "a number has none"),
    ("decimals = 1", "must = 'answer > 0'", "`must` goes with"),
    ('kind   = "choice"', 'kind   = "choice"\nanswer = \'1\'', "answered by its options"),
    ("ask    = 'Let $a", "answer = '1'\nask    = 'Let $a", "move it into one of them"),
    # formulas
    ("answer  = 'a + b'", "answer  = 'a + '", "In: a +"),
    ("answer  = 'a + b'", "answer  = '(a + b'", "In: (a + b"),
    ("answer  = 'a + b'", "answer  = 'a + b)'", "In: a + b)"),
    ("answer  = 'a + b'", "answer  = 'a + & b'", "In: a + & b"),
    ("answer  = 'a + b'", "answer  = 'a.real'", "is not read"),
    ("confirm = 'answer - a = b'", "confirm = 'answer - a = '", "In: answer - a ="),
    ("a, b = distinct", "a, = distinct", "a line of `let`"),
    ("where c > 2", "wher c > 2", "a line of `let`"),
    ("where c > 2", "where c > ", "In: c >"),
    ("where c > 2", "c == 2", "a line of `let`"),
    ("where c > 2", "a = 2", "meaning already"),
    ("  b\nwhere", "  b (\nwhere", "In: b ("),
    ("{= b}$?", "{= b$?", "never closed"),
    ("And half of it?", "And half of {= a + }?", "In: a +"),
    ("Then add ${= b}$.", "Then add ${= b)}$.", "closes nothing"),
    ("right = 'a < 0'", "right = 'a < '", "In: a <"),
    ("matches = 'given > 100'", "matches = 'given > '", "In: given >"),
    ("when  = 'a > 2'", "when  = 'a > > 2'", "In: a > > 2"),
    ("must   = 'P D = 6'", "must   = 'P D = '", "In: P D ="),
    ("accept  = '{= b} + {= a}'", "accept  = '{= b + {= a}'", "never closed"),
]  # fmt: skip


def _fault(folder: Path, text: str) -> ContentError:
    file = folder / "all.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_pack(file)
    return caught.value


def _changed_line(old: str, new: str) -> int:
    """The first line on which the broken file differs; where something is left out, the heading above it."""
    if not new:
        above = WHOLE[: WHOLE.index(old)].split("\n")
        return next((len(above) - back for back, line in enumerate(above[::-1]) if line.startswith("[[")), 1)
    whole, broken = WHOLE.split("\n"), WHOLE.replace(old, new, 1).split("\n")
    return next(at for at, (one, other) in enumerate(zip(whole, broken, strict=False), 1) if one != other)


def test_the_whole_file_is_sound(tmp_path: Path) -> None:
    (tmp_path / "all.toml").write_text(WHOLE)

    assert len(read_pack(tmp_path / "all.toml").exercises) == 5


@pytest.mark.parametrize(("old", "new", "said"), BREAKAGES)
def test_a_breakage_is_told_where_it_is_and_how_to_mend_it(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in WHOLE

    fault = _fault(tmp_path, WHOLE.replace(old, new, 1))

    assert fault.line == _changed_line(old, new)
    assert said.lower() in fault.message.lower()


def test_an_exercise_without_a_skill_is_told_at_its_heading(tmp_path: Path) -> None:
    fault = _fault(tmp_path, WHOLE.replace('skill   = "sum-notation"\n', ""))

    assert (fault.line, fault.exercise) == (8, "plus")
    assert "`skill`" in fault.message


def test_options_of_what_is_no_choice_are_told_at_the_first_of_them(tmp_path: Path) -> None:
    fault = _fault(tmp_path, WHOLE.replace('kind   = "choice"', "kind   = \"number\"\nanswer = '1'"))

    assert (fault.line, fault.key) == (53, "option")
    assert "a number has none" in fault.message


SAMPLED = 7
"""Every so many characters one is deleted."""


def test_a_deleted_character_is_found_on_its_line(tmp_path: Path) -> None:
    lines: list[tuple[int, int | None]] = []
    for at in range(0, len(WHOLE), SAMPLED):
        broken = WHOLE[:at] + WHOLE[at + 1 :]
        (tmp_path / "all.toml").write_text(broken)
        try:
            read_pack(tmp_path / "all.toml")
        except ContentError as fault:
            lines.append((WHOLE.count("\n", 0, at) + 1, fault.line))

    found = sum(deleted == told for deleted, told in lines)

    assert len(lines) > 100
    assert found >= 0.95 * len(lines)
