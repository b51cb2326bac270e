"""The `nabla` command: what may be asked, and which room answers. Rooms are entered late."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from tutor.errors import NablaError, UsageError

if TYPE_CHECKING:
    import argparse

Command = Callable[["argparse.Namespace"], int]

INTERRUPTED = 130
"""128 + SIGINT."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status. Errors are one clear line on standard error."""
    _speak_utf8()
    words = sys.argv[1:] if arguments is None else arguments
    try:
        # The plain call is the app's, and its first frame must not wait for a parser.
        given: Any = _parsed(words) if words else SimpleNamespace(command=_app, db=None, theme=None, ascii=False)
        command: Command = given.command
        return command(given)
    except NablaError as error:
        print(f"nabla: {error}", file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has gone (`| head`); let the interpreter's own flush at exit find nothing to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parsed(words: Sequence[str]) -> argparse.Namespace:
    import argparse

    return build_parser().parse_args(words, argparse.Namespace(db=None))


def build_parser() -> argparse.ArgumentParser:
    """The whole command line, also for the documentation's tests."""
    import argparse

    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--db", type=Path, default=argparse.SUPPRESS, metavar="FILE", help="the learner's log")
    parser = argparse.ArgumentParser(
        prog="nabla", description="The maths behind language models, a little every day.", parents=[common]
    )
    parser.set_defaults(command=_app)
    parser.add_argument("--version", action="version", version=f"nabla {_version()}")
    parser.add_argument("--theme", choices=("light", "dark"), help="light or dark; else the terminal is asked")
    parser.add_argument("--ascii", action="store_true", help="draw formulas with ASCII characters only")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, run: Command, about: str, *, json: bool = True) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=about, description=about, parents=[common])
        made.set_defaults(command=run)
        if json:
            made.add_argument("--json", action="store_true", help="one JSON object a line")
        return made

    _add_study(command)
    _add_answers(command)
    _add_records(command)
    return parser


Adder = Callable[..., "argparse.ArgumentParser"]


def _add_study(command: Adder) -> None:
    practice = command("practice", _late("practice", "practice"), "practise line by line, without a screen")
    practice.add_argument("--plain", action="store_true", help="plain lines (the only way so far)")
    practice.add_argument("--skill", metavar="SKILL", help="drill one skill")
    practice.add_argument("--minutes", type=_positive, metavar="M", help="how long the session is")
    practice.add_argument("--count", type=_positive, metavar="N", help="how many problems")
    command("today", _late("study", "today"), "what the plan would practise now")
    goal = command("goal", _late("goal", "goal"), "what you want to be able to do, and how far it is")
    goal.add_argument("name", nargs="?", metavar="ID", help="a goal or a skill to choose; none: nothing in particular")
    goal.add_argument("--list", action="store_true", help="every goal")
    skills = command("skills", _late("skills", "skills"), "every skill and what is remembered of it")
    skills.add_argument("skill", nargs="?", metavar="SKILL", help="one skill in words: what is claimed of it, and why")
    lesson = command("lesson", _late("lesson", "lesson"), "the lesson of a skill, line by line")
    lesson.description = (
        "The lesson of a skill, a paragraph a line, formulas read out and pictures in words; without SKILL, all "
        "lessons. Looking changes nothing: a session still begins a new skill with its lesson. With --read it is "
        "noted as read, and a session goes straight to the problems."
    )
    lesson.add_argument("skill", nargs="?", metavar="SKILL", help="the skill's name or title; notation: every sign")
    lesson.add_argument("--read", action="store_true", help="note in the log that you have read it")
    test = command("test", _late("selftest", "test"), "what can you do without help? A test, line by line")
    test.description = (
        "A test over strands, a goal or single skills (by themselves your goal, else everything): questions out, one "
        "answer a line in, no verdicts before the end; then a report for each skill. A test that was left is taken "
        "up by nabla test alone. The words :unknown :skip :undo :sure :unsure :end :quit stand for answers."
    )
    test.add_argument("--strand", action="append", metavar="S", help="a strand; may be named again")
    test.add_argument("--goal", action="append", metavar="G", help="a goal, with all that it rests on")
    test.add_argument("--skill", action="append", metavar="S", help="one skill")
    test.add_argument("--count", type=_positive, metavar="N", help="how many questions (20)")
    test.add_argument("--minutes", type=_positive, metavar="M", help="after these no new question comes")
    test.add_argument("--end", action="store_true", help="end the test that is open: its report")
    test.add_argument("--report", nargs="?", const="last", metavar="ID", help="the report of the last test, or of one")
    place = command("place", _late("place", "place"), "find out what you know, by at most 15 questions, line by line")
    place.description = (
        "Find out what you know. Answer each question, or type :unknown; nothing is said of an answer before the end. "
        "With :quit, or where the input ends, it stops, and the next call goes on. What you seem to know is checked "
        "once by one problem each, when its turn comes."
    )
    command("stats", _late("study", "stats"), "what was practised, and how it went")


def _add_answers(command: Adder) -> None:
    check = command("check", _late("answers", "check"), "is this answer right?")
    check.add_argument("--jsonl", action="store_true", help="one request a line on standard input")
    check.add_argument("--answer", metavar="A")
    check.add_argument("--against", metavar="B")
    check.add_argument("--kind", metavar="K")
    check.add_argument("--names", metavar="x,y")
    check.add_argument("--assume", metavar="x=positive", action="append", default=[])
    check.add_argument("--form", metavar="F")
    check.add_argument("--tolerance", metavar="T")
    read = command("read", _late("answers", "read"), "how is this text understood?")
    read.add_argument("text", nargs="?", metavar="TEXT")
    read.add_argument("--names", metavar="x,y")
    read.add_argument("--jsonl", action="store_true", help="one request a line on standard input")
    problem = command("problem", _late("answers", "problem"), "pose a problem")
    problem.add_argument("exercise", nargs="?", metavar="EXERCISE", help="pack/id, or an id that is unique")
    problem.add_argument("--all", action="store_true", help="one of each exercise")
    problem.add_argument("--seed", type=int, default=1, metavar="N")
    problem.add_argument("--count", type=_positive, default=1, metavar="K", help="seeds N, N+1, ...")
    problem.add_argument("--level", type=int, choices=(1, 2, 3, 4), metavar="L")


def _add_records(command: Adder) -> None:
    command("doctor", _late("records", "doctor"), "is everything in order on this machine?")
    backup = command("backup", _late("records", "backup"), "copy the log, checked", json=False)
    backup.add_argument("file", nargs="?", type=Path, metavar="FILE")
    pack = command("pack", _late("packs", "check"), "exercise packs", json=False)
    verbs = pack.add_subparsers(title="pack commands", metavar="VERB", required=True)
    check = verbs.add_parser("check", help="prove packs sound before anyone sees them")
    check.set_defaults(command=_late("packs", "check"))
    check.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    check.add_argument("--json", action="store_true", help="one JSON object a finding")
    check.add_argument("--seeds", type=_positive, metavar="N", help="seeds a level (200)")
    depth = check.add_mutually_exclusive_group()
    depth.add_argument(
        "--quick", dest="depth", action="store_const", const="quick", help="20 seeds a level, as at a save"
    )
    depth.add_argument("--release", dest="depth", action="store_const", const="release", help="1,000 seeds a level")
    check.add_argument("--watch", action="store_true", help="at every save what changed, until Ctrl-C: 20 seeds first")
    check.set_defaults(depth="usual")
    new = verbs.add_parser("new", help="begin a pack that passes its check")
    new.set_defaults(command=_late("packs", "new"))
    new.add_argument("folder", type=Path, metavar="DIR")
    schema = verbs.add_parser("schema", help="a JSON Schema of pack files, for editors")
    schema.set_defaults(command=_late("packs", "schema"))
    schema.add_argument("--folder", action="store_true", help="that of pack.toml, the file about a folder")
    preview = verbs.add_parser("preview", help="see several seeds of an exercise side by side")
    preview.set_defaults(command=_late("preview", "preview"))
    preview.add_argument("path", type=Path, metavar="PATH")
    preview.add_argument("--watch", action="store_true", help="again at every save, until Ctrl-C")
    preview.add_argument("--exercise", metavar="ID", help="this one only")
    preview.add_argument("--level", choices=("1", "2", "3", "4", "all"), metavar="L", help="1 to 4, or all")
    preview.add_argument("--seed", type=int, default=1, metavar="N", help="the first seed (1)")
    preview.add_argument("--count", type=_positive, default=3, metavar="K", help="how many seeds (3)")
    preview.add_argument("--how-often", metavar="CONDITION", help="in which share of the problems it holds")
    preview.add_argument("--json", action="store_true", help="one JSON object an exercise")
    fmt = verbs.add_parser("fmt", help="write pack files in their canonical form")
    fmt.set_defaults(command=_late("packs", "fmt"))
    fmt.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    fmt.add_argument("--check", action="store_true", help="change nothing, say which files would change")
    listed = verbs.add_parser("list", help="every pack that is there, shipped or your own")
    listed.set_defaults(command=_late("packs", "list_packs"))
    listed.add_argument("--json", action="store_true", help="one JSON object a pack")
    add = verbs.add_parser("add", help="take a pack from elsewhere: a file, a folder or an archive")
    add.set_defaults(command=_late("packs", "add"))
    add.add_argument("path", type=Path, metavar="PATH")
    for verb, about in (("allow", "let formulas use the vocabulary of an installed package"), ("forbid", "no longer")):
        permit = verbs.add_parser(verb, help=about)
        permit.set_defaults(command=_late("packs", "permit"), forbid=verb == "forbid")
        permit.add_argument("name", metavar="NAME")
    remove = verbs.add_parser("remove", help="take one of your own packs away; the log stays as it is")
    remove.set_defaults(command=_late("packs", "remove"))
    remove.add_argument("name", metavar="NAME")


def _late(module: str, name: str) -> Command:
    """A command whose room is entered only when it is called."""

    def run(given: argparse.Namespace) -> int:
        command: Command = getattr(import_module(f"tutor.cli.{module}"), name)
        return command(given)

    return run


def _positive(text: str) -> int:
    from argparse import ArgumentTypeError

    if not (text.isascii() and text.isdecimal() and len(text) <= 6 and int(text)):
        raise ArgumentTypeError(f"{text[:20]!r} is no positive whole number")
    return int(text)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("nabla-tutor")
    except PackageNotFoundError:
        return "(not installed)"


def _speak_utf8() -> None:
    """Whatever the locale says; bytes that are no UTF-8 come in as replacement characters."""
    for stream, errors in (
        (sys.stdin, "replace"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=errors)


def _app(given: argparse.Namespace) -> int:
    from tutor.cli.screen import has_screen, run_app

    if has_screen():
        return run_app(given)
    given.skill = given.minutes = given.count = None
    given.json = False
    return _late("practice", "practice")(given)
