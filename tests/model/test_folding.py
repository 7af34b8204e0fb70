"""Texts are parted into words as they are written in any script."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model.folding import whole_words

CHARACTERS = st.characters(codec="utf-8") | st.characters(categories=["Mn", "Mc"]) | st.sampled_from("aé _+")


@given(st.text(CHARACTERS), st.sampled_from(["", "+"]))
def test_a_word_is_of_letters_digits_and_the_marks_on_them(text: str, ending: str) -> None:
    words = [""]
    for char in text:
        is_mark = unicodedata.category(char) in ("Mn", "Mc") and 0x300 <= ord(char) < 0x20000
        if char.isalnum() or (is_mark and words[-1]):
            words[-1] += char
        elif char == ending and words[-1]:
            words[-1] += char
            words.append("")
        else:
            words.append("")
    assert whole_words(text, f"[{ending}]?" if ending else "") == [word for word in words if word]


@pytest.mark.parametrize("text", ["नरेन्द्र मोदी", "தமிழ் மொழி", "e\u0301te\u0301 a\u0300", "สมชาย ใจดี"])
def test_marks_part_no_word(text: str) -> None:
    assert whole_words(text) == text.split()
