"""Personnummer and samordningsnummer (day + 60): what is one, and whether a text holds one.

Form and check digit: Folkbokföringslagen (1991:481) 18 §; the check digit is Luhn's over the ten
digits without century. After a hundredth birthday year `-` becomes `+`.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

_CENTURIES = ("18", "19", "20")
_DATE = r"\d\d(?P<skilje>[-./ ]?)\d\d(?P=skilje)\d\d"
# "2023-01-01 - 2023-12-31" is a period: what follows the four digits must not go on as a date
_END = r"(?!\d)(?![-./ ]\d\d[-./ ]\d)"
_CLEAR = re.compile(rf"(?<!\d)(?=((?:18|19|20)?{_DATE}[-+]\d{{4}}{_END}))")
_LOOSE = re.compile(rf"(?=((?:18|19|20)?{_DATE}[-+ ]{{1,3}}\d{{4}}{_END}))")
_RUN = re.compile(r"\d{10,}")
_LONGEST_RUN_FOR_TEN = 14  # in longer numbers ten digits fit by chance too often
_LOST_ZERO = re.compile(r"\s*(\d{9})(?:[.,]0+)?\s*")
_TIMESTAMP = re.compile(
    r"(?<!\d)20\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])[ T]?"
    r"(?:[01]\d|2[0-3]):?[0-5]\d:?[0-5]\d(?!\d)"
)
_SPELLING = re.compile(r"(1[89]|20)?(\d{6})\s*([-+]?)\s*(\d{4})")


def check_digit(nine: str) -> int:
    """Luhn's check digit of the nine digits ÅÅMMDDNNN."""
    total = 0
    for place, sign in enumerate(nine):
        doubled = int(sign) * (2 - place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return -total % 10


def has_check_digit(ten: str) -> bool:
    """Whether the tenth digit is right."""
    return check_digit(ten[:9]) == int(ten[9])


def has_date(digits: str) -> bool:
    """Whether ten or twelve digits begin with a day that exists, or with a day + 60.

    Without a century 29 February counts in every year divisible by four.
    """
    century, six = digits[:-10], digits[-10:-4]
    if century and century not in _CENTURIES:
        return False
    year = int(century + six[:2]) if century else 2000 + int(six[:2])
    month, day = int(six[2:4]), int(six[4:6])
    day -= 60 if day > 60 else 0
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def without_timestamps(text: str) -> str:
    """The text without points in time to the second, which reports print in their titles."""
    return _TIMESTAMP.sub(" ", text)


def holds_one(text: str) -> bool:
    """Whether a text holds a personnummer or samordningsnummer, alone or inside something else.

    A date followed tightly by `-` or `+` and four digits counts without a right check digit; all
    other forms need one. Nine digits alone count as ten that lost their first zero.
    """
    for match in _CLEAR.finditer(text):
        if has_date(_digits(match.group(1))):
            return True
    for match in _LOOSE.finditer(text):
        if _is_one(_digits(match.group(1))):
            return True
    for run in _RUN.findall(text):
        if any(_is_one(run[i : i + 12]) for i in range(len(run) - 11)):
            return True
        short = len(run) <= _LONGEST_RUN_FOR_TEN
        if short and any(_is_one(run[i : i + 10]) for i in range(len(run) - 9)):
            return True
    lost = _LOST_ZERO.fullmatch(text)
    return lost is not None and _is_one("0" + lost.group(1))


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _is_one(digits: str) -> bool:
    return has_date(digits) and has_check_digit(digits[-10:])


class CenturyUnknown(ValueError):
    """Two digits of a year that may belong to two centuries."""


def normal_form(text: str, today: dt.date) -> str | None:
    """One spelling of a personnummer or samordningsnummer: ÅÅÅÅMMDDNNNN.

    Args:
        text: what stood in the file, without spaces around it.
        today: the day that the signs `-` (younger than 100) and `+` (100 or older) refer to.

    Returns:
        Twelve digits, or None when the text has another form and is an id of another kind.

    Raises:
        CenturyUnknown: ten digits without a sign, of somebody who may be a child or over 99.
    """
    match = _SPELLING.fullmatch(text)
    if match is None:
        return None
    century, six, sign, four = match.groups()
    if not has_date((century or "") + six + four):
        return None
    if century:
        return f"{century}{six}{four}"
    if not sign and not has_check_digit(six + four):
        return None
    turned = today.year - (today.year - int(six[:2])) % 100  # the year of that name nearest back
    if not sign and turned >= 2000:
        raise CenturyUnknown
    year = turned - 100 if sign == "+" else turned
    return f"{year}{six[2:]}{four}"
