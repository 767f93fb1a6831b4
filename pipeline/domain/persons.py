"""Names of persons in text: where they stand, and text without them.

Rules, not a model: a form of address or an office, a given name, or initials before a surname. They miss a person whose
given name is uncommon and who is named without any cue in all documents of a corpus.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache

from pipeline.domain.data import load_toml
from pipeline.domain.lexicon import alternatives

REDACTED = "[Name]"
"""What stands where a name was."""

_UPPER = "A-ZÀ-ÖØ-ÞĆĈČĎĐĚĞĢĪİĶŁŃŇŐŒŘŚŞŠŢŤŪŮŰŹŻŽȘȚ"
# A word of a name: Müller, d'Alessandro, McKay, Heer-Dietrich; in capitals too.
_WORD = rf"(?:[dDlLO]['’])?[{_UPPER}][^\W\d_]+(?:['’][^\W\d_]+)?(?:-[{_UPPER}][^\W\d_]+)*"
_INITIALS = rf"(?:[{_UPPER}]\.[ -]?){{1,3}}"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


def find_names(text: str) -> list[str]:
    """Return the full names of persons in a text, each once, in order; a surname alone and initials are none.

    What stands after an office counts if it begins with a given name, as much else may follow there.
    """
    found = [(match["cue"], " ".join((match["told"] or match["alone"]).split())) for match in _pattern().finditer(text)]
    sure = (name for cue, name in found if not cue or _address().search(cue) or name.split()[0] in _given_names())
    return list(dict.fromkeys(name for name in sure if " " in name and "." not in name))


def redactor(known: Iterable[str] = ()) -> Callable[[str], str]:
    """Return a function that puts REDACTED for each name of a person and each e-mail address in a text.

    `known` are full names, such as `find_names` finds elsewhere, that count as names wherever they stand.
    """
    full = set(known)
    # Whoever has several surnames is named by these alone too.
    names = sorted(full | {name.partition(" ")[2] for name in full if name.count(" ") > 1})
    everywhere = re.compile(rf"(?<!\w)(?:{alternatives(names)})(?!\w)")
    begins = {name[: match.end()] for name in names if (match := _FIRST_WORD.match(name))}

    def redact(text: str) -> str:
        if "@" in text:
            text = _MAIL.sub(REDACTED, text)
        # Looking for every known name in every cell would take most of the time.
        if not begins.isdisjoint(_FIRST_WORD.findall(text)):
            text = everywhere.sub(REDACTED, text)
        return _pattern().sub(lambda match: f"{match['cue'] or ''}{REDACTED}", text)

    return redact


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of a name: `cue` with the name `told` after it, or a name that is one by itself, `alone`."""
    data = load_toml("persons")
    given = rf"(?:{_grouped(_given_names())})(?!\w)(?:-[{_UPPER}][^\W\d_]+)?"
    surname = rf"(?:(?:{alternatives(data['particles'])})\s+)?(?!(?:{alternatives(data['no_surname'])})(?!\w)){_WORD}"
    office = rf"(?:{alternatives(data['offices'])})(?!\w):?\s+"
    address = rf"(?:{_address().pattern})"
    cue = rf"(?:(?:{address})+(?:{office})?|{office})(?:{address})*"
    told = rf"(?:(?:{given}|{_INITIALS})\s*)?{surname}(?:\s+{surname})?"
    full = rf"{given}(?:\s+(?:{given}|{_INITIALS}))?(?:\s+{surname}){{1,2}}"
    # With another capitalised word after it, the given name rather belongs to that.
    ahead = rf"(?![ \t]+(?!(?:{alternatives(data['after_name'])})(?!\w)){_WORD})"
    swapped = rf"{surname},?\s+{given}{ahead}"
    # At the beginning of a line a letter with a point numbers a heading.
    short = rf"(?<=[^\W\d_][ ,:]|[,(/:;]\s){_INITIALS}(?<=\s){surname}"
    return re.compile(
        rf"(?<!\w)(?:(?P<cue>{cue})(?P<told>{told})|(?P<alone>(?=[{_UPPER}])(?:{full}|{swapped}|{short})))"
    )


@cache
def _given_names() -> frozenset[str]:
    given = load_toml("persons")["given"].split()
    return frozenset([*given, *(name.upper() for name in given)])


@cache
def _address() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(load_toml('persons')['address'])})(?!\w):?\s+")


def _grouped(words: Iterable[str]) -> str:
    """Return a pattern of many words by their first two letters, which is several times faster than one by one."""
    endings: dict[str, list[str]] = defaultdict(list)
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        endings[word[:2]].append(word[2:])
    return "|".join(f"{head}(?:{'|'.join(tails)})" for head, tails in sorted(endings.items()))
