"""Finds what could be an NHS number in words, so that it is refused and kept nowhere. Pure."""

import re

CANDIDATE = re.compile(r"(?<![\d+])(?=((?:\d[\s.\-\u2010-\u2015]{0,2}){9}\d)(?!\d))")
DATE = re.compile(r"\b(?:\d{4}-\d\d-\d\d|\d\d?[./-]\d\d?[./-]\d{4})\b")
WEIGHTS = range(10, 1, -1)


def checks(digits: str) -> bool:
    """The modulus 11 check of ten digits (NHS Data Dictionary, NHS NUMBER)."""
    remainder = 11 - sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=False)) % 11
    return {11: 0}.get(remainder, remainder) == int(digits[9])


def has_nhs_number(words: str) -> bool:
    """Whether ten digits in it check. A telephone number (0 or +44 first) or a date is not a candidate."""
    for found in CANDIDATE.finditer(DATE.sub("date", words)):
        digits = re.sub(r"\D", "", found[1])
        if digits[0] != "0" and checks(digits):
            return True
    return False
