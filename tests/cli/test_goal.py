"""`nabla goal`: shown, chosen, cleared and listed, for people and for programs. Real processes."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.test_commands import nabla, objects

from tests.support import NOW, chosen_minutes
from tutor.content.library import Library
from tutor.learner.log import Log
from tutor.learner.records import GoalChosen

ABOUT = {"id", "title", "about", "cut", "targets"}
FIELDS = ABOUT | {"held", "skills", "reached", "soonest", "latest", "usual_pace", "when"}
AT = {"NABLA_NOW": NOW.isoformat()}


def test_without_a_goal_it_says_how_to_find_one_and_makes_no_log(tmp_path: Path) -> None:
    assert nabla("goal", home=tmp_path).stdout == "No goal is chosen; nabla goal --list lists the goals.\n"
    assert objects(nabla("goal", "--json", home=tmp_path)) == [{"goal": None}]
    assert not (tmp_path / "learner.db").exists()


def test_a_goal_is_chosen_told_and_cleared(tmp_path: Path) -> None:
    chosen = nabla("goal", "attention-by-hand", home=tmp_path, **AT)
    (told,) = objects(nabla("goal", "--json", home=tmp_path, **AT))
    cleared = nabla("goal", "none", home=tmp_path)

    first, about, cut = chosen.stdout.splitlines()
    assert first.startswith("Goal: Attention by hand. 0 of ")
    assert " skills; at the usual pace " in first
    assert about.startswith("Scores, scaling")
    assert cut.startswith("Not in this course yet: ")
    assert set(told["goal"]) == FIELDS
    assert NOW.date().isoformat() < told["goal"]["soonest"] < told["goal"]["latest"]
    assert cleared.stdout.startswith("No goal is chosen")
    with Log.open(tmp_path / "learner.db") as log:
        assert [row.record for row in log.rows()] == [GoalChosen("attention-by-hand"), GoalChosen(None)]


def test_any_skill_can_be_a_goal_and_today_follows_it(tmp_path: Path) -> None:
    nabla("goal", "exp-log-rules", home=tmp_path)

    (today,) = objects(nabla("today", "--json", home=tmp_path))
    said = nabla("today", home=tmp_path).stdout

    assert today["goal"]["id"] == "exp-log-rules"
    assert {each["skill"] for each in today["problems"]} <= set(Library.shipped().curriculum.path(["exp-log-rules"]))
    assert said.splitlines()[-1].startswith("Goal: Rules of exponentials and logarithms. 0 of 2 skills; ")


def test_today_without_a_goal_says_so_to_programs_only(tmp_path: Path) -> None:
    assert objects(nabla("today", "--json", home=tmp_path))[0]["goal"] is None
    assert "Goal" not in nabla("today", home=tmp_path).stdout


def test_a_name_that_is_neither_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    done = nabla("goal", "alchemy", home=tmp_path)

    assert done.returncode == 1
    assert done.stderr == "nabla: There is no goal and no skill 'alchemy'; nabla goal --list lists the goals.\n"
    assert done.stdout == ""
    assert not (tmp_path / "learner.db").exists()


def test_a_goal_that_is_unknown_now_is_passed_over(tmp_path: Path) -> None:
    chosen_minutes(tmp_path / "learner.db")
    with Log.open(tmp_path / "learner.db") as log:
        log.append(GoalChosen("of-a-pack-that-went-away"), NOW)

    assert "'of-a-pack-that-went-away' is not in this course" in nabla("goal", home=tmp_path).stdout
    (today,) = objects(nabla("today", "--json", home=tmp_path))
    assert today["goal"] is None
    assert today["problems"]


@pytest.mark.parametrize("as_json", [False, True])
def test_every_goal_is_listed_and_the_chosen_one_marked(tmp_path: Path, as_json: bool) -> None:
    nabla("goal", "curvature", home=tmp_path)
    done = nabla("goal", "--list", *(["--json"] if as_json else []), home=tmp_path)

    ids = [goal.id for goal in Library.shipped().goals]
    if as_json:
        listed = objects(done)
        assert [each["id"] for each in listed] == ids
        assert [each["id"] for each in listed if each["chosen"]] == ["curvature"]
    else:
        lines = done.stdout.splitlines()
        assert [line.split()[0] for line in lines[:-1]] == ids
        assert [line.split()[0] for line in lines if line.endswith("(your goal)")] == ["curvature"]
