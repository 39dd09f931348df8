"""Write scanner/text/confusables.tsv: look-alike letters and the ASCII letters they imitate.

Made once from ICU's SpoofChecker (UTS #39 skeletons), so that users need neither ICU nor a
compiler. Run it again when Unicode grows, with PyICU installed.

A character is listed when it is a letter or symbol outside ASCII, NFKC and case folding alone do
not make it ASCII, and its skeleton equals that of one or two ASCII letters. Han, Kana and Hangul
are left out: 一, 口, エ and 〇 are ordinary writing there, and digits keep their value.
"""

import sys
import unicodedata
from pathlib import Path

import icu

TARGET = Path(__file__).parent.parent / "scanner" / "text" / "confusables.tsv"
# Skeletons of ASCII are not ASCII-preserving (m becomes rn, I and 1 become l), so we look up the
# letter whose skeleton it is, and prefer the first in this order.
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SKIPPED_NAMES = (
    "CJK",
    "HIRAGANA",
    "KATAKANA",
    "HANGUL",
    "BOPOMOFO",
    "IDEOGRAPHIC",
    "KANGXI",
    "ARABIC",
    "HEBREW",
)


def skeletons(checker: icu.SpoofChecker) -> dict[str, str]:
    """Return skeleton → lower-case ASCII letter, lower-case shapes winning over capitals."""
    found: dict[str, str] = {}
    for letter in LETTERS:
        found.setdefault(checker.getSkeleton(0, letter), letter)
    for letter in LETTERS.upper():
        found.setdefault(checker.getSkeleton(0, letter), letter.lower())
    return found


def plain(character: str) -> str:
    """Return the character without marks, compatibility forms and case."""
    decomposed = unicodedata.normalize("NFKD", character.casefold())
    return "".join(part for part in decomposed if not unicodedata.category(part).startswith("M"))


def main() -> None:
    """Write the table and say how many rows it has."""
    checker = icu.SpoofChecker()
    known = skeletons(checker)
    rows = []
    for code in range(0x80, 0x20000):
        character = chr(code)
        category = unicodedata.category(character)
        if category[0] not in "LNS" or category == "Nd":
            continue
        if unicodedata.name(character, "").startswith(SKIPPED_NAMES) or plain(character).isascii():
            continue
        letter = known.get(checker.getSkeleton(0, character)) or known.get(
            checker.getSkeleton(0, plain(character))
        )
        if letter:
            rows.append(f"{code:04X}\t{letter}\n")
    head = (
        f"# Look-alikes of ASCII letters: ICU {icu.ICU_VERSION}, Unicode {icu.UNICODE_VERSION}.\n"
    )
    TARGET.write_text(head + "# Made by scripts/make_confusables.py.\n" + "".join(rows))
    sys.stdout.write(f"{len(rows)} look-alikes\n")


if __name__ == "__main__":
    main()
