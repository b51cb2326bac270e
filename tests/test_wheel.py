"""What is shipped: every tracked content file is in the wheel, and nothing that is not tracked."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tutor.content.library import Library

ROOT = Path(__file__).parents[1]
PLACES = {
    "curriculum/": "tutor/content/files/curriculum/",
    "exercises/": "tutor/content/files/exercises/",
    "tutor/": "tutor/",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, cwd=folder)
    return next(folder.glob("nabla_tutor-*.whl"))


def tracked() -> set[str]:
    listed = subprocess.run(["git", "ls-files", *PLACES], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(listed.stdout.splitlines())


def test_the_wheel_holds_exactly_what_is_tracked(wheel: Path) -> None:
    expected = {
        there + path.removeprefix(here) for path in tracked() for here, there in PLACES.items() if path.startswith(here)
    }

    shipped = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert shipped == expected


def test_the_library_reads_itself_out_of_the_wheel(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import tutor.content; from tutor.content.library import Library\n"
        "assert tutor.content.__file__.startswith(sys.argv[1])\n"
        "library = Library.shipped(); print(len(library.curriculum.skills), len(list(library.packs())))"
    )

    done = subprocess.run(
        [sys.executable, "-P", "-c", code, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )

    skills = len(Library.shipped().curriculum.skills)
    assert done.stdout.split() == [str(skills), str(skills)]
