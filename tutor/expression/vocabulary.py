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
}
"""The functions that learners may use, with the least and the greatest number of arguments."""

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
}
"""For learners only: authors have other uses for these words."""

FUNCTIONS = {name: name for name in ARITY} | LEARNER_ALIASES
CONSTANTS = frozenset({"pi", "e"})
WHOLE_WORDS = {"oo": "oo", "inf": "oo", "infinity": "oo", "infty": "oo", "true": "true", "false": "false"}
"""Constants that are read only where the whole word stands alone."""

LOGIC_WORDS = frozenset({"and", "or", "not"})
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
    "µ": "mu", "Ω": "Omega", "∆": "Delta", "∇": "nabla", "∂": "partial",
}  # fmt: skip
GREEK_NAMES = frozenset(GREEK.values()) - {"nabla", "partial", "pi"}
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
SIGN_WORDS = {"∧": "and", "∨": "or", "¬": "not", "∞": "oo"}

TEX_SIGNS = {
    "cdot": "*", "times": "*", "ast": "*", "div": "/", "le": "<=", "leq": "<=", "leqslant": "<=", "ge": ">=",
    "geq": ">=", "geqslant": ">=", "ne": "!=", "neq": "!=", "lt": "<", "gt": ">", "vert": "|", "lvert": "|",
    "rvert": "|", "mid": "|", "Vert": "||", "lVert": "||", "rVert": "||", "|": "||", "{": "{", "}": "}",
    "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈",
    "rceil": "⌉", "%": "%", "degree": "°", "circ": "°", "\\": "\\\\", "colon": ":", "top": "ᵀ", "intercal":
        "ᵀ",
}  # fmt: skip
TEX_WORDS = {"land": "and", "wedge": "and", "lor": "or", "vee": "or", "lnot": "not", "neg": "not"} | {
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


def canonical(name: str) -> str:
    """The one spelling of a name: Greek and subscripts in ASCII (`θ₁` is `theta_1`), no braces."""
    out = ""
    for sign in name:
        if sign in SUBSCRIPTS:
            out += SUBSCRIPTS[sign] if "_" in out else "_" + SUBSCRIPTS[sign]
        elif sign not in "{}\\":
            out += GREEK.get(sign) or LOOK_ALIKES.get(sign) or sign
    return out


def shown(sign: str) -> str:
    """A character for a message: by its code where it is not safe or not seen on a screen."""
    code = f"U+{ord(sign):04X}"
    if unicodedata.category(sign)[0] in "CZM":
        return code
    if sign in LOOK_ALIKES:
        return f"{sign} ({_script(sign)}, {code})"
    return sign


def _script(sign: str) -> str:
    return unicodedata.name(sign, "letter").split()[0].capitalize()
