"""Lines that have brought checkers down: what is huge, deep, endless, unseen, or would be run by a careless one."""

HOSTILE = (
    "9^9^9^9", "10000000!", "((9!)!)!", "1e999999999", "9" * 400, "(x+1)^10000", "(x+y+z)^300", "2^(2^(2^(2^x)))",
    "(" * 250 + "x" + ")" * 250, "[" * 400, "x" + "^x" * 200, "-" * 450 + "1", "sin(" * 120 + "x" + ")" * 120,
    "x^" * 240 + "x", "|" * 300, "{" * 200 + "}" * 200, "\\frac{" * 80, "\\sqrt[" * 80, "1/0", "0^0", "ln(0)",
    "sum(sum(sum(i*j*k, i, 1, 999), j, 1, 999), k, 1, 999)", "sum(i, i, 1, 10^12)", "product(i, i, 1, 10^9)",
    "derivative(" * 40 + "x" + ", x)" * 40, "binomial(10^9, 5*10^8)", "floor(10^300 pi)", "sin(10^290)",
    "e^(e^(e^(e^9)))", "x^999999999999999999999999", "1/(x-x)", "sqrt(-1)^sqrt(-1)", "max(" + "x," * 200 + "x)",
    "tan(pi/2)",
    "__import__('os').system('touch /tmp/nabla-was-here')", "exec('1')", "().__class__.__bases__[0].__subclasses__()",
    "lambda: 1", "open('/etc/passwd')", "x.__class__", "'%s' * 10^9", "import os", "`id`", "$(id)", "; rm -rf /",
    "\x00", "\x1b[2J", "\u202e1+1", "\u200b", "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "\ufeff1", "𝟙𝟚", "а + b", "ｘ＋１", "\\input{/etc/passwd}", "\\def\\x{\\x\\x}\\x", "\\begin{pmatrix}" * 30,
    "[[" + ",".join("x" * 120) + "]]^-1", "det([[x,1,2,3],[1,x,2,3],[1,2,x,3],[1,2,3,x]])^30", "([[1,1],[1,0]])^999999",
    "(1+x)(1+x^2)(1+x^4)(1+x^8)(1+x^16)(1+x^32)(1+x^64)(1+x^128)", "0.1^300 - 0.1^299", "a" * 500, "," * 500,
)  # fmt: skip
