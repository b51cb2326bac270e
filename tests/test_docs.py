"""The documentation says what is so: its packs are proved, its commands are run, its reference is what is generated."""

from __future__ import annotations

import ast
import os
import re
import shlex
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests import reference
from tutor.cli.parser import build_parser
from tutor.content.toml_places import key_places
from tutor.maths.proving.proof import prove_file

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "authoring.md"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
NABLA = [sys.executable, "-P", "-m", "tutor"]
SHORT = {"no-confirm", "no-steps", "no-mistake", "unconfirmed"}
"""What the snippets leave out, as the guide says."""
SEEDS = 8


@dataclass(frozen=True)
class Fence:
    """A fenced block: the words behind its fence, its text, the line of the file on which it begins."""

    words: tuple[str, ...]
    text: str
    line: int


def fences(page: Path) -> list[Fence]:
    tokens = MarkdownIt().parse(page.read_text(encoding="utf-8"))
    found = [each for each in tokens if each.type == "fence" and each.map is not None]
    return [Fence(tuple(each.info.split()), each.content, each.map[0] + 1) for each in found if each.map]


def snippets() -> list[Fence]:
    return [each for page in (ROOT / "README.md", GUIDE) for each in fences(page) if each.words == ("toml",)]


def frame() -> str:
    return next(each.text for each in fences(GUIDE) if each.words == ("toml", "frame"))


@pytest.mark.parametrize("snippet", snippets(), ids=lambda each: f"line {each.line}")
def test_every_snippet_is_proved(snippet: Fence, tmp_path: Path) -> None:
    file = tmp_path / "snippet.toml"
    is_whole = "format" in tomllib.loads(snippet.text)
    file.write_text(snippet.text if is_whole else f"{frame()}\n{snippet.text}", encoding="utf-8")

    found = prove_file(file, seeds=SEEDS)

    assert [each for each in found if is_whole or each["rule"] not in SHORT] == []


def test_what_the_guide_does_comes_out_as_it_says(tmp_path: Path) -> None:
    for fence in fences(GUIDE):
        match fence.words:
            case ("console",):
                for command, expected in calls(fence.text):
                    assert_same(run(command, tmp_path), expected, f"{command} (line {fence.line})")
            case (_, file, "change"):
                changed = with_changes((tmp_path / file).read_text(encoding="utf-8"), fence.text)
                (tmp_path / file).write_text(changed, encoding="utf-8")
            case (_, file) if "/" in file:
                (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / file).write_text(fence.text, encoding="utf-8")


def calls(console: str) -> Iterator[tuple[str, list[str]]]:
    """Each command behind a `$`, and the lines that it prints."""
    for block in console.split("$ ")[1:]:
        command, *printed = block.rstrip().splitlines()
        yield command, printed


def run(command: str, folder: Path) -> list[str]:
    """What a command prints; a watching one is left after its first line."""
    words = shlex.split(command)
    assert words[0] == "nabla"
    environment = {**os.environ, "NABLA_HOME": str(folder / "home"), "COLUMNS": "80"}
    with subprocess.Popen(
        [*NABLA, *words[1:]], cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout is not None
        if "--watch" in words:
            first = process.stdout.readline()
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)
            return [first]
        printed = process.stdout.read()
    assert process.returncode == 0, printed
    return printed.rstrip().splitlines()


def assert_same(printed: list[str], expected: list[str], where: str) -> None:
    """Where the guide shows output, that is what comes; a check that shows none says nothing."""
    if not expected and " check " not in where:
        assert printed, where
        return
    assert [line.rstrip() for line in printed] == expected, where


def with_changes(text: str, change: str) -> str:
    """A file of one exercise with the keys of `change` in the place of its own, new keys before its first
    inner table, and inner tables at its end."""
    for key, lines in blocks(change):
        old = dict(blocks(text)).get(key)
        if key.startswith("[["):
            text += f"\n{lines}"
        elif old is not None:
            text = text.replace(old, lines)
        else:
            before, inner, after = text.partition("\n[[exercise.")
            text = f"{before.rstrip()}\n{lines}{inner}{after}"
    return text


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """The keys of a file of one exercise, and whole inner tables under their headings, with their lines."""
    places = key_places(text)
    tables = {place.line: path for path, place in places.items() if path and isinstance(path[-1], int)}
    starts = {place.line: str(path[-1]) for path, place in places.items() if path and place.line not in tables}
    inner = [line for line, path in tables.items() if path[0] == "exercise" and len(path) > 2]
    heads = {line: f"[[{line}" for line in tables}
    lines = text.splitlines(keepends=True)
    cut = min(inner, default=len(lines) + 1)
    marks = sorted([*(line for line in {**starts, **heads} if line < cut), *inner, len(lines) + 1])
    for begin, end in pairwise(marks):
        yield {**starts, **heads}[begin], "".join(lines[begin - 1 : end - 1]).strip("\n") + "\n"


def test_the_reference_is_what_is_generated() -> None:
    committed = {name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in reference.pages()}

    assert committed == reference.pages(), "make reference"


def test_the_reference_has_every_word_that_formulas_may_call() -> None:
    page = reference.pages()["vocabulary.md"]

    listed = set(re.findall(r"^- `(\w+)\(", page, re.M))

    assert listed == {*reference.VOCABULARY, *reference.SAMPLERS, *reference.SHOWING}


def test_every_rule_of_the_check_is_explained() -> None:
    section = GUIDE.read_text(encoding="utf-8").partition("## What `pack check` says")[2].partition("\n## ")[0]
    told = {
        (level, rule)
        for level, table in re.findall(r"^\| (error|warning) \|(.*?)\n\n", section + "\n\n", re.M | re.S)
        for names in re.findall(r"^\| (`.+?`) \|", table, re.M)
        for rule in re.findall(r"`([^`]+)`", names)
    }

    assert told == set(rules())


RULE_AT = {"error": 0, "warn": 0, "of_error": 1, "_holds": 1}
"""Which argument of a call is the name of a rule."""
OTHER_RULES = {"accept", "other-form", "reject", "options", "pose", "limit"}
"""Errors that the code names otherwise: as a key, from a table, from outside the proof."""


def rules() -> Iterator[tuple[str, str]]:
    """Level and name of the rules in the code."""
    for file in [*(ROOT / "tutor" / "maths").rglob("*.py"), ROOT / "tutor" / "audit.py"]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr=called) | ast.Name(id=called), args=given) if called in RULE_AT:
                    level = "warning" if called == "warn" else "error"
                    yield from ((level, rule) for rule in texts(given[RULE_AT[called] :][:1]))
                case ast.Constant(value=str(text)) if text in OTHER_RULES:
                    yield "error", text


def texts(nodes: list[ast.expr]) -> Iterator[str]:
    return (each.value for each in nodes if isinstance(each, ast.Constant) and isinstance(each.value, str))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    for target, anchor in re.findall(r"\]\(([\w./-]*)(#[\w-]+)?\)", text):
        file = page.parent / target if target else page
        assert file.exists(), target
        assert not anchor or anchor[1:] in anchors(file), anchor


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_that_is_named_exists(page: Path) -> None:
    usage = build_parser().format_help() + subprocess.run(
        [*NABLA, "pack", "--help"], capture_output=True, text=True, check=True
    ).stdout  # fmt: skip

    for verb in re.findall(r"`(?:nabla )(?:pack )?([a-z]+)|^(?:\$ )?nabla (?:pack )?([a-z]+)", page.read_text(), re.M):
        assert re.search(rf"^ +{''.join(verb)}\b", usage, re.M), verb
