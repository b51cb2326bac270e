"""Packs from strangers: refused or loaded with a clear message, soon, in little memory, and nothing runs."""

import re
import unicodedata
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hostile_packs import HOSTILE_PACKS

from tutor.errors import WorkerError
from tutor.worker import Worker

HERE = Path(__file__).parent
SOURCES = tuple((HERE / name).read_text(encoding="utf-8") for name in ("sorts.toml", "anchors.toml"))
MOST_KIB = 300 * 1024
SAMPLE = 24
ALL = 2_000
PIECES = (
    "'", "'''", '"', "[", "]", "[[exercise]]\n", "{=", "}", "{", "$", "\\", "(", ")", "^", "^9^9^9", "..", "10^9", "=",
    "\n", "#", ".", ",", "\x00", "\x1b[2J", "\u202e", "é", "9" * 400, "factorial(", "where ", "by_level(", "nan",
)  # fmt: skip


async def _findings(worker: Worker, file: Path) -> tuple[list[dict[str, object]], int]:
    reply = await worker.ask({"do": "prove", "path": str(file), "seeds": 1, "counted": 1}, 60)
    return reply["findings"], reply["kib"]


def _is_clean(text: str) -> bool:
    return not any(unicodedata.category(sign) in ("Cc", "Cf") and sign != "\n" for sign in text)


async def test_hostile_packs_are_told_what_is_wrong_and_bring_nothing_down(tmp_path: Path) -> None:
    file = tmp_path / "stranger.toml"
    witness = Path("/tmp/nabla-was-here")
    found: dict[str, list[dict[str, object]]] = {}

    async with Worker() as worker:
        for name, content in HOSTILE_PACKS.items():
            file.write_bytes(content)
            found[name], kib = await _findings(worker, file)
            assert kib < MOST_KIB, name
        process = worker.process_id

    assert process is not None
    assert not witness.exists()
    silent = [name for name, findings in found.items() if not findings]
    assert silent == []
    assert all(_is_clean(str(each["message"])) for findings in found.values() for each in findings)
    assert all(len(str(each["message"])) < 1_000 for findings in found.values() for each in findings)


async def test_a_hostile_pack_cannot_be_posed_for_long(tmp_path: Path) -> None:
    (tmp_path / "stranger.toml").write_bytes(HOSTILE_PACKS["an integral without end"])

    async with Worker(packs=tmp_path) as worker:
        worker.limit = 60
        with pytest.raises(Exception, match=r"takes (over|too long)") as caught:
            await worker.pose("stranger/e", 1, 1)

    assert not isinstance(caught.value, WorkerError)


def mutants(count: int) -> Iterator[str]:
    """Packs of ours with something taken out, put in, doubled or exchanged, decided by their number."""
    for number in range(count):
        chance = int.from_bytes(sha256(f"mutant {number}".encode()).digest()[:16], "big")
        text = SOURCES[number % 2]
        for _ in range(1 + chance % 3):
            chance, at = divmod(chance // 3, len(text))
            chance, way = divmod(chance, 4)
            chance, length = divmod(chance, 40)
            piece = PIECES[chance % len(PIECES)]
            other = text[(at * 7) % len(text) :][:length]
            middle = ("", piece, text[at : at + length] * 2, other)[way]
            text = text[:at] + middle + text[at + (0 if way == 1 else length) :]
            chance //= len(PIECES)
        yield text


async def _proved_mutants(folder: Path, count: int) -> int:
    """How many mutants were proved or refused as is due; the first that was not fails the test."""
    file = folder / "mutant.toml"
    async with Worker() as worker:
        for number, text in enumerate(mutants(count)):
            file.write_text(text, encoding="utf-8")
            findings, kib = await _findings(worker, file)
            assert kib < MOST_KIB, number
            for each in findings:
                assert _is_clean(str(each["message"])), number
                assert each["line"] is not None, (number, each)
                assert not re.search(r"Traceback|stumbled|NoneType|AssertionError", str(each["message"])), (
                    number,
                    each,
                )
    return number + 1


async def test_mutated_packs_are_refused_or_proved_each_with_its_line(tmp_path: Path) -> None:
    assert await _proved_mutants(tmp_path, SAMPLE) == SAMPLE


@pytest.mark.slow
async def test_two_thousand_mutated_packs_are_refused_or_proved(tmp_path: Path) -> None:
    assert await _proved_mutants(tmp_path, ALL) == ALL
