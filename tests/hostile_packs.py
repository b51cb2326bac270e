"""Packs that would bring a careless reader down: what is huge, deep, endless, unseen, or would be run.

Each is a whole file, or what one exercise of it says: `draw` in its `let`, `answer`, `ask`, and so on.
"""

from __future__ import annotations

HEAD = "format = 1\ntitle = 'T'\nversion = 1\nskill = 'sum-notation'\n"


def exercise(  # one key each that is hostile
    let: str = "a = integer(1..9)", answer: str = "a", ask: str = "What?", kind: str = "number", more: str = ""
) -> bytes:
    """A file of one exercise."""
    body = f"let = '''\n{let}\n'''\nask = '''\n{ask}\n'''\nanswer = '''\n{answer}\n'''\n"
    return f"{HEAD}\n[[exercise]]\nid = 'e'\nlevels = [1]\nkind = '{kind}'\n{more}\n{body}".encode()


PLAIN = exercise()
NAMES = "names = ['x', 'y', 'z']"
DEEP = "(" * 5_000 + "1" + ")" * 5_000
MATRIX_8 = "[" + ", ".join("[" + ", ".join(f"x + {i * j}" for j in range(8)) + "]" for i in range(8)) + "]"

HOSTILE_PACKS: dict[str, bytes] = {
    # numbers without end
    "a tower of powers": exercise(answer="9^9^9^9"),
    "a tower in let": exercise("a = 9^(9^9)"),
    "a factorial of a million": exercise(answer="factorial(10^6)"),
    "factorials of factorials": exercise(answer="factorial(factorial(factorial(9)))"),
    "a binomial of billions": exercise(answer="binomial(10^9, 5 * 10^8)"),
    "a number of 4,000 digits": exercise(answer="9" * 4_000),
    "a long exponent": exercise(answer="1e999999999"),
    "a root of a huge power": exercise(answer="sqrt(2^(10^9))"),
    "one over zero": exercise(answer="1 / 0"),
    "one over a hidden zero": exercise(answer="1 / (a - a)"),
    "infinity": exercise(answer="oo"),
    "infinity less infinity": exercise(answer="oo - oo"),
    "not a number": exercise(answer="nan"),
    "nan as a TOML number": PLAIN.replace(b"levels = [1]", b"levels = [nan]"),
    "inf as a version": PLAIN.replace(b"version = 1", b"version = inf"),
    "a version of 4,000 digits": PLAIN.replace(b"version = 1", b"version = " + b"1" * 4_000),
    "a version of 5,000 digits": PLAIN.replace(b"version = 1", b"version = " + b"1" * 5_000),
    "the logarithm of zero": exercise(answer="ln(0)"),
    "a huge sine": exercise(answer="sin(10^3000)"),
    "exponentials of exponentials": exercise(answer="exp(exp(exp(exp(9))))"),
    # algebra without end
    "a power of three names": exercise(answer="expanded((x + y + z)^200)", kind="expression", more=NAMES),
    "a power of a power": exercise(answer="expanded(((x + y)^99 + z)^99)", kind="expression", more=NAMES),
    "a symbolic determinant 8x8": exercise(answer=f"det({MATRIX_8})", kind="expression", more=NAMES),
    "a symbolic inverse": exercise(answer=f"inverse({MATRIX_8})", kind="matrix", more=NAMES),
    "eigenvalues of a symbolic matrix": exercise(answer=f"eigenvalues({MATRIX_8})", kind="multiset", more=NAMES),
    "an integral without end": exercise(
        answer="integrate(exp(sin(x)) / (x^7 + x + ln(x)), x)", kind="expression", more=NAMES
    ),
    "a limit without end": exercise(answer="limit(sin(x)^x^x^x, x, 0)", kind="expression", more=NAMES),
    "derivatives of derivatives": exercise(
        answer="diff(" * 40 + "sin(x)^x^x" + ", x)" * 40, kind="expression", more=NAMES
    ),
    "a hundred powers": exercise(answer="x" + "^x" * 100, kind="expression", more=NAMES),
    "roots of a polynomial of degree 300": exercise(answer="roots(x^300 + x + 1, x)", kind="set", more=NAMES),
    "a factor of a large polynomial": exercise(answer="factored(x^4000 - 1)", kind="expression", more=NAMES),
    "a matrix to a great power": exercise(answer="[[1, 1], [1, 0]]^(10^9)", kind="matrix"),
    # loops
    "a range of a billion": exercise("L = [k for k in 1..10^9]", "length(L)"),
    "a sum over a billion": exercise(answer="sum(k for k in 1..10^9)"),
    "a draw from a great range": exercise("a = integer(1..10^4000)"),
    "a range that excludes a list": exercise("a = integer(1..3 except 1, 2, 3)"),
    "nested comprehensions": exercise(
        answer="sum([[[i j k for i in 1..200] for j in 1..200] for k in 1..200][1][1])"
    ),
    "a chain of doubled lists": exercise("\n".join(
        ["b0 = [1, 2]", *(f"b{n} = [b{n - 1}, b{n - 1}]" for n in range(1, 60))]
    ), "length(b59)"),
    "a doubled list": exercise("\n".join(
        ["t0 = [1]", *(f"t{n} = concatenated(t{n - 1}, t{n - 1})" for n in range(1, 40))]
    ), "length(t39)"),
    "a helper that calls itself": exercise("f(t) = f(t) + 1\na = f(1)"),
    "helpers that call each other": exercise("f(t) = g(t)\ng(t) = f(t)\na = f(1)"),
    "helpers that multiply": exercise("\n".join(
        ["f0(t) = t + 1", *(f"f{n}(t) = f{n - 1}(t) + f{n - 1}(t)" for n in range(1, 30)), "a = f29(1)"]
    )),
    "a condition never met": exercise("a = integer(1..9)\nwhere a > 10"),
    "ten thousand draws": exercise("L = integers(10000, 1..9)", "length(L)"),
    "a matrix 300x300": exercise("A = integer_matrix(300, 300, 1..9)", "det(A)"),
    "many lines": exercise("\n".join(f"a{n} = integer(1..9)" for n in range(5_000)), "a1"),
    # reading
    "five thousand brackets": exercise(answer=DEEP),
    "a formula of 10,000 signs": exercise(answer="1" + " + 1" * 5_000),
    "five thousand minus signs": exercise(answer="-" * 5_000 + "1"),
    "a place never closed": exercise(ask="{= " * 3_000),
    "deep arrays": HEAD.encode() + b"x = " + b"[" * 50_000,
    "deep closed arrays": HEAD.encode() + b"x = " + b"[" * 400 + b"]" * 400,
    "deep tables": HEAD.encode() + b"x = " + b"{a = " * 400 + b"1" + b"}" * 400,
    "a key of 20,000 parts": HEAD.encode() + b".".join([b"a"] * 20_000) + b" = 1\n",
    "a heading of 20,000 parts": HEAD.encode() + b"[" + b".".join([b"a"] * 20_000) + b"]\n",
    "a file of over a megabyte": PLAIN + b"# " + b"x" * (1 << 20),
    "a megabyte of one line": HEAD.encode() + b"source = '" + b"x" * 1_000_000 + b"'\n",
    "501 exercises": HEAD.encode() + b"".join(
        b"[[exercise]]\nid = 'e%d'\nlevels = [1]\nkind = 'number'\nask = 'A'\nanswer = '1'\n" % n for n in range(501)
    ),
    "twin ids": PLAIN + PLAIN[PLAIN.index(b"[[exercise]]") :],
    "an id that leads out": PLAIN.replace(b"id = 'e'", b"id = '../../e'"),
    "an id that looks like another": PLAIN.replace(b"id = 'e'", "id = 'е'".encode()),
    "no UTF-8": PLAIN + b"# \xff\xfe",
    "a null byte": PLAIN.replace(b"What?", b"What\x00?"),
    "an escape sequence": PLAIN.replace(b"What?", b"\x1b[2J\x1b]0;title\x07"),
    "an escaped escape sequence": PLAIN.replace(b"title = 'T'", b'title = "\\u001b[2J"'),
    "text that turns around": PLAIN.replace(b"What?", "\u202e?tahW".encode()),
    "a space of no width": PLAIN.replace(b"What?", "Wh\u200bat?".encode()),
    "a lone carriage return": PLAIN.replace(b"What?", b"What?\rOverwritten"),
    # what others would run
    "an import": exercise(answer="__import__('os').system('touch /tmp/nabla-was-here')"),
    "classes of classes": exercise(answer="().__class__.__bases__[0].__subclasses__()"),
    "a call of eval": exercise(answer='eval("1 + 1")'),
    "a call of open": exercise(answer='open("/etc/passwd")'),
    "an attribute": exercise(answer="a.real"),
    "a format string": exercise(ask="{0.__class__} %s ${a} {{a}}"),
    "LaTeX that reads a file": exercise(ask=r"$\input{/etc/passwd}$ $\def\x{\x\x}\x$"),
    "a text for SymPy": exercise(answer='"__import__(\'os\')"', kind="expression", more=NAMES),
    "a shape that is code": exercise(answer='"x: exec"', kind="shape"),
    "options by the hundred": exercise(answer="1").replace(
        b"answer = '''\n1\n'''\n", b"[[exercise.option]]\ntext = 'o'\nright = '1 = 1'\n" * 100
    ),
    "a unit without end": exercise(kind="quantity", more="unit = '" + "m" * 3_000 + "'"),
    "a condition without end": exercise(answer="1", kind="satisfying", more="must = 'answer^answer^9^9^9 > 0'"),
}  # fmt: skip
