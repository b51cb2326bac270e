"""The words and signs of the language: functions, constants, Greek letters, Unicode and TeX spellings."""

from __future__ import annotations

import unicodedata

ANY = 1000
"""An arity without an upper bound."""

UNARY = frozenset(
    {
        "sqrt",
        "cbrt",
        "exp",
        "ln",
        "log2",
        "log10",
        "sin",
        "cos",
        "tan",
        "sec",
        "csc",
        "cot",
        "arcsin",
        "arccos",
        "arctan",
        "sinh",
        "cosh",
        "tanh",
        "arsinh",
        "arcosh",
        "artanh",
        "abs",
        "sign",
        "floor",
        "ceil",
        "sigmoid",
        "det",
        "trace",
        "transpose",
        "factorial",
    }
)
"""Functions of one argument, which may stand without brackets: `sin x`."""

ONE_FACTOR = frozenset({"sqrt", "cbrt"})
"""Without brackets these take one factor only: `sqrt 2 x` is `sqrt(2)*x`, as with the sign √."""

ARITY: dict[str, tuple[int, int]] = {
    **dict.fromkeys(UNARY, (1, 1)),
    "root": (2, 2),
    "log_base": (2, 2),
    "norm": (1, 2),
    "min": (1, ANY),
    "max": (1, ANY),
    "softmax": (1, ANY),
    "binomial": (2, 2),
    "degrees": (1, 1),
    "percent": (1, 1),
    "logit": (1, 1),
    "dot": (2, 2),
    "inverse": (1, 1),
    "mean": (1, ANY),
    "mod": (2, 2),
    "cross": (2, 2),
    "sum": (1, 4),
    "product": (1, 4),
    "derivative": (2, ANY),
    "union": (2, 2),
    "intersection": (2, 2),
    "without": (2, 2),
    "undefined": (0, 0),
}
"""The functions that learners may use, with the least and the greatest number of arguments."""

LISTING = frozenset({"softmax", "mean"})
"""Functions of one list, whose items may also stand bare: `mean(1, 2)`."""

WHOLE_FUNCTIONS = frozenset(
    {"logit", "dot", "cross", "mod", "inverse", "inv", "mean", "average", "sum", "product", "prod", "derivative"}
    | {"union", "intersection", "without", "undefined"}
)
"""Functions that are read only where the whole word stands before a bracket, never inside a run of letters."""

ALIASES = {
    "log": "ln",
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "asinh": "arsinh",
    "acosh": "arcosh",
    "atanh": "artanh",
    "arcsinh": "arsinh",
    "arccosh": "arcosh",
    "arctanh": "artanh",
}
"""Second spellings of functions, for learners and authors."""

LEARNER_ALIASES = {
    **ALIASES,
    "sgn": "sign",
    "ceiling": "ceil",
    "tr": "trace",
    "cosec": "csc",
    "choose": "binomial",
    "nCr": "binomial",
    "inv": "inverse",
    "prod": "product",
    "average": "mean",
}
"""For learners only: authors have other uses for these words."""

FUNCTIONS = {name: name for name in ARITY} | LEARNER_ALIASES
CONSTANTS = frozenset({"pi", "e"})
WHOLE_WORDS = {"oo": "oo", "inf": "oo", "infinity": "oo", "infty": "oo", "true": "true", "false": "false"}
"""Constants that are read only where the whole word stands alone."""

LOGIC_WORDS = frozenset({"and", "or", "not"})
KEYWORDS = {word: word for word in ("and", "or", "not", "if", "else", "otherwise", "in")} | dict.fromkeys(
    ("when", "where", "for"), "if"
)
"""Words that learners may put between formulas, and what they mean."""
SET_WORDS = {word: word for word in ("union", "intersection", "without")} | {
    "intersect": "intersection", "cup": "union", "cap": "intersection", "setminus": "without",
}  # fmt: skip
"""Words between sets; functions where they stand in front."""
DEGREES = frozenset({"deg", "degree", "degrees"})
"""Words that stand behind a number of degrees."""
AUTHOR_WORDS = LOGIC_WORDS | {"if", "else", "for", "in", "except"}

GREEK = dict(
    zip(
        "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ",
        ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda",
            "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma",
            "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega"],
        strict=True,
    )
) | {
    "ϵ": "epsilon", "ϑ": "theta", "ϕ": "phi", "ς": "sigma", "ϱ": "rho", "ϰ": "kappa", "ϖ": "pi",
    "µ": "mu", "Ω": "Omega", "∆": "Delta",
}  # fmt: skip
GREEK_NAMES = frozenset(GREEK.values()) - {"pi"}
GREEK_SIGNS = {name: sign for sign, name in reversed(GREEK.items())}

LOOK_ALIKES = dict(
    zip(
        "аеорсухіјѕԁԛԝһАВЕКМНОРСТХУІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧοɑɡı",
        "aeopcyxijsdqwhABEKMHOPCTXYIJSABEZHIKMNOPTYXoagi",
        strict=True,
    )
)
"""Letters of other scripts that look like Latin ones."""

SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˣʸᵀᵏᵐᵃᵇ", "0123456789+-=()nixyTkmab", strict=True))
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑᵢⱼₖₗₘₙₒₚₛₜₓ", "0123456789aeijklmnopstx", strict=True))
SUBSCRIPT_SIGNS = SUBSCRIPTS | dict(zip("₊₋₌₍₎", "+-=()", strict=True))
VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅐": (1, 7), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
    "⅑": (1, 9), "⅒": (1, 10),
}  # fmt: skip

SIGNS = {
    **dict.fromkeys("·⋅∙•×∗⁎✕✖⨯․", "*"),
    **dict.fromkeys("÷∕⁄⟋➗", "/"),
    **dict.fromkeys("−–—‐‑‒―﹣➖", "-"),
    **dict.fromkeys("➕", "+"),
    **dict.fromkeys("≤⩽≦", "<="),
    **dict.fromkeys("≥⩾≧", ">="),
    **dict.fromkeys("≠", "!="),
    **dict.fromkeys("∣❘", "|"),
    **dict.fromkeys("‖∥", "||"),
    **dict.fromkeys("⟨〈", "⟨"),
    **dict.fromkeys("⟩〉", "⟩"),
    **dict.fromkeys("’′‘ʹ´", "'"),
    **dict.fromkeys("±", "±"),
    **dict.fromkeys("º˚", "°"),
    **dict.fromkeys("⊤", "ᵀ"),
    **dict.fromkeys("、，", ","),
    **dict.fromkeys("；", ";"),
    **dict.fromkeys("【", "["),
    **dict.fromkeys("】", "]"),
    **dict.fromkeys("。", "."),
    **dict.fromkeys("⌊⌋⌈⌉°√∛∜", ""),
}
SIGNS = {typed: meant or typed for typed, meant in SIGNS.items()}
SIGN_TOKENS: dict[str, tuple[str, str]] = {
    "∧": ("keyword", "and"), "∨": ("keyword", "or"), "¬": ("keyword", "not"), "∈": ("keyword", "in"),
    "∉": ("keyword", "notin"), "∪": ("keyword", "union"), "∩": ("keyword", "intersection"),
    "∖": ("keyword", "without"), "∞": ("letter", "oo"), "ℝ": ("reals", "R"), "∑": ("big", "sum"),
    "∏": ("big", "product"), "∂": ("differential", "partial"), "mod": ("keyword", "mod"),
}  # fmt: skip
"""Signs that are more than an operator: the kind and the text of their token."""

TEX_SIGNS = {
    "cdot": "*", "times": "*", "ast": "*", "div": "/", "le": "<=", "leq": "<=", "leqslant": "<=", "ge": ">=",
    "geq": ">=", "geqslant": ">=", "ne": "!=", "neq": "!=", "lt": "<", "gt": ">", "vert": "|", "lvert": "|",
    "rvert": "|", "mid": "|", "Vert": "||", "lVert": "||", "rVert": "||", "|": "||",
    "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈",
    "rceil": "⌉", "%": "%", "degree": "°", "circ": "°", "\\": "\\\\", "colon": ":", "top": "ᵀ", "intercal":
        "ᵀ", "langle": "⟨", "rangle": "⟩", "pm": "±", "prime": "'", "infty": "∞", "in": "∈", "notin": "∉",
    "cup": "∪", "cap": "∩", "setminus": "∖", "backslash": "∖", "smallsetminus": "∖", "sum": "∑", "prod": "∏",
    "partial": "∂", "emptyset": "∅", "varnothing": "∅", "R": "ℝ", "Reals": "ℝ", "reals": "ℝ", "land": "∧",
    "wedge": "∧", "lor": "∨", "vee": "∨", "lnot": "¬", "neg": "¬", "bmod": "mod", "mod": "mod",
}  # fmt: skip
NOT_READ: dict[str, tuple[str, str | None]] = {
    "…": ("dots are not read: write every entry, or a sum as sum(i = 1..n, i^2)", None),
    "∫": ("an integral is not read: write its value, or the antiderivative", ""),
    "lim": ("a limit is not read: write its value", None),
    "rank": ("a rank is not read: write its value", None),
    "∇": ("∇ is not read: write the vector of partial derivatives", None),
    "≈": ("≈ is not read: write the number alone, or =", "="),
    "≡": ("≡ is not read: write =", "="),
    "≅": ("≅ is not read: write =", "="),
    "∝": ("∝ is not read: write an equation", None),
    "∓": ("∓ is not read: write ±", "±"),
    "→": ("an arrow is not read: write = or a semicolon", "="),
    "⇒": ("an arrow is not read: write a semicolon between steps", ";"),
    "⇔": ("an arrow is not read: write a semicolon between steps", ";"),
    "↦": ("an arrow is not read: write the value alone", None),
    "∀": ("∀ is not read: write the condition alone", ""),
    "∃": ("∃ is not read: write the condition alone", ""),
    "⊂": ("⊂ is not read: write in for a member of a set", "∈"),
    "⊆": ("⊆ is not read: write in for a member of a set", "∈"),
    "⊗": ("⊗ is not read: write the matrix itself", None),
    "⊙": ("⊙ is not read: write the entries themselves", None),
    "∘": ("∘ is not read: write the function of the function", None),
    "ℤ": ("ℤ is not read: of the sets of numbers only R has a letter here", None),
    "ℕ": ("ℕ is not read: of the sets of numbers only R has a letter here", None),
    "ℚ": ("ℚ is not read: of the sets of numbers only R has a letter here", None),
    "ℂ": ("ℂ is not read: of the sets of numbers only R has a letter here", None),
    "‰": ("‰ is not read: write /1000", "/1000"),
    "“": ("quotation marks are not read", ""),
    "”": ("quotation marks are not read", ""),
    "„": ("quotation marks are not read", ""),
    "«": ("quotation marks are not read", ""),
    "»": ("quotation marks are not read", ""),
    '"': ("quotation marks are not read", ""),
    "`": ("the ` is not read", ""),
    "?": ("the ? is not read: leave it out", ""),
    "#": ("the # is not read: leave it out", ""),
    "€": ("a currency is not read: write the number alone", ""),
    "£": ("a currency is not read: write the number alone", ""),
}
"""Signs and commands of TeX that are known and not read: what is said, and what may stand instead."""
TEX_NOT_READ = {
    **dict.fromkeys(("ldots", "dots", "cdots", "vdots", "ddots", "dotsc"), "…"),
    **dict.fromkeys(("int", "iint", "oint"), "∫"), "lim": "lim", "nabla": "∇", "approx": "≈", "equiv": "≡",
    "simeq": "≅", "cong": "≅", "propto": "∝", "mp": "∓", "to": "→", "rightarrow": "→", "mapsto": "↦",
    "Rightarrow": "⇒", "implies": "⇒", "Leftrightarrow": "⇔", "iff": "⇔", "forall": "∀", "exists": "∃",
    "subset": "⊂", "subseteq": "⊆", "otimes": "⊗", "odot": "⊙",
}  # fmt: skip
TEX_WORDS = {
    "varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "varrho": "rho", "varsigma": "sigma",
}  # fmt: skip
TEX_STRUCTURES = {
    "frac": "frac", "dfrac": "frac", "tfrac": "frac", "cfrac": "frac", "sqrt": "sqrt", "binom": "binom",
    "dbinom": "binom", "tbinom": "binom",
}  # fmt: skip
TEX_SPACES = frozenset(
    {
        ",",
        ";",
        ":",
        "!",
        " ",
        ">",
        "quad",
        "qquad",
        "thinspace",
        "left",
        "right",
        "big",
        "Big",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
        "bigg",
        "Bigg",
        "displaystyle",
        "textstyle",
        "limits",
        "middle",
        "(",
        ")",
        "[",
        "]",
    }
)
TEX_DRESS = frozenset(
    {
        "text",
        "mathrm",
        "mathbf",
        "mathbb",
        "mathit",
        "mathcal",
        "boldsymbol",
        "operatorname",
        "mathsf",
        "textbf",
        "textit",
        "vec",
        "mathop",
        "bm",
        "textrm",
    }
)

TEX_ACCENTS = {"hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde", "widetilde": "tilde"}
"""Commands that make a name of their own: `\\hat{y}` is y_hat."""
ACCENTS = {"\u0302": "hat", "\u0304": "bar", "\u0305": "bar", "\u0303": "tilde"}
"""Marks on a letter, which do the same."""


def canonical(name: str) -> str:
    """The one spelling of a name: Greek and subscripts in ASCII (`θ₁` is `theta_1`), no braces."""
    out = ""
    for sign in name:
        if sign in SUBSCRIPTS:
            out += SUBSCRIPTS[sign] if "_" in out else "_" + SUBSCRIPTS[sign]
        elif sign not in "{}\\":
            out += GREEK.get(sign) or LOOK_ALIKES.get(sign) or sign
    return out


_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
"""Characters that are letters or symbols by name and show nothing."""


def shown(sign: str) -> str:
    """A character for a message: by its code where it is not safe or not seen on a screen."""
    code = f"U+{ord(sign):04X}"
    if unicodedata.category(sign)[0] in "CZM" or sign in _BLANK_LETTERS:
        return code
    if sign in LOOK_ALIKES:
        return f"{sign} ({_script(sign)}, {code})"
    return sign


def _script(sign: str) -> str:
    return unicodedata.name(sign, "letter").split()[0].capitalize()
