"""The signs of LaTeX and of the expression language, with their forms in ASCII and in words."""

from __future__ import annotations

from tutor.expression.typeset.marks import Kind, Sign


def words_of(text: str) -> list[str]:
    """The words of a table that is written as one text."""
    return text.split()


_LETTERS = words_of(
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ "
    "lambda λ mu μ nu ν xi ξ omicron ο pi π rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ "
    "chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω"
)
GREEK: dict[str, str] = dict(zip(_LETTERS[::2], _LETTERS[1::2], strict=True))

FUNCTIONS = frozenset(
    words_of("sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh ln log exp det dim ker deg gcd arg Pr hom")
)
WITH_LIMITS = frozenset(words_of("lim max min sup inf limsup liminf argmax argmin"))


def _table(kind: Kind, text: str) -> dict[str, Sign]:
    """Lines of `command sign ascii word`; a dot means that the one before serves."""
    signs = {}
    for line in text.strip().splitlines():
        command, sign, ascii_form, word = line.split()
        plain = sign if ascii_form == "." else ascii_form.replace("_", " ").strip()
        signs[command] = Sign(sign, kind, plain, plain if word == "." else word)
    return signs


SIGNS: dict[str, Sign] = {
    **_table(
        Kind.RELATION,
        """
        le ≤ <= .
        leq ≤ <= .
        ge ≥ >= .
        geq ≥ >= .
        ne ≠ != .
        neq ≠ != .
        approx ≈ ~= .
        sim ∼ ~ .
        simeq ≃ ~= .
        cong ≅ ~= .
        equiv ≡ == .
        propto ∝ prop. proportional_to
        ll ≪ << .
        gg ≫ >> .
        in ∈ in .
        notin ∉ not_in .
        ni ∋ contains .
        subset ⊂ subset .
        subseteq ⊆ subset= .
        supset ⊃ superset .
        supseteq ⊇ superset= .
        to → -> .
        rightarrow → -> .
        leftarrow ← <- .
        leftrightarrow ↔ <-> .
        longrightarrow ⟶ --> .
        mapsto ↦ |-> .
        implies ⟹ => .
        Rightarrow ⇒ => .
        iff ⟺ <=> .
        Leftrightarrow ⇔ <=> .
        mid | | .
        parallel ∥ || .
        perp ⊥ _|_ perp
        coloneqq ≔ := .
        prec ≺ < .
        succ ≻ > .
        gets ← <- .
        """,
    ),
    **_table(
        Kind.BINARY,
        """
        times × x *
        div ÷ / .
        pm ± +- .
        mp ∓ -+ .
        ast ∗ * .
        star ⋆ * .
        circ ∘ o .
        odot ⊙ (.) .
        otimes ⊗ (x) .
        oplus ⊕ (+) .
        cup ∪ U union
        cap ∩ n intersection
        setminus ∖ \\ .
        wedge ∧ and .
        land ∧ and .
        vee ∨ or .
        lor ∨ or .
        """,
    ),
    **_table(
        Kind.ORDINARY,
        """
        infty ∞ oo .
        nabla ∇ grad .
        partial ∂ d .
        ell ℓ l .
        hbar ℏ h .
        forall ∀ forall .
        exists ∃ exists .
        neg ¬ not .
        lnot ¬ not .
        emptyset ∅ {} .
        varnothing ∅ {} .
        top ⊤ T .
        bot ⊥ bot .
        prime ′ ' .
        dagger † + .
        degree ° deg .
        ldots … ... .
        dots … ... .
        dotsc … ... .
        dotsb ⋯ ... .
        cdots ⋯ ... .
        vdots ⋮ : ...
        ddots ⋱ \\ ...
        Re Re . .
        Im Im . .
        angle ∠ angle .
        square □ [] .
        blacksquare ■ [] .
        checkmark ✓ ok .
        """,
    ),
    **_table(
        Kind.LARGE,
        """
        sum ∑ sum .
        prod ∏ prod .
        int ∫ int .
        iint ∬ iint .
        oint ∮ oint .
        bigcup ⋃ union .
        bigcap ⋂ intersection .
        bigoplus ⨁ (+) .
        """,
    ),
    "cdot": Sign("·", Kind.TIMES, "*", "*"),
    "bullet": Sign("•", Kind.TIMES, "*", "*"),
    "colon": Sign(":", Kind.COMMA),
    "backslash": Sign("\\"),
    "lbrace": Sign("{", Kind.OPEN),
    "rbrace": Sign("}", Kind.CLOSE),
    "lbrack": Sign("[", Kind.OPEN),
    "rbrack": Sign("]", Kind.CLOSE),
    "langle": Sign("⟨", Kind.OPEN, "<"),
    "rangle": Sign("⟩", Kind.CLOSE, ">"),
    "lfloor": Sign("⌊", Kind.OPEN, "floor(", "floor("),
    "rfloor": Sign("⌋", Kind.CLOSE, ")", ")"),
    "lceil": Sign("⌈", Kind.OPEN, "ceil(", "ceil("),
    "rceil": Sign("⌉", Kind.CLOSE, ")", ")"),
    "lvert": Sign("|", Kind.OPEN),
    "rvert": Sign("|", Kind.CLOSE),
    "lVert": Sign("‖", Kind.OPEN, "||", "||"),
    "rVert": Sign("‖", Kind.CLOSE, "||", "||"),
    "vert": Sign("|"),
    "Vert": Sign("‖", Kind.ORDINARY, "||", "||"),
    "|": Sign("‖", Kind.ORDINARY, "||", "||"),
    "%": Sign("%"),
    "$": Sign("$"),
    "#": Sign("#"),
    "&": Sign("&"),
    "_": Sign("_"),
    "{": Sign("{", Kind.OPEN),
    "}": Sign("}", Kind.CLOSE),
    "mod": Sign("mod", Kind.BINARY),
    "bmod": Sign("mod", Kind.BINARY),
}
SIGNS |= {name: Sign(letter, Kind.ORDINARY, name, name) for name, letter in GREEK.items()}
SIGNS |= {name: Sign(name, Kind.FUNCTION) for name in FUNCTIONS}
SIGNS |= {name: Sign(name, Kind.LARGE) for name in WITH_LIMITS}

SPACES: dict[str, int] = {",": 1, ":": 1, ";": 1, " ": 1, "!": 0, "quad": 3, "qquad": 4, "enspace": 1, "~": 1}

CHARACTERS: dict[str, Sign] = {
    "=": Sign("=", Kind.RELATION),
    "<": Sign("<", Kind.RELATION),
    ">": Sign(">", Kind.RELATION),
    "≤": SIGNS["le"],
    "≥": SIGNS["ge"],
    "≠": SIGNS["ne"],
    "≈": SIGNS["approx"],
    "∈": SIGNS["in"],
    "→": SIGNS["to"],
    "+": Sign("+", Kind.BINARY),
    "-": Sign("−", Kind.BINARY, "-", "-"),
    "−": Sign("−", Kind.BINARY, "-", "-"),
    "*": Sign("∗", Kind.BINARY, "*", "*"),
    "×": SIGNS["times"],
    "·": SIGNS["cdot"],
    "/": Sign("/", Kind.TIMES),
    ",": Sign(",", Kind.COMMA),
    ";": Sign(";", Kind.COMMA),
    ":": Sign(":", Kind.RELATION),
    "(": Sign("(", Kind.OPEN),
    "[": Sign("[", Kind.OPEN),
    ")": Sign(")", Kind.CLOSE),
    "]": Sign("]", Kind.CLOSE),
    "!": Sign("!", Kind.CLOSE),
    "|": Sign("|"),
    "'": Sign("′", Kind.ORDINARY, "'", "'"),
    "~": Sign(" ", Kind.SPACE),
    "∞": SIGNS["infty"],
    "√": Sign("√", Kind.ORDINARY, "sqrt"),
    "…": SIGNS["ldots"],
}

BOARD: dict[str, str] = {"R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ", "E": "𝔼", "P": "ℙ", "1": "𝟙"}
