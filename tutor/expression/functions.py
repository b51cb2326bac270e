"""Names, functions and TeX structures: the operands of the learner's language."""

from __future__ import annotations

from typing import NoReturn

from tutor.errors import Unreadable
from tutor.expression import vocabulary
from tutor.expression.binding import FACTOR, NOT, PRODUCT
from tutor.expression.calculus import Calculus
from tutor.expression.cursor import CLOSERS, ENDS
from tutor.expression.nodes import Binary, Call, Interval, Listed, Logic, Name, Negative, Node, Number
from tutor.expression.side_by_side import ROOTS
from tutor.expression.tokens import Token


class Parser(Calculus):
    """The parser of one line, as learners type it."""

    def operand(self, binding: int) -> Node:
        token = self.here
        if token.kind == "op":
            return self.signed_or_bracketed(token, binding)
        self.at += 1
        match token.kind:
            case "number":
                return Number(token.text, place=token.place)
            case "vulgar":
                above, below = vocabulary.VULGAR[token.text]
                return Binary("/", Number(str(above)), Number(str(below)), place=token.place)
            case "name":
                return self.name(token)
            case "function":
                return self.function(token)
            case "base":
                return self.logarithm(token)
            case "tex":
                return self.structure(token)
            case "begin":
                return self.cases(token) if token.text == "cases" else self.environment(token)
            case "big":
                return self.big(token)
            case "differential":
                return self.derivative(token)
            case "reals":
                return Interval(Negative(Name("oo")), Name("oo"), (False, False), place=token.place)
            case "keyword" if token.text == "not":
                return Logic("not", (self.right_of(token, NOT),), place=token.place)
        self.at -= 1
        return self.unexpected()

    def name(self, token: Token) -> Node:
        return Name(token.text, place=token.place)

    def signed_or_bracketed(self, token: Token, binding: int) -> Node:
        if token.text in "+-±":
            self.at += 1
            inner = self.right_of(token, max(PRODUCT, binding))
            if token.text == "±":
                return Call("plus_minus", (inner,), place=token.place)
            return inner if token.text == "+" else Negative(inner, place=token.place)
        if token.text in ROOTS:
            return self.root_sign(token)
        if token.text == "<":
            self.at += 1
            return self.inner_product(token._replace(text="⟨"))
        if token.text in CLOSERS:
            return self.bracket()
        if token.text == "|":
            return self.bars()
        return self.unexpected()

    def bracket(self) -> Node:
        """Whatever begins with the opening bracket that stands here."""
        opening = self.here
        self.at += 1
        match opening.text:
            case "⌊" | "⌈":
                return Call("floor" if opening.text == "⌊" else "ceil", (self.inside(opening),), place=opening.place)
            case "[":
                return self.square(opening)
            case "⟨":
                return self.inner_product(opening)
            case "{" | "\\{":
                return self.braces(opening)
            case _:
                return self.round(opening)

    def root_sign(self, token: Token) -> Node:
        self.at += 1
        name, degree = ROOTS[token.text]
        inner = self.right_of(token, FACTOR)
        arguments = (inner,) if degree is None else (inner, Number(degree))
        return Call(name, arguments, place=token.place)

    # --- functions --------------------------------------------------------------------------------

    def function(self, token: Token) -> Node:
        """A function with its argument: in brackets, or the factors up to the next function or sign."""
        name = token.text
        if self.bracket_follows() or (name in ("max", "min") and self.is_op("{", "\\{")):
            return self.called(name, token)
        if name not in vocabulary.UNARY:
            repair = self.edited(token.end, len(self.text), f"({self.text[token.end :].strip()})")
            raise Unreadable(f"{name} needs its arguments in brackets: {name}(...)", token.place, repair)
        if self.here.kind == "power" or self.is_op("^"):
            return self.function_power(name, token)
        if name == "ln" and self.unclear_base():
            base, after = self.here.text, self.tokens[self.at + 1]
            if after.kind == "op" and after.text == "(" and not after.spaced:
                self.at += 1
                return self.called(f"log{base}", token)
            if after.spaced and after.kind in ("name", "number", "function"):
                self.at += 1
                return self.applied(f"log{base}", token)
            repair = self.edited(token.place, self.here.end, f"log{base}(") + ")"
            message = f"log{base} can be read in two ways: write log{base}(x) or ln({base})"
            raise Unreadable(message, token.place, repair)
        return self.applied(name, token)

    def bracket_follows(self) -> bool:
        return self.is_op("(") or (self.is_op("{") and self.tex)

    def unclear_base(self) -> bool:
        """Whether a 2 or a 10 stands so close behind `log` that it may be its base."""
        log, digits = self.tokens[self.at - 1], self.here
        adjacent = digits.kind == "number" and not digits.spaced and digits.text in ("2", "10")
        return adjacent and log.end - log.place == 3

    def called(self, name: str, token: Token) -> Node:
        """A function whose bracket stands here."""
        opening = self.here
        self.at += 1
        return self.of_arguments(name, self.items(opening), token)

    def of_arguments(self, name: str, arguments: tuple[Node, ...], token: Token) -> Node:
        """The call, where the number of its arguments is right."""
        least, most = vocabulary.ARITY[name]
        if not least <= len(arguments) <= most:
            raise Unreadable(f"{name} takes {_count(least, most)}, not {len(arguments)}", token.place, "")
        if name in vocabulary.LISTING and len(arguments) > 1:
            arguments = (Listed("[", arguments, place=token.place),)
        return simplified_call(name, arguments, token.place)

    def applied(self, name: str, token: Token) -> Node:
        """A function without brackets: `sin 2x`."""
        if self.here.kind == "stop" or (self.here.kind == "op" and self.here.text in ENDS):
            raise Unreadable(f"{name} needs something to act on: {name}(...)", token.place)
        argument = self.right_of(token, FACTOR)
        if name not in vocabulary.ONE_FACTOR:
            argument = self.more_factors(name, argument)
        call = Call(name, (argument,), place=token.place)
        self.bare = call
        return call

    def more_factors(self, name: str, argument: Node) -> Node:
        """The factors of an argument without brackets, up to the next function or sign."""
        while self.begins_factor(self.here) and self.here.kind not in ("function", "base"):
            if self.here.kind == "op" and (self.here.text in CLOSERS or self.here.text == "|"):
                self.unclear_reach(name, argument)
            if self.here.kind == "number":
                self.side_by_side(argument, self.here)
            argument = Binary("*", argument, self.factor(argument), implicit=True, place=argument.place)
        return argument

    def unclear_reach(self, name: str, argument: Node) -> NoReturn:
        """Refuse `ln x (x+1)`, whose bracket may be a factor of the argument or of the logarithm."""
        end = self.tokens[self.at - 1].end
        inside = self.text[argument.place : end].strip()
        repair = self.edited(argument.place, end, f"({inside})*")
        message = f"how far {name} reaches can be read in two ways: put its argument in brackets, {name}({inside})"
        raise Unreadable(message, self.here.place, repair)

    def function_power(self, name: str, token: Token) -> Node:
        """`sin^2 x` is `(sin x)^2`; any other exponent than a whole number is refused."""
        sign = self.here
        self.at += 1
        exponent = self.superscript(Name(name), sign) if sign.kind == "power" else self.exponent_alone(name, sign)
        power = exponent.right if isinstance(exponent, Binary) else exponent
        if not (isinstance(power, Number) and power.text.isdigit()):
            self.refused_power(name, token, sign, power)
        call = self.called(name, token) if self.bracket_follows() else self.applied(name, token)
        return Binary("^", call, power, place=token.place)

    def refused_power(self, name: str, token: Token, sign: Token, power: Node) -> NoReturn:
        if power != Negative(Number("1")):
            message = f"only a whole number may stand here: write the power behind the bracket, {name}(x)^..."
            raise Unreadable(message, sign.place)
        inverse = f"arc{name}"
        if inverse not in vocabulary.ARITY:
            repair = self.edited(token.place, self.tokens[self.at - 1].end, f"1/{name}")
            message = f"{name}^-1 can be read in two ways: write 1/{name}(x) if that is meant"
            raise Unreadable(message, sign.place, repair)
        repair = self.edited(token.place, self.tokens[self.at - 1].end, inverse)
        message = f"{name}^-1 can be read in two ways: write {inverse} or 1/{name}(x)"
        raise Unreadable(message, sign.place, repair)

    def exponent_alone(self, name: str, sign: Token) -> Node:
        """The exponent of a function name: a number, perhaps with a minus, perhaps in brackets."""
        if self.is_op("{", "("):
            opening = self.here
            self.at += 1
            return self.inside(opening)
        minus = self.here
        negative = self.take("-")
        if self.here.kind != "number":
            message = f"only a whole number may stand here: write the power behind the bracket, {name}(x)^..."
            raise Unreadable(message, sign.place, "")
        self.at += 1
        number = Number(self.tokens[self.at - 1].text, place=self.tokens[self.at - 1].place)
        return Negative(number, place=minus.place) if negative else number

    def logarithm(self, token: Token) -> Node:
        """`log_b(x)`: the token is the base."""
        digits = token.text.isdigit()
        base: Node = Number(token.text.lstrip("0") or "0", place=token.place) if digits else self.base_name(token)
        if self.bracket_follows():
            opening = self.here
            self.at += 1
            arguments = self.items(opening)
            if len(arguments) != 1:
                raise Unreadable(f"log_{token.text} takes one argument, not {len(arguments)}", token.place)
            return simplified_call("log_base", (base, arguments[0]), token.place)
        if self.here.kind == "stop":
            raise Unreadable(f"log_{token.text} needs something to act on", token.place)
        argument = self.more_factors("the logarithm", self.right_of(token, FACTOR))
        return simplified_call("log_base", (base, argument), token.place)

    def base_name(self, token: Token) -> Node:
        return Name(token.text, place=token.place)

    # --- TeX --------------------------------------------------------------------------------------

    def structure(self, token: Token) -> Node:
        """`\\frac{1}{2}`, `\\sqrt[3]{x}`, `\\binom{n}{k}`."""
        if token.text == "sqrt":
            return self.tex_root(token)
        if token.text == "frac" and self.is_op("{") and self.tokens[self.at + 1].kind == "differential":
            return self.tex_derivative(token)
        above, below = self.group(token), self.group(token)
        if token.text == "binom":
            return Call("binomial", (above, below), place=token.place)
        return Binary("/", above, below, place=token.place)

    def tex_root(self, token: Token) -> Node:
        degree: Node | None = None
        if self.is_op("["):
            opening = self.here
            self.at += 1
            degree = self.inside(opening)
        if self.here.kind == "number" and len(self.here.text) > 1 and self.here.text.isdigit():
            digits = self.here.text
            repair = self.edited(self.here.place, self.here.end, f"{{{digits}}}")
            message = f"without braces TeX takes the root of {digits[0]} only: write \\sqrt{{{digits}}}"
            raise Unreadable(message, token.place, repair)
        inner = self.group(token)
        if degree is None or degree == Number("2"):
            return Call("sqrt", (inner,), place=token.place)
        if degree == Number("3"):
            return Call("cbrt", (inner,), place=token.place)
        return Call("root", (inner, degree), place=token.place)

    def group(self, token: Token) -> Node:
        """A TeX argument: `{...}`, a digit or a letter."""
        if self.is_op("{"):
            opening = self.here
            self.at += 1
            return self.inside(opening)
        if self.here.kind not in ("number", "name"):
            raise Unreadable(f"something in braces must follow the \\{token.text}", token.place)
        return self.operand(FACTOR)


def simplified_call(name: str, arguments: tuple[Node, ...], place: int) -> Node:
    """The call in the one spelling for it: `log_2(x)` is `log2(x)`, `root(x, 3)` is `cbrt(x)`."""
    if name == "log_base" and arguments[0] in (Number("2"), Number("10")):
        base = arguments[0]
        assert isinstance(base, Number)
        return Call(f"log{base.text}", arguments[1:], place=place)
    if name == "norm" and arguments[1:] == (Number("2"),):
        return Call(name, arguments[:1], place=place)
    if name == "root" and arguments[1] in (Number("2"), Number("3")):
        return Call("sqrt" if arguments[1] == Number("2") else "cbrt", arguments[:1], place=place)
    return Call(name, arguments, place=place)


def _count(least: int, most: int) -> str:
    if least == most:
        return f"{least} argument" + ("" if least == 1 else "s")
    return f"at least {least} argument" if most == vocabulary.ANY else f"{least} or {most} arguments"
