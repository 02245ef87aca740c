"""What is typed, before it is stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from distmap.texts import folded, search_words, text_faults, tidied


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_break_is_one(line_break: str) -> None:
    assert tidied(f"one{line_break}two") == "one\ntwo"
    assert text_faults("/note", f"one{line_break}two", most=20) == []


def test_letters_are_composed() -> None:
    assert tidied("Cafe\u0301") == "Café"


@pytest.mark.parametrize("sign", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_nothing_turns_the_text_beside_it(sign: str) -> None:
    assert tidied(f"invoice{sign}fdp.exe") == "invoicefdp.exe"


@pytest.mark.parametrize("text", ["می\u200cخواهم", "👩\u200d💻", "\u200eabc\u200f", "क्\u200dष"])
def test_marks_and_joiners_that_scripts_need_stay(text: str) -> None:
    assert tidied(text) == text
    assert text_faults("/name", text, most=20) == []


@pytest.mark.parametrize("text", ["\u200b", "\u3164", "\u2800\u2800", "\u00ad", "\ufeff", "\u2060\u200d"])
def test_a_name_that_nobody_sees_is_refused(text: str) -> None:
    [fault] = text_faults("/name", text, most=20, needed=True)
    assert fault.code in {"invisible", "required"}


@given(st.text())
def test_tidying_and_folding_twice_change_nothing_more(text: str) -> None:
    assert tidied(tidied(text)) == tidied(text)
    assert folded(folded(text)) == folded(text)


@given(st.text(min_size=1))
def test_a_text_is_found_by_itself(text: str) -> None:
    assert all(word in folded(text) for word in search_words(text))
    assert all(word in folded(text) for word in search_words(text.upper()))
