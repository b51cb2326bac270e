"""Exactly what a pack file may say: strict models of its tables, format number 1."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Kind = Literal[
    "number", "expression", "vector", "matrix", "set", "multiset", "tuple", "interval", "equation", "inequality",
    "boolean", "choice", "choices", "ordering", "shape", "distribution", "quantity", "up-to-scale", "up-to-sign",
    "subspace-basis", "orthonormal-basis", "factorisation", "satisfying", "antiderivative", "derivation",
]  # fmt: skip
Form = Literal[
    "lowest-terms", "no-decimals", "expanded", "factored", "simplified", "single-fraction", "unit-vector",
    "echelon", "as-written",
]  # fmt: skip
Sort = Literal["compute", "choose", "find-error", "predict", "derive", "explain", "combine"]
Assumption = Literal[
    "real", "positive", "nonnegative", "negative", "nonzero", "integer", "natural", "positive integer",
    "nonnegative integer", "complex", "matrix", "symmetric", "orthogonal", "vector",
]  # fmt: skip
Level = Annotated[int, Field(ge=1, le=4)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Name = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z]*(_?[0-9]+|_[A-Za-z0-9]+)?$", max_length=24)]
Line = Annotated[str, Field(min_length=1, pattern=r"\S")]


class Table(BaseModel):
    """Strict: no key that is not declared, no text where a number belongs."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class MistakeTable(Table):
    """A wrong answer that has a name: the value it `gives`, or what it `matches`."""

    say: Line
    gives: Line | None = None
    matches: Line | None = None
    when: Line | None = None
    name: str = ""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.gives is None) == (self.matches is None):
            raise ValueError("a mistake has either `gives` or `matches`")
        return self


class OptionTable(Table):
    """One line of a choice; `right`: the condition under which it is the answer."""

    text: Line
    right: Line
    say: Line | None = None


class AskedTable(Table):
    """What an exercise and a part have in common: what is answered, and how it is judged."""

    kind: Kind | None = None
    form: Form | None = None
    answer: Line | None = None
    confirm: Line | None = None
    hints: Line | None = None
    steps: Line | None = None
    accept: Line | None = None
    reject: Line | None = None
    other_form: Line | None = Field(default=None, alias="other-form")
    decimals: Annotated[int, Field(ge=0, le=12)] | None = None
    significant: Annotated[int, Field(ge=1, le=12)] | None = None
    tolerance: Annotated[str, Field(pattern=r"^\d+(\.\d+|/[1-9]\d*)?$")] | None = None
    unit: Line | None = None
    fields: Annotated[list[Name], Field(max_length=6)] = []
    must: Line | None = None
    items: list[Line] = []
    option: Annotated[list[OptionTable], Field(max_length=12)] = []
    shuffle: bool = True
    mistake: list[MistakeTable] = []

    def refuse_misfits(self) -> None:
        """Raises ValueError where keys do not go together."""
        if self.kind is None:
            raise ValueError("`kind` is missing")
        chooses = self.kind in ("choice", "choices")
        if chooses != bool(self.option):
            raise ValueError("a choice has `option` tables, and no other kind has them")
        if chooses == (self.answer is not None):
            raise ValueError("a choice is answered by its options; every other kind has an `answer`")
        if (self.kind == "ordering") != bool(self.items):
            raise ValueError("an ordering has `items`, and no other kind has them")
        if sum(each is not None for each in (self.decimals, self.significant, self.tolerance)) > 1:
            raise ValueError("at most one of `decimals`, `significant` and `tolerance`")
        if (self.kind == "quantity") != (self.unit is not None):
            raise ValueError("a quantity has a `unit`, and no other kind has one")
        if self.fields and self.kind not in ("factorisation", "satisfying"):
            raise ValueError("only a factorisation and `satisfying` have `fields`")
        if (self.must is not None) != (self.kind == "satisfying" or bool(self.fields)):
            raise ValueError("`must` goes with the kind `satisfying`, or with the `fields` of a factorisation")


class PartTable(AskedTable):
    """One of the parts that build on one another; its id is a value in the later ones."""

    id: Name
    ask: Line

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        self.refuse_misfits()
        return self


class ExerciseTable(AskedTable):
    """One exercise. `skill` may stand once at the top of the file instead; with `part` tables, what is
    asked and judged stands in these, and `ask` is what they have in common."""

    id: Id
    skill: Id | None = None
    title: str = ""
    levels: Annotated[list[Level], Field(min_length=1)]
    names: list[Name] = []
    assume: dict[str, Assumption] = {}
    sort: Sort = "compute"
    tags: list[str] = []
    source: str = ""
    few: Line | None = None
    let: str = ""
    ask: Line
    part: Annotated[list[PartTable], Field(max_length=8)] = []

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if sorted(set(self.levels)) != self.levels:
            raise ValueError("`levels` rise, each once, as in [1, 2]")
        if unknown := set(self.assume) - set(self.names):
            raise ValueError(f"`assume` speaks of {', '.join(sorted(unknown))}, which `names` does not declare")
        if len(set(self.names)) != len(self.names):
            raise ValueError("`names` declares a name twice")
        if not self.part:
            self.refuse_misfits()
        elif own := sorted(self.model_fields_set & set(AskedTable.model_fields)):
            raise ValueError(f"`{own[0]}` belongs to the parts here: move it into one of them")
        if len({part.id for part in self.part}) < len(self.part):
            raise ValueError("two parts have the same id")
        return self


class PackTable(Table):
    """A file of exercises. Inside a folder `pack.toml` has the title, the version and what follows on them."""

    format: Literal[1]
    title: Line | None = None
    version: Annotated[int, Field(ge=1)] | None = None
    licence: str = ""
    authors: list[str] = []
    source: str = ""
    skill: Id | None = None
    let: str = ""
    exercise: Annotated[list[ExerciseTable], Field(min_length=1, max_length=500)]


class FolderTable(Table):
    """`pack.toml` of a pack that is a folder. `requires`: ids of other packs that it builds on; `vocabulary`:
    installed Python packages whose functions its formulas use."""

    format: Literal[1]
    id: Id
    title: Line
    version: Annotated[int, Field(ge=1)]
    licence: str = ""
    authors: list[str] = []
    source: str = ""
    requires: Annotated[list[Id], Field(max_length=20)] = []
    vocabulary: Annotated[list[str], Field(max_length=20)] = []
