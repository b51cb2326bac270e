from pathlib import Path

import platformdirs
import pytest

from tutor.errors import NablaError
from tutor.paths import backup_folder, home, log_file


def test_nabla_home_names_the_folder_and_it_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NABLA_HOME", str(tmp_path / "a" / "b"))

    assert home() == tmp_path / "a" / "b"
    assert log_file() == tmp_path / "a" / "b" / "learner.db"
    assert (tmp_path / "a" / "b").is_dir()


@pytest.mark.parametrize("named", ["", "  "])
def test_else_it_is_the_platforms_folder(named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NABLA_HOME", named)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda name, **_: str(tmp_path / name))

    assert home() == tmp_path / "nabla"


def test_a_named_log_needs_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NABLA_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    assert log_file(Path("deep/my.db")) == tmp_path / "deep" / "my.db"
    assert (tmp_path / "deep").is_dir()
    assert not (tmp_path / "home").exists()


def test_a_home_that_cannot_be_made_is_named_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("NABLA_HOME", str(tmp_path / "file" / "home"))

    with pytest.raises(NablaError, match="cannot be made") as caught:
        home()

    assert str(tmp_path / "file" / "home") in str(caught.value)


def test_a_read_only_home_is_named_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "locked").mkdir(mode=0o555)
    monkeypatch.setenv("NABLA_HOME", str(tmp_path / "locked"))

    with pytest.raises(NablaError, match="cannot be written"):
        home()


def test_backups_lie_beside_the_log(tmp_path: Path) -> None:
    assert backup_folder(tmp_path / "my.db") == tmp_path / "backups"
