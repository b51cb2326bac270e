"""A new pack that passes its check: a place to begin."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tutor.content.pack_file import FolderTable, PackTable
from tutor.content.shelf import ID
from tutor.errors import ContentError

SCHEMA = "pack.schema.json"
FOLDER_SCHEMA = "folder.schema.json"

ABOUT = """\
#:schema ./{schema}
format  = 1
id      = "{id}"
title   = "{title}"
version = 1
licence = "CC-BY-4.0"
authors = ["Your name"]
"""

EXERCISES = """\
#:schema ../{schema}
# One exercise, to be changed. `nabla pack check` proves it, `nabla pack preview` shows it.
format = 1
skill  = "sum-notation"

[[exercise]]
id     = "first"
levels = [1, 2]
kind   = "number"
let = '''
# drawn anew for every problem; by_level has one range for each level
a, b = distinct_integers(2, by_level(2..9, 11..49))
n    = integer(3..6)
'''
ask = 'A sum has {{= n}} terms: it begins with ${{= a}}$, and each is ${{= b}}$ more than the last. What is it?'
answer = 'n a + b n (n - 1) / 2'
# the same by another route: term by term
confirm = 'answer = sum(a + b k for k in 0..n - 1)'
hints = '''
Write down the first and the last term.

Pair the first term with the last, the second with the last but one: each pair has the same sum.
'''
steps = '''
The last term is ${{= a}} + {{= n - 1}} \\cdot {{= b}} = {{= a + (n - 1) b}}$.

The {{= n}} terms are on average ${{= (2 a + (n - 1) b) / 2}}$, so their sum is ${{= n a + b n (n - 1) / 2}}$.
'''
accept = '{{= n a}} + {{= b n (n - 1) / 2}}'
reject = '{{= n a}}'

[[exercise.mistake]]
gives = 'n a + b n (n + 1) / 2'
say   = 'The first term has no step yet: there are fewer steps than terms.'
"""


DIALECT = "https://json-schema.org/draft/2020-12/schema"


def pack_schema() -> dict[str, Any]:
    """The JSON Schema of a file of exercises, for editors."""
    found = PackTable.model_json_schema(by_alias=True)
    return {"$schema": DIALECT, **found, "title": "A pack of Nabla exercises"}


def folder_schema() -> dict[str, Any]:
    """The JSON Schema of `pack.toml`."""
    found = FolderTable.model_json_schema(by_alias=True)
    return {"$schema": DIALECT, **found, "title": "What a folder of Nabla exercises says of itself"}


def scaffold(folder: Path) -> Path:
    """Make a new pack in a folder that is not there yet, or is empty; its name is the id. The file to change.

    Raises ContentError where the name is no id, or something is in the way.
    """
    pack_id = folder.absolute().name
    if not ID.fullmatch(pack_id):
        raise ContentError("The folder's name is the pack's id: small letters and digits, parted by hyphens.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ContentError(f"{folder} is there already, and not empty.")
    try:
        (folder / "exercises").mkdir(parents=True, exist_ok=True)
        title = pack_id.replace("-", " ").capitalize()
        about = ABOUT.format(schema=FOLDER_SCHEMA, id=pack_id, title=title)
        (folder / "pack.toml").write_text(about, encoding="utf-8")
        for name, schema in ((SCHEMA, pack_schema()), (FOLDER_SCHEMA, folder_schema())):
            (folder / name).write_text(json.dumps(schema, indent=2) + "\n", encoding="utf-8")
        file = folder / "exercises" / "first.toml"
        file.write_text(EXERCISES.format(schema=SCHEMA), encoding="utf-8")
    except OSError as error:
        raise ContentError(f"{folder} cannot be made: {error.strerror}.") from error
    return file
