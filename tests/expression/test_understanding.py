"""What `nabla read` replies."""

from tutor.expression.understanding import understood


def test_a_line_is_given_back_in_four_notations():
    assert understood("2x^2 y", ["x", "y"]) == {
        "linear": "2*x^2*y",
        "unicode": "2x²y",
        "latex": "2x^{2}y",
        "spoken": "2 x squared y",
        "error": None,
        "place": None,
        "repair": None,
    }


def test_what_cannot_be_read_has_an_error_a_place_and_a_repair():
    reply = understood("2(x + 3", ["x"])

    assert reply["linear"] is None
    assert (reply["error"], reply["place"], reply["repair"]) == ("a bracket is never closed", 1, "2(x + 3)")


def test_what_is_too_costly_is_an_error_too():
    assert understood("9^9^9^9")["error"] is not None
