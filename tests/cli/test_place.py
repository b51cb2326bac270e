"""`nabla place`, line by line. Real processes."""

from __future__ import annotations

from pathlib import Path

from cli.test_commands import nabla, objects

from tests.support import NOW
from tutor.learner.log import Log
from tutor.learner.records import Attempt, GivenUp, PlacementBegun, PlacementEnded


def rows(home: Path) -> list[object]:
    with Log.open(home / "learner.db") as log:
        return [row.record for row in log.rows()]


def test_it_asks_and_notes_and_says_at_the_end_what_was_found(tmp_path: Path) -> None:
    done = nabla("place", typed="(((\n:unknown\n\n:mystery\n" + ":unknown\n" * 20, home=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Question 1, at most 15.\n")
    assert "Not read." in done.stdout
    assert "There is no :mystery" in done.stdout
    assert done.stdout.count("Noted.") == sum(isinstance(each, GivenUp) for each in rows(tmp_path)) <= 8
    assert "The course begins at its beginning." in done.stdout
    assert "Vectors: 0 of " in done.stdout
    assert "Right" not in done.stdout


def test_json_tells_of_each_answer_only_that_it_was_noted(tmp_path: Path) -> None:
    printed = objects(nabla("place", "--json", typed=":unknown\n" * 20, home=tmp_path))

    noted = [each for each in printed if "noted" in each]
    assert all(
        set(each) == {"noted", "sequence", "skill", "exercise", "seed", "level", "part", "next_part"} for each in noted
    )
    assert all("answer" not in each["problem"] for each in printed if "problem" in each)
    assert len([each for each in printed if "problem" in each]) == len(noted)
    found = printed[-1]["found"]
    assert (found["whole"], found["presumed"], found["questions"]) == (True, [], len(noted))


def test_stopped_it_is_taken_up_by_the_next_call(tmp_path: Path) -> None:
    first = objects(nabla("place", "--json", typed=":unknown\n:quit\n:unknown\n", home=tmp_path))
    assert first[-1]["found"]["whole"] is False

    second = objects(nabla("place", "--json", typed=":unknown\n", home=tmp_path))

    assert second[0]["problem"]["number"] == 2
    assert second[0]["problem"]["skill"] != first[0]["problem"]["skill"]
    kept = rows(tmp_path)
    assert len({each.session for each in kept if isinstance(each, PlacementBegun)}) == 1
    assert [type(each) for each in kept] == [PlacementBegun, GivenUp, PlacementEnded] * 2


def test_without_an_answer_nothing_ends(tmp_path: Path) -> None:
    done = nabla("place", typed="", home=tmp_path)

    assert done.returncode == 0
    assert not any(isinstance(each, (Attempt, PlacementEnded)) for each in rows(tmp_path))


def test_today_verifies_what_is_presumed_and_skills_names_it(tmp_path: Path) -> None:
    with Log.open(tmp_path / "learner.db") as log:
        log.append(PlacementBegun("p"), NOW)
        log.append(PlacementEnded("p", {"power-rules": 0.97, "exp-log-rules": 0.9, "sum-notation": 0.3}), NOW)

    (plan,) = objects(nabla("today", "--json", home=tmp_path, NABLA_NOW=NOW.isoformat()))
    skills = {each["id"]: each for each in objects(nabla("skills", "--json", home=tmp_path))}

    verified = [each for each in plan["problems"] if each["why"] == "verify"]
    assert [(each["skill"], each["chance"]) for each in verified] == [("power-rules", 0.97)]
    assert {each for each, row in skills.items() if row["presumed"]} == {"power-rules", "exp-log-rules"}
    assert {skills[each]["state"] for each in ("power-rules", "exp-log-rules")} == {"not-started"}
    assert [skills[each]["next"] for each in ("power-rules", "exp-log-rules")] == [True, False]
