"""Numbers, names and lists as a newspaper writes them."""

from collections.abc import Iterable

import pandas as pd

from gdp.schema import RELATIONS, STANDINGS

NUMBERS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def shortest(value: float) -> str:
    """Write a number without digits that nobody printed: 5, 5.5, 1.02."""
    return f"{value:.12f}".rstrip("0").rstrip(".")


def in_words(relation: str, value: float) -> str:
    """Write a reported value with its relation: over 10, 5.5 or higher, about 20."""
    return str(RELATIONS[relation]["form"]).format(shortest(value))


def one_decimal(relation: str, rate: float) -> str:
    """Write a rate with one decimal at least: 5.0, 5.5 or higher."""
    text = shortest(rate)
    return str(RELATIONS[relation]["form"]).format(text if "." in text else f"{text}.0")


def short_level(relation: str, level: float) -> str:
    """Write a level with two decimals, or four where it would else seem to be a whole number."""
    decimals = 4 if round(level, 2).is_integer() else 2
    text = shortest(level) if level.is_integer() else f"{level:.{decimals}f}"
    return str(RELATIONS[relation]["form"]).format(text)


def cite(publisher: str, published: str) -> str:
    """Write publisher and date: Xinhua, 28 January 2026."""
    if not published:
        return publisher
    date = pd.Timestamp(published)
    return f"{publisher}, {date.day} {date.month_name()} {date.year}"  # in any locale in English


def listed(names: Iterable[object]) -> str:
    """Join names: A, B and C."""
    texts = [str(name) for name in names]
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} and {texts[-1]}"


def shortened(names: list[str]) -> str:
    """Join up to three names; of more the first two, and how many others there are."""
    if len(names) > 3:
        names = [*names[:2], f"{len(names) - 2} others"]
    return listed(names)


def grouped(heads: Iterable[str], names: Iterable[str], facts: Iterable[object]) -> str:
    """Write a sentence for each head, in the order in which they come: Head: A 1, B 2 and C 3."""
    groups: dict[str, list[str]] = {}
    for head, name, fact in zip(heads, names, facts, strict=True):
        groups.setdefault(head, []).append(f"{name} {fact}")
    return " ".join(f"{sentence(head)}: {listed(group)}." for head, group in groups.items())


def spaced(*sentences: str) -> str:
    """Join sentences, of which some may be empty."""
    return " ".join(filter(None, sentences))


def sentence(text: str) -> str:
    """Begin with a capital letter and leave the others as they are."""
    return text[:1].upper() + text[1:]


def number_word(number: int) -> str:
    """Write a number up to ten as a word."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def plural(noun: str) -> str:
    """Write many of a thing: municipalities, other cities."""
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"


def counted(number: int, noun: str, *, word: bool = False) -> str:
    """Count things: 4 municipalities, 1 other city, or one city with `word`."""
    return f"{number_word(number) if word else number} {noun if number == 1 else plural(noun)}"


def share_of(part: int, whole: int, noun: str, *, unsure: bool = False) -> str:
    """Count a part of several things: four of 11 provinces, all 31 provinces, both cities."""
    if whole == 1:
        return f"the only {noun}" if part else f"no {noun}"
    if whole == 2 and part in (0, 2):
        return f"{'both' if part else 'neither of the two'} {plural(noun)}"
    things = f"{number_word(whole)} {plural(noun)}"
    if part == whole:
        return f"all {things}"
    return f"{'at least ' if unsure else ''}{number_word(part)} of {things}"


def by_standing(standings: Iterable[str]) -> dict[str, str]:
    """Count the cities of each standing that there is, in words."""
    found = list(standings)
    return {kind: counted(found.count(kind), kind) for kind in STANDINGS if kind in found}
