"""The laws of the house that an import contract cannot see: what each door drags along."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = {"sympy", "mpmath", "numpy", "pydantic", "sqlite_utils", "sqlite3", "markdown_it"}


def loaded_by(statement: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after `statement`."""
    code = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_first_frame_needs_no_heavy_library() -> None:
    loaded = loaded_by("import tutor.ui.app, tutor.ui.screens.today")

    assert "textual" in loaded
    assert not HEAVY & loaded


@pytest.mark.parametrize(
    ("door", "barred"),
    [
        ("tutor.cli.parser", HEAVY | {"textual", "rich", "asyncio"}),
        ("tutor.expression.reader", HEAVY | {"textual", "rich", "asyncio"}),
        ("tutor.worker", HEAVY | {"textual", "rich"}),
        ("tutor.content.library", HEAVY | {"textual", "rich"}),
        ("tutor.learner.memory", HEAVY | {"textual", "rich"}),
        ("tutor.learner.planner", HEAVY | {"textual", "rich"}),
        (
            "tutor.maths.check",
            {"textual", "rich", "sqlite3", "sqlite_utils", "tutor.learner", "tutor.session"},
        ),
    ],
)
def test_a_door_drags_along_no_more_than_its_room_needs(door: str, barred: set[str]) -> None:
    assert not barred & loaded_by(f"import {door}")


@pytest.mark.parametrize("path", sorted((ROOT / "tutor").rglob("*.py")), ids=lambda path: path.stem)
def test_nothing_evaluates_text(path: Path) -> None:
    called = {
        node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    }

    assert not called & {"eval", "exec", "sympify", "parse_expr", "parse_latex", "lambdify", "__import__"}


def test_content_folders_hold_no_code() -> None:
    content = [path for name in ("curriculum", "exercises") for path in (ROOT / name).rglob("*")]

    assert content
    assert not [path for path in content if path.suffix == ".py"]
