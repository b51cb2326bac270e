"""What is there to learn? The shipped folders, found in a wheel or in a checkout."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def folder(name: str) -> Traversable:
    """The folder `name` of shipped content, from a wheel or from a checkout."""
    shipped = files(__name__) / "files" / name
    if shipped.is_dir():
        return shipped
    return Path(__file__).parents[2] / name
