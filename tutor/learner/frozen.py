"""Frozen dataclasses for what is made anew with every row of the log."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """A dataclass with slots that nobody may change; the type checker sees to it, not Python.

    For Python takes four times as long to make one that it guards itself (each field goes through
    `object.__setattr__`), and replaying a long log makes a million of them.
    """
    return dataclass(slots=True)(cls)
