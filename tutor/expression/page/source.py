"""Markdown to blocks. Formulas are put aside before Markdown is read, so that no underscore,
bar or backslash of theirs is taken for Markdown, and code keeps its dollar signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tutor.expression.inert import inert

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style: "", "strong", "emphasis", "code", "muted"."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    latex: str
    display: bool = False


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line that ends here, whatever the width."""


Inline = Run | Formula | LineBreak


@dataclass(frozen=True, slots=True)
class Paragraph:
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `first`: the number of its first item, None where it has bullets. `tight`: without
    empty lines between the items."""

    items: tuple[tuple[Block, ...], ...]
    first: int | None
    tight: bool


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Code:
    text: str
    info: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """`rows`: the header first. `align`: `l c r` for each column."""

    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    align: str


@dataclass(frozen=True, slots=True)
class Ruler:
    """A thin line across."""


Block = Paragraph | Heading | Items | Quote | Code | Table | Ruler

_OPEN, _CLOSE = "\ue000", "\ue001"  # `inert` has removed these from the text
_KEPT = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_FORMULA = re.compile(
    r"""^[ \t]*(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*\n)*?[ \t]*(?P=fence)[ \t]*$
    | (?<!`)(?P<ticks>`+)(?!`)(?:(?!\n\n)[\s\S])*?(?<!`)(?P=ticks)(?!`)
    | \\[\\$]
    | \$\$(?P<display>(?:(?!\$\$)[\s\S])+?)\$\$
    | \$(?P<inline>(?![\s$])(?:\\[\s\S]|(?!\n[ \t]*\n)[^$\\])*?(?<!\s))\$(?!\d)""",
    re.MULTILINE | re.VERBOSE,
)


@lru_cache(maxsize=128)
def blocks_of(markdown: str) -> tuple[Block, ...]:
    """The page as blocks. Any text is a page."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    text, formulas = _put_aside(inert(markdown).expandtabs(4))
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    return _Tree(formulas).blocks(SyntaxTreeNode(parser.parse(text)).children)


@dataclass(frozen=True, slots=True)
class _Aside:
    source: str
    formula: Formula


def _put_aside(text: str) -> tuple[str, list[_Aside]]:
    kept: list[_Aside] = []

    def replaced(found: re.Match[str]) -> str:
        display, inline = found["display"], found["inline"]
        if display is None and inline is None:
            return found[0]
        latex = display if display is not None else inline
        kept.append(_Aside(found[0], Formula(latex.strip(), display is not None)))
        return f"{_OPEN}{len(kept) - 1}{_CLOSE}"

    return _FORMULA.sub(replaced, text), kept


class _Tree:
    """The parser's tree to ours."""

    def __init__(self, formulas: list[_Aside]) -> None:
        self.formulas = formulas

    def blocks(self, nodes: list[SyntaxTreeNode]) -> tuple[Block, ...]:
        return tuple(block for node in nodes for block in self.block(node))

    def block(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        match node.type:
            case "paragraph":
                return (Paragraph(self.inlines(node)),)
            case "heading":
                return (Heading(int(node.tag[1:]), self.inlines(node)),)
            case "bullet_list" | "ordered_list":
                return (self.items(node),)
            case "blockquote":
                return (Quote(self.blocks(node.children)),)
            case "fence" | "code_block":
                return (Code(self.restored(node.content).rstrip("\n"), self.restored(node.info).strip()),)
            case "table":
                return (self.table(node),)
            case "hr":
                return (Ruler(),)
            case _:
                return (Paragraph(self.inlines(node)),)

    def items(self, node: SyntaxTreeNode) -> Items:
        paragraphs = [child for item in node.children for child in item.children if child.type == "paragraph"]
        first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        tight = all(paragraph.hidden for paragraph in paragraphs)
        return Items(tuple(self.blocks(item.children) for item in node.children), first, tight)

    def table(self, node: SyntaxTreeNode) -> Table:
        lines = [line for part in node.children for line in part.children]
        styles = [str(cell.attrs.get("style", "")) for cell in lines[0].children]
        align = "".join({"right": "r", "center": "c"}.get(style.removeprefix("text-align:"), "l") for style in styles)
        return Table(tuple(tuple(self.inlines(cell) for cell in line.children) for line in lines), align)

    def restored(self, text: str) -> str:
        """Code, with its dollar signs as they were written."""
        return _KEPT.sub(lambda found: self.formulas[int(found[1])].source, text)

    def inlines(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        out: list[Inline] = []
        for child in node.children:
            self.inline(child, "", out)
        return tuple(out)

    def inline(self, node: SyntaxTreeNode, style: str, out: list[Inline]) -> None:
        match node.type:
            case "text":
                self.text(node.content, style, out)
            case "code_inline":
                out.append(Run(self.restored(node.content), "code"))
            case "softbreak":
                out.append(Run(" ", style))
            case "hardbreak":
                out.append(LineBreak())
            case _:
                inner = {"strong": "strong", "em": "emphasis"}.get(node.type, style)
                for child in node.children:
                    self.inline(child, inner, out)
                address = self.restored(str(node.attrs.get("href", "")))
                if node.type == "link" and address and not _says(out, address):
                    out.append(Run(f" ({address})", "muted"))

    def text(self, text: str, style: str, out: list[Inline]) -> None:
        for place, part in enumerate(_KEPT.split(text)):
            if place % 2:
                out.append(self.formulas[int(part)].formula)
            elif part:
                out.append(Run(part, style))


def _says(out: list[Inline], address: str) -> bool:
    """Whether the words of a link are its address."""
    return bool(out) and isinstance(out[-1], Run) and out[-1].text == address.removeprefix("mailto:")
