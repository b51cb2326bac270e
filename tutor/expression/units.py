"""The units of this field, with their exact factors: bytes and bits, tokens, FLOP, seconds, watts.

A quantity is a line of the expression language in which units are names: `16 GB`, `312 TFLOP/s`,
`2 * 7e9 bytes`, `4 kWh/(2 h)`. Upper and lower case tell units apart (MB, Mb), and a near miss is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from itertools import product

Dimension = tuple[tuple[str, int], ...]
"""Powers of what is measured, in order of name: bytes per second are `(("information", 1), ("time", -1))`."""

NONE: Dimension = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """`factor`: how many of the base unit (bit, second, metre, kilogram, token, ...) it is."""

    factor: Fraction
    dimension: Dimension

    def __mul__(self, other: Unit) -> Unit:
        powers = dict(self.dimension)
        for name, power in other.dimension:
            powers[name] = powers.get(name, 0) + power
        return Unit(self.factor * other.factor, _dimension(powers))

    def __pow__(self, exponent: int) -> Unit:
        powers = {name: power * exponent for name, power in self.dimension}
        return Unit(self.factor**exponent, _dimension(powers))


def _dimension(powers: dict[str, int]) -> Dimension:
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def _unit(factor: int | Fraction, **powers: int) -> Unit:
    return Unit(Fraction(factor), _dimension(powers))


DECIMAL = {letter: 1000**power for power, letter in enumerate("kMGTPE", 1)}
BINARY = {f"{letter.upper()}i": 1024**power for power, letter in enumerate("kMGTPE", 1)}
SMALL = {"m": Fraction(1, 10**3), "u": Fraction(1, 10**6), "n": Fraction(1, 10**9), "p": Fraction(1, 10**12)}
DECIMAL_WORDS = dict(zip(("kilo", "mega", "giga", "tera", "peta", "exa"), DECIMAL.values(), strict=True))
BINARY_WORDS = dict(zip(("kibi", "mebi", "gibi", "tebi", "pebi", "exbi"), BINARY.values(), strict=True))
SMALL_WORDS = dict(zip(("milli", "micro", "nano", "pico"), SMALL.values(), strict=True))

BIT, BYTE = _unit(1, information=1), _unit(8, information=1)
FLOP, SECOND, TOKEN = _unit(1, FLOP=1), _unit(1, time=1), _unit(1, token=1)
JOULE = _unit(1, mass=1, length=2, time=-2)
WATT = JOULE * SECOND**-1
HOUR = _unit(3600, time=1)

_COUNTED = {
    "token": ("token", "tokens", "tok", "toks"),
    "parameter": ("parameter", "parameters", "param", "params"),
    "sample": ("sample", "samples", "example", "examples"),
    "step": ("step", "steps"),
    "sequence": ("sequence", "sequences"),
    "request": ("request", "requests"),
    "word": ("word", "words"),
    "character": ("character", "characters", "char", "chars"),
    "document": ("document", "documents"),
    "image": ("image", "images"),
    "query": ("query", "queries"),
    "epoch": ("epoch", "epochs"),
    "iteration": ("iteration", "iterations"),
    "batch": ("batch", "batches"),
    "layer": ("layer", "layers"),
    "head": ("head", "heads"),
    "nat": ("nat", "nats"),
    "GPU": ("GPU", "GPUs"),
    "dollar": ("USD", "dollar", "dollars"),
    "euro": ("EUR", "euro", "euros"),
}
_PLAIN = {
    ("s", "sec", "secs", "second", "seconds"): SECOND,
    ("min", "mins", "minute", "minutes"): _unit(60, time=1),
    ("h", "hr", "hrs", "hour", "hours"): HOUR,
    ("day", "days"): _unit(86400, time=1),
    ("week", "weeks"): _unit(604800, time=1),
    ("kg",): _unit(1, mass=1),
    ("cm",): _unit(Fraction(1, 100), length=1),
    ("cent", "cents"): _unit(Fraction(1, 100), dollar=1),
    ("thousand",): _unit(10**3),
    ("million",): _unit(10**6),
    ("billion",): _unit(10**9),
    ("trillion",): _unit(10**12),
}
_LARGE_AND_SMALL = {
    "Hz": SECOND**-1,
    "W": WATT,
    "J": JOULE,
    "Wh": WATT * HOUR,
    "V": WATT * _unit(1, current=-1),
    "A": _unit(1, current=1),
    "N": JOULE * _unit(1, length=-1),
    "Pa": JOULE * _unit(1, length=-3),
    "m": _unit(1, length=1),
    "g": _unit(Fraction(1, 1000), mass=1),
    "mol": _unit(1, amount=1),
}
"""Units that take every decimal prefix."""
_WORDS = {
    "hertz": SECOND**-1,
    "watt": WATT,
    "watts": WATT,
    "joule": JOULE,
    "joules": JOULE,
    "meter": _unit(1, length=1),
    "meters": _unit(1, length=1),
    "metre": _unit(1, length=1),
    "metres": _unit(1, length=1),
    "gram": _unit(Fraction(1, 1000), mass=1),
    "grams": _unit(Fraction(1, 1000), mass=1),
    "second": SECOND,
    "seconds": SECOND,
}
"""Units that take prefixes in words."""


_SIZE_WORDS = {"bit": BIT, "bits": BIT, "byte": BYTE, "bytes": BYTE}


def _prefixed(prefixes: Mapping[str, int | Fraction], units: Mapping[str, Unit]) -> dict[str, Unit]:
    return {
        prefix + name: Unit(factor * unit.factor, unit.dimension)
        for (prefix, factor), (name, unit) in product(prefixes.items(), units.items())
    }


def _table() -> dict[str, Unit]:
    sizes = {"B": BYTE, "b": BIT, "Bps": BYTE * SECOND**-1, "bps": BIT * SECOND**-1, **_SIZE_WORDS}
    flops = {"FLOP": FLOP, "FLOPs": FLOP, "FLOPS": FLOP * SECOND**-1}
    counted = {each: _unit(1, **{name: 1}) for name, spellings in _COUNTED.items() for each in spellings}
    tokens = {each: counted[each] for each in ("tok", "token", "tokens", "params")}
    return {
        **_prefixed(DECIMAL, sizes | flops | tokens | _LARGE_AND_SMALL),
        **_prefixed(BINARY, sizes),
        **_prefixed(SMALL, _LARGE_AND_SMALL | {"s": SECOND}),
        **_prefixed(DECIMAL_WORDS, _SIZE_WORDS | _WORDS),
        **_prefixed(BINARY_WORDS, _SIZE_WORDS),
        **_prefixed(SMALL_WORDS, _WORDS),
        **sizes, **flops, **_LARGE_AND_SMALL, **_WORDS, **counted,
        **{name: unit for names, unit in _PLAIN.items() for name in names},
    }  # fmt: skip


UNITS = _table()
SCALES = {"k": "thousand", "K": "thousand", "M": "million", "B": "billion", "T": "trillion"}
"""Letters that scale what is counted, as in `7 B params`."""
_BY_FOLDED: dict[str, list[str]] = {}
for _name in UNITS:
    _BY_FOLDED.setdefault(_name.casefold(), []).append(_name)


def is_counted(name: str) -> bool:
    """Whether a unit counts things: tokens, parameters, samples."""
    unit = UNITS.get(name)
    return (
        unit is not None
        and unit.factor == 1
        and [key for key, _ in unit.dimension] != []
        and (unit.dimension[0][0] in _COUNTED)
    )


def known_spelling(word: str) -> str | None:
    """The unit a word stands for, None for none. Whole words may be capitalised: `Tokens`, `Gigabytes`."""
    if word in UNITS:
        return word
    lower = word.lower()
    return lower if len(word) > 3 and lower in UNITS and not lower.endswith("bps") else None


def near_misses(word: str) -> list[str]:
    """Units that may have been meant: the same letters in another case, then a slip of the fingers."""
    if word[:1] == "K" and f"k{word[1:]}" in UNITS:
        return [f"k{word[1:]}", *([f"Ki{word[1:]}"] if f"Ki{word[1:]}" in UNITS else [])]
    folded = _BY_FOLDED.get(word.casefold(), []) if len(word) > 1 else []
    return folded[:3] or get_close_matches(word, UNITS, 1, 0.8)


_PREFIX_WORDS = {
    **dict(zip(DECIMAL, DECIMAL_WORDS, strict=True)),
    **dict(zip(BINARY, BINARY_WORDS, strict=True)),
    **dict(zip(SMALL, SMALL_WORDS, strict=True)),
}
_MEANINGS = {
    "B": "bytes", "b": "bits", "Bps": "bytes per second", "bps": "bits per second", "FLOP": "operations",
    "FLOPs": "operations", "FLOPS": "operations per second", "W": "watts", "Wh": "watt hours", "J": "joules",
    "Hz": "hertz", "s": "seconds", "h": "hours", "m": "metres", "g": "grams", "V": "volts", "A": "amperes",
    "N": "newtons", "Pa": "pascals", "mol": "moles",
}  # fmt: skip


def meaning(name: str) -> str:
    """A unit in words, such as gigabytes; nothing where its name is its words."""
    if name in _MEANINGS:
        return _MEANINGS[name]
    for prefix, words in _PREFIX_WORDS.items():
        if name.startswith(prefix) and name[len(prefix) :] in _MEANINGS:
            return words + _MEANINGS[name[len(prefix) :]]
    return ""


_NOUNS: dict[Dimension, str] = {
    NONE: "a number without a unit",
    UNITS["B"].dimension: "a size in bytes or bits",
    UNITS["s"].dimension: "a time",
    UNITS["Bps"].dimension: "a data rate",
    UNITS["FLOP"].dimension: "a number of operations (FLOP)",
    UNITS["FLOPS"].dimension: "a computing speed (FLOP/s)",
    UNITS["Hz"].dimension: "a frequency",
    UNITS["W"].dimension: "a power",
    UNITS["J"].dimension: "an energy",
    UNITS["m"].dimension: "a length",
    UNITS["g"].dimension: "a mass",
    UNITS["USD"].dimension: "an amount of dollars",
    UNITS["EUR"].dimension: "an amount of euros",
    UNITS["GPU"].dimension: "a number of GPUs",
}
_BASES = {
    "information": "byte", "time": "s", "length": "m", "mass": "kg", "dollar": "USD", "euro": "EUR",
    "current": "A", "amount": "mol", "energy": "J",
}  # fmt: skip
_PLURALS = {name: spellings[1] for name, spellings in _COUNTED.items() if spellings[0].islower()}


def noun_of(dimension: Dimension) -> str:
    """What a dimension is, in words: `a size in bytes or bits`, `a number of tokens`, `a quantity in token/s`."""
    if dimension in _NOUNS:
        return _NOUNS[dimension]
    if len(dimension) == 1 and dimension[0][1] == 1 and dimension[0][0] in _PLURALS:
        return f"a number of {_PLURALS[dimension[0][0]]}"
    return f"a quantity in {_in_base_units(dimension)}"


def _in_base_units(dimension: Dimension) -> str:
    powers = dict(dimension)
    if "mass" in powers and powers.get("length") == 2 * powers["mass"]:
        powers["energy"] = powers.pop("mass")
        powers["time"] = powers.get("time", 0) + powers.pop("length")
    named = [(_BASES.get(name) or _PLURALS.get(name, name), power) for name, power in powers.items()]
    above = [unit if power == 1 else f"{unit}^{power}" for unit, power in named if power > 0]
    below = [unit if power == -1 else f"{unit}^{-power}" for unit, power in named if power < 0]
    bottom = f"({' '.join(below)})" if below[1:] else "".join(below)
    return f"{' '.join(above) or '1'}/{bottom}" if below else " ".join(above)
