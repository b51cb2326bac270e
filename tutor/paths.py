"""Where the learner's log, settings, packs and backups live."""

from __future__ import annotations

import os
from pathlib import Path

from tutor.errors import NablaError


def home() -> Path:
    """The learner's folder: `NABLA_HOME`, else the platform's data folder. Made on need.

    Raises NablaError where it cannot be made or written to.
    """
    return _folder(_chosen_home())


def log_file(db: Path | None = None) -> Path:
    """The learner's log: `db` where one is named, else `learner.db` in `home()`. Its folder is made."""
    if db is None:
        return home() / "learner.db"
    file = Path(os.path.abspath(db.expanduser()))
    _folder(file.parent)
    return file


def packs_folder() -> Path:
    """Where the learner's own packs lie, `packs` in `home()`; it need not be there."""
    return _chosen_home() / "packs"


def backup_folder(log: Path) -> Path:
    """Where the daily backups of a log lie: `backups` beside it. Made when the first is written."""
    return log.parent / "backups"


def exports_folder(log: Path) -> Path:
    """Where reports of tests are written that the learner asks for: `exports` beside the log. Made with the first."""
    return log.parent / "exports"


def _chosen_home() -> Path:
    if named := os.environ.get("NABLA_HOME", "").strip():
        return Path(os.path.abspath(Path(named).expanduser()))
    from platformdirs import user_data_dir

    return Path(user_data_dir("nabla", appauthor=False))


def _folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or "it is in the way"
        raise NablaError(
            f"The folder {folder} cannot be made ({reason}): name another with NABLA_HOME or --db."
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK) or not folder.stat().st_mode & 0o222:
        raise NablaError(f"The folder {folder} cannot be written to: name another with NABLA_HOME or --db.")
    return folder
