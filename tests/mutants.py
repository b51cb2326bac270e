"""`make mutants`: does the suite notice when a line of the reader or the checker is changed?

    python -m tests.mutants [--count 400] [--seed 1] [--room reader|checker]

A sample of all mutants, drawn by the seed: a comparison, an operator, a condition, a number or a truth value
changed, a statement left out. Texts are left alone, for what is said to people is tested by example only. Each
mutant runs in a process forked from one that has SymPy and pytest loaded already, against the tests of its room,
until the first that fails. What survives is listed, to be explained or killed.
"""

from __future__ import annotations

import argparse
import ast
import importlib.abc
import importlib.machinery
import importlib.util
import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 240
AT_ONCE = 2
ROOMS = {
    "reader": (
        ["tutor/expression/*.py"],
        ["tests/expression", "tests/maths/test_corpus.py", "tests/maths/test_check.py"],
    ),
    "checker": (
        [
            f"tutor/maths/{room}*.py"
            for room in ("", "comparison/", "diagnosis/", "forms/", "kinds/", "solving/", "trees/")
        ],
        ["tests/maths"],
    ),
}
ELSEWHERE = {
    # tutor/expression: pictures and pages, which the reader does not need
    "plane", "plot", "speech", "oneline", "textbook", "notation", "writer", "inert", "author", "units", "guide",
    # tutor/maths: the door of the process
    "__main__", "deadline",
}  # fmt: skip
NOT_THESE_TESTS = [
    *(f"tests/maths/test_{name}.py" for name in (
        "pose", "parts", "proof", "ideas", "hostile_packs", "preview", "second_route", "showing", "streams",
        "shipped_exercises", "extensions", "samplers", "sampler_draws", "chance_samplers", "function_samplers",
        "matrix_samplers", "vocabulary", "vocabulary_chance", "vocabulary_misfits", "vocabulary_models",
        "vocabulary_routes", "vocabulary_search", "vocabulary_softmax", "calculus_vocabulary", "matrix_vocabulary",
        "decompositions",
    )),
    "tests/expression/test_page.py", "tests/expression/test_plot.py",
]  # fmt: skip

COMPARISONS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
OPERATORS = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change: in which file and line, which node of the tree (counted as `ast.walk` goes), and how."""

    path: Path
    node: int
    line: int
    what: str

    @property
    def module(self) -> str:
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def tree(self) -> ast.Module:
        tree = ast.parse(self.path.read_text(encoding="utf-8"))
        _change(list(ast.walk(tree))[self.node], tree)
        return ast.fix_missing_locations(tree)

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line} {self.what}"


def mutants(patterns: list[str]) -> Iterator[Mutant]:
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            if path.stem not in ELSEWHERE:
                tree = ast.parse(path.read_text(encoding="utf-8"))
                passed_over = _typing_only(tree)
                for number, node in enumerate(ast.walk(tree)):
                    if id(node) not in passed_over and (what := _change(deepcopy(node), None)):
                        yield Mutant(path, number, getattr(node, "lineno", 0), what)


def _typing_only(tree: ast.Module) -> set[int]:
    """Annotations, decorators' own arguments and what only the type checker reads: they say nothing at run time."""
    found: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.arg | ast.AnnAssign):
            parts.append(node.annotation)
        if isinstance(node, ast.FunctionDef):
            parts += [node.returns, *node.decorator_list]
        if isinstance(node, ast.ClassDef):
            parts += node.decorator_list
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "cast":
            parts += node.args[:1]
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            parts.append(node)
        found |= {id(below) for part in parts if part is not None for below in ast.walk(part)}
    return found


def _change(node: ast.AST, tree: ast.Module | None) -> str | None:
    """Change the node in place; what was changed, or None where there is nothing to change."""
    match node:
        case ast.Compare(ops=[op, *_]) if type(op) in COMPARISONS:
            node.ops[0] = COMPARISONS[type(op)]()
            return f"{type(op).__name__} -> {type(node.ops[0]).__name__}"
        case ast.BoolOp(op=op):
            node.op = ast.Or() if isinstance(op, ast.And) else ast.And()
            return f"{type(op).__name__} -> {type(node.op).__name__}"
        case ast.BinOp(op=op) if type(op) in OPERATORS and not _is_text(node):
            node.op = OPERATORS[type(op)]()
            return f"{type(op).__name__} -> {type(node.op).__name__}"
        case ast.AugAssign(op=op) if type(op) in OPERATORS:
            node.op = OPERATORS[type(op)]()
            return f"{type(op).__name__}= -> {type(node.op).__name__}="
        case ast.If() | ast.IfExp() | ast.While():
            node.test = ast.UnaryOp(ast.Not(), node.test)
            return f"{type(node).__name__} negated"
        case ast.Constant(value=bool() as value):
            node.value = not value
            return f"{value} -> {not value}"
        case ast.Constant(value=int() as value):
            node.value = value + 1
            return f"{value} -> {value + 1}"
        case ast.Return(value=value) if value is not None and not isinstance(value, ast.Constant):
            node.value = ast.Constant(None)
            return "return -> return None"
        case ast.Expr(value=ast.Call()):
            node.value = ast.Constant(None)
            return "call left out"
        case ast.Break() | ast.Continue() if tree is not None:
            return _swapped(node, tree)
        case ast.Break() | ast.Continue():
            return f"{type(node).__name__} -> the other"
    return None


def _swapped(node: ast.AST, tree: ast.Module) -> str | None:
    other = ast.Continue() if isinstance(node, ast.Break) else ast.Break()
    for above in ast.walk(tree):
        for name in ("body", "orelse"):
            body = getattr(above, name, None)
            if isinstance(body, list) and node in body:
                body[body.index(node)] = other
                return "swapped"
    return None


def _is_text(node: ast.BinOp) -> bool:
    return any(
        isinstance(side, ast.JoinedStr) or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in (node.left, node.right)
    )


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from a changed tree instead of its file."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name: str, path: object = None, target: object = None) -> importlib.machinery.ModuleSpec | None:
        if name != self.mutant.module:
            return None
        origin = str(self.mutant.path)
        inside = [str(self.mutant.path.parent)] if self.mutant.path.stem == "__init__" else None
        return importlib.util.spec_from_file_location(name, origin, loader=self, submodule_search_locations=inside)

    def create_module(self, spec: object) -> None:
        return None

    def exec_module(self, module: object) -> None:
        exec(compile(self.mutant.tree(), str(self.mutant.path), "exec"), module.__dict__)


def _started(mutant: Mutant | None, tests: list[str]) -> tuple[int, int]:
    """A forked process that runs the tests on the mutant (None: on what is there): its id, and a pipe that
    closes when it ends."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    if mutant is not None:
        sys.meta_path.insert(0, Changed(mutant))
    status = 1
    try:
        if _corpus_holds():
            status = _status_of(tests)
    finally:
        os._exit(int(status))


def _corpus_holds() -> bool:
    """Whether every judged pair gets its verdict, in an order in which the kinds are mixed: most mutants fall here,
    within seconds."""
    from tests.pairs import pairs
    from tutor.maths.check import check

    known = list(pairs())
    Random(0).shuffle(known)
    return all(check(pair.question, pair.answer).outcome == pair.verdict for pair in known)


def _status_of(tests: list[str]) -> int:
    import pytest

    ignored = [f"--deselect={each}" for each in NOT_THESE_TESTS] + [f"--ignore={each}" for each in NOT_THESE_TESTS]
    deselected = [*ignored, "--deselect=tests/maths/test_corpus.py::test_pairs_are_judged_rightly"]
    return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--no-header", *deselected, *tests]))


def passes(tests: list[str]) -> bool:
    """Whether the tests pass at all; else every mutant would look killed."""
    child, pipe = _started(None, tests)
    os.read(pipe, 1)
    os.close(pipe)
    return os.waitpid(child, 0)[1] == 0


def run(chosen: list[Mutant], tests: list[str]) -> list[Mutant]:
    """The mutants that no test noticed."""
    survived: list[Mutant] = []
    waiting, running = list(reversed(chosen)), {}
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            mutant = waiting.pop()
            child, pipe = _started(mutant, tests)
            running[pipe] = (mutant, child, time.monotonic())
        ended = select.select(list(running), [], [], 1.0)[0]
        late = [pipe for pipe, (_, _, begun) in running.items() if time.monotonic() - begun > SECONDS]
        for pipe in {*ended, *late}:
            mutant, child, _ = running.pop(pipe)
            if pipe in late:
                os.killpg(child, signal.SIGKILL)
            status = os.waitpid(child, 0)[1]
            os.close(pipe)
            if status == 0:
                survived.append(mutant)
            print(f"{'SURVIVED' if status == 0 else 'killed  '} {mutant}", flush=True)
    return survived


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--room", choices=ROOMS)
    given = parser.parse_args()
    os.chdir(ROOT)
    os.environ["HYPOTHESIS_PROFILE"] = "hasty"
    for heavy in ("hypothesis", "mpmath", "numpy", "pydantic", "pytest", "sympy"):
        importlib.import_module(heavy)
    for room in [given.room] if given.room else ROOMS:
        patterns, tests = ROOMS[room]
        if not passes(tests):
            print(f"{room}: the tests fail as they stand")
            return 1
        known = list(mutants(patterns))
        chosen = Random(given.seed).sample(known, min(given.count, len(known)))
        survived = run(chosen, tests)
        killed = len(chosen) - len(survived)
        share = f"{killed / len(chosen):.1%}"
        print(f"\n{room}: {killed} of {len(chosen)} mutants killed ({share}), drawn from {len(known)}")
        for mutant in sorted(survived, key=str):
            print(f"  {mutant}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
