"""Exactly what a pack file may say: strict models of its tables, format number 1."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

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


def misfit(key: str, message: str, *below: int | str) -> PydanticCustomError:
    """The fault of a table that is told at one of its keys (or `below` it), or at its heading where that is
    missing."""
    return PydanticCustomError("misfit", "{message}", {"path": (key, *below), "message": message})


class Table(BaseModel):
    """Strict: no key that is not declared, no text where a number belongs."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class MistakeTable(Table):
    """A wrong answer that has a name: the value it `gives`, or what it `matches`."""

    say: Line = Field(description="What the learner is told. Markdown with formulas and places.")
    gives: Line | None = Field(default=None, description="The wrong value: a formula. Either this or `matches`.")
    matches: Line | None = Field(
        default=None,
        description="A condition on `given`, the learner's value, or on the `fields`. Either this or `gives`.",
    )
    when: Line | None = Field(
        default=None,
        description="A condition on the drawn values: otherwise the mistake is left out.",
    )
    name: str = Field(default="", description="What the log calls it.")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.gives is not None and self.matches is not None:
            raise misfit("matches", "a mistake has either `gives` or `matches`, not both")
        if self.gives is None and self.matches is None:
            raise misfit("gives", "a mistake has either `gives`, a formula, or `matches`, a condition on `given`")
        return self


class OptionTable(Table):
    """One line of a choice; `right`: the condition under which it is the answer."""

    text: Line = Field(description="What the learner reads. Markdown with formulas and places.")
    right: Line = Field(description="The condition under which this option is right.")
    say: Line | None = Field(default=None, description="What is told to the learner who takes it wrongly.")


CHOSEN = ("choice", "choices")
WITH_FIELDS = ("factorisation", "satisfying")
PRECISION = ("decimals", "significant", "tolerance")


class AskedTable(Table):
    """What an exercise and a part have in common: what is answered, and how it is judged."""

    kind: Kind | None = Field(
        default=None,
        description="What sort of value is asked for. Needed, here or in each part.",
    )
    form: Form | None = Field(
        default=None,
        description="The form that is asked for. The right value in another form may be tried again.",
    )
    answer: Line | None = Field(
        default=None,
        description="The right answer: a formula; of a derivation its lines. Needed, save for choices.",
    )
    confirm: Line | None = Field(
        default=None,
        description="Conditions on `answer`, one a line, that hold on every seed. `=` is exact, `~` numeric.",
    )
    hints: Line | None = Field(
        default=None,
        description="Shown one by one; a blank line begins the next. None may show the answer.",
    )
    steps: Line | None = Field(
        default=None,
        description="The worked solution; a blank line begins the next step. Equations between places are proved.",
    )
    accept: Line | None = Field(default=None, description="Lines as a learner types them that must be judged right.")
    reject: Line | None = Field(default=None, description="Lines that must be judged wrong.")
    other_form: Line | None = Field(
        default=None,
        alias="other-form",
        description="Lines that must be judged right in value, but not in the form that is asked for.",
    )
    decimals: Annotated[int, Field(ge=0, le=12)] | None = Field(
        default=None,
        description="Right within one unit of this decimal; the learner is told. Not beside the next two.",
    )
    significant: Annotated[int, Field(ge=1, le=12)] | None = Field(
        default=None,
        description="Right within one unit of this significant digit; the learner is told.",
    )
    tolerance: Annotated[str, Field(pattern=r"^\d+(\.\d+|/[1-9]\d*)?$")] | None = Field(
        default=None,
        description="Right within this absolute distance, written as text: '0.05' or '1/20'; the learner is told.",
    )
    unit: Line | None = Field(default=None, description="The unit in which the `answer` of a quantity is reckoned.")
    fields: Annotated[list[Name], Field(max_length=6)] = Field(
        default=[],
        description="Of a factorisation or `satisfying`: the names of the values that the learner gives, in order.",
    )
    must: Line | None = Field(
        default=None,
        description="Conditions, one a line, on `answer` or the `fields`, that decide whether an answer is right.",
    )
    items: list[Line] = Field(
        default=[],
        description="What an ordering puts in order; its `answer` is the list of their positions.",
    )
    option: Annotated[list[OptionTable], Field(max_length=12)] = Field(
        default=[],
        description="The options of a choice. On every seed one is right; of `choices` any number.",
    )
    shuffle: bool = Field(default=True, description="Whether the seed shuffles the options.")
    mistake: list[MistakeTable] = Field(
        default=[],
        description="Wrong answers that have a name; looked at only when the answer is wrong.",
    )

    def refuse_misfits(self) -> None:
        """Raises where keys do not go together."""
        if self.kind is None:
            raise misfit("kind", '`kind` is missing: the sort of answer, as in kind = "number"')
        if self.answer is None and self.kind not in CHOSEN:
            raise misfit("answer", f"`answer` is missing: every {self.kind} has one")
        self._refuse_strangers()
        given = [key for key in PRECISION if getattr(self, key) is not None]
        if len(given) > 1:
            raise misfit(given[1], "at most one of `decimals`, `significant` and `tolerance`")
        if self.kind in CHOSEN and not self.option:
            raise misfit("option", f"a {self.kind} has [[…option]] tables, one for each line to choose from")
        if self.kind == "ordering" and len(self.items) < 2:
            raise misfit("items", "an ordering has `items`, at least two")
        if self.kind == "quantity" and self.unit is None:
            raise misfit("unit", "a quantity has a `unit`")
        if self.must is None and (self.kind == "satisfying" or self.fields):
            raise misfit("must", "the kind `satisfying` and `fields` go with `must`, the conditions to be met")
        if self.fields and self.must is not None and len(set(self.fields)) < len(self.fields):
            raise misfit("fields", "`fields` declares a name twice")

    def _refuse_strangers(self) -> None:
        """Keys that belong to other kinds."""
        assert self.kind is not None
        if self.kind in CHOSEN and self.answer is not None:
            raise misfit("answer", "a choice is answered by its options: leave `answer` out")
        if self.option and self.kind not in CHOSEN:
            raise misfit("option", f"a choice has `option` tables, and a {self.kind} has none")
        if self.items and self.kind != "ordering":
            raise misfit("items", f"an ordering has `items`, and a {self.kind} has none")
        if self.unit is not None and self.kind != "quantity":
            raise misfit("unit", f"a quantity has a `unit`, and a {self.kind} has none")
        if self.fields and self.kind not in WITH_FIELDS:
            raise misfit("fields", f"a factorisation and `satisfying` have `fields`, and a {self.kind} has none")
        if self.must is not None and not (self.kind == "satisfying" or self.fields):
            raise misfit("must", "`must` goes with the kind `satisfying`, or with the `fields` of a factorisation")


class PartTable(AskedTable):
    """One of the parts that build on one another; its id is a value in the later ones."""

    id: Name = Field(description="The name of the part, which later parts use as its value.")
    ask: Line = Field(description="What this part asks. Markdown with formulas and places.")

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        self.refuse_misfits()
        return self


class ExerciseTable(AskedTable):
    """One exercise. `skill` may stand once at the top of the file instead; with `part` tables, what is
    asked and judged stands in these, and `ask` is what they have in common."""

    id: Id = Field(description="Unique in the pack, and part of every seed: another id is another exercise.")
    skill: Id | None = Field(
        default=None,
        description="The skill that is practised; it may stand once at the top of the file.",
    )
    title: str = Field(default="", description="What lists call it.")
    levels: Annotated[list[Level], Field(min_length=1)] = Field(
        description="1 recognise, 2 compute, 3 explain, 4 combine; they rise. `by_level(a, b)` has one entry for each."
    )
    names: list[Name] = Field(default=[], description="The names that stay unknown, in formulas and in answers.")
    assume: dict[str, Assumption] = Field(default={}, description="What is known of a name in `names`.")
    sort: Sort = Field(default="compute", description="What the learner does.")
    tags: list[str] = Field(default=[], description="Words by which it is found.")
    source: str = Field(default="", description="Where the idea is from.")
    few: Line | None = Field(
        default=None,
        description="Why there are only few different problems: excuses that finding.",
    )
    let: str = Field(
        default="",
        description="Draws, definitions, helpers and conditions, one a line; samplers stand here only.",
    )
    ask: Line = Field(
        description="The task, or what its parts have in common: Markdown, formulas in `$`, places `{= formula}`."
    )
    part: Annotated[list[PartTable], Field(max_length=8)] = Field(
        default=[],
        description="Parts that build on one another.",
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if sorted(set(self.levels)) != self.levels:
            raise misfit("levels", "`levels` rise, each once, as in [1, 2]")
        if unknown := set(self.assume) - set(self.names):
            told = ", ".join(sorted(unknown))
            raise misfit("assume", f"`assume` speaks of {told}, which `names` does not declare")
        if len(set(self.names)) != len(self.names):
            raise misfit("names", "`names` declares a name twice")
        if not self.part:
            self.refuse_misfits()
        elif own := sorted(self.model_fields_set & set(AskedTable.model_fields)):
            raise misfit(own[0], f"`{own[0]}` belongs to the parts here: move it into one of them")
        for at, part in enumerate(self.part):
            if part.id in {each.id for each in self.part[:at]}:
                raise misfit("part", f"two parts have the same id, {part.id}", at, "id")
        return self


class PackTable(Table):
    """A file of exercises. Inside a folder `pack.toml` has the title, the version and what follows on them."""

    format: Literal[1] = Field(description="The number of this format.")
    title: Line | None = Field(
        default=None,
        description="What lists call the pack. Needed in a pack that is one file, with `version`.",
    )
    version: Annotated[int, Field(ge=1)] | None = Field(
        default=None,
        description="Counts up with every change that is passed on.",
    )
    licence: str = Field(default="", description="Under which others may use it, such as CC-BY-4.0.")
    authors: list[str] = Field(default=[], description="Who wrote it.")
    source: str = Field(default="", description="Where it is from.")
    skill: Id | None = Field(default=None, description="The skill of all exercises that name none.")
    let: str = Field(default="", description="Helpers and values for every exercise of the file.")
    exercise: Annotated[list[ExerciseTable], Field(min_length=1, max_length=500)] = Field(description="The exercises.")


class FolderTable(Table):
    """`pack.toml` of a pack that is a folder. `requires`: ids of other packs that it builds on; `vocabulary`:
    installed Python packages whose functions its formulas use."""

    format: Literal[1] = Field(description="The number of this format.")
    id: Id = Field(description="The name of the folder; unique among the packs of a learner, and part of every seed.")
    title: Line = Field(description="What lists call the pack.")
    version: Annotated[int, Field(ge=1)] = Field(description="Counts up with every change that is passed on.")
    licence: str = Field(default="", description="Under which others may use it, such as CC-BY-4.0.")
    authors: list[str] = Field(default=[], description="Who wrote it.")
    source: str = Field(default="", description="Where it is from.")
    requires: Annotated[list[Id], Field(max_length=20)] = Field(
        default=[],
        description="Ids of packs on whose skills it builds.",
    )
    vocabulary: Annotated[list[str], Field(max_length=20)] = Field(
        default=[],
        description="Installed Python packages whose functions its formulas use.",
    )
