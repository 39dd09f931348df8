"""Write scanner/watchlist/han_readings.tsv: how each Chinese character is read.

Made once from the Unihan database (Debian's package unicode-data, or unihan.zip of unicode.org),
so that users need neither. Run it again when Unicode grows:

    python scripts/make_han_readings.py Unihan_Readings.txt

Each row is a language (``m`` Mandarin, ``c`` Cantonese), a rank (1 the usual reading, 2 another
one), a syllable without its tone, and the folded characters read so. ü is written v. The usual
Mandarin reading is kMandarin's first; the other is kMandarin's second, the second of kHanyuPinlu
(a frequency count), or, for what that count never met, another one of kTGHZ2013.
"""

import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from scanner.text.fold import fold

TARGET = Path(__file__).parent.parent / "scanner" / "watchlist" / "han_readings.tsv"
FIRST, LAST = 0x4E00, 0x9FFF
FIELDS = ("kMandarin", "kHanyuPinlu", "kTGHZ2013", "kCantonese")
Fields = dict[str, dict[str, str]]


def read(path: Path) -> Fields:
    """Return character → field → value for the fields that are used."""
    found: Fields = defaultdict(dict)
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("U+"):
            point, field, value = line.split("\t")
            code = int(point.replace("U+", "0x"), base=0)
            if field in FIELDS and FIRST <= code <= LAST:
                found[chr(code)][field] = value
    return found


def toneless(syllable: str) -> str:
    """Return the syllable without its tone mark or digit, ü as v.

    >>> toneless("lǜ"), toneless("jyun2")
    ('lv', 'jyun')
    """
    bare = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return re.sub(r"[^a-z]", "", bare)


def mandarin(fields: dict[str, str]) -> list[str]:
    """Return the readings of one character, the usual one first."""
    usual = [toneless(word) for word in fields.get("kMandarin", "").split()]
    counted = re.findall(r"[^\s()\d]+", fields.get("kHanyuPinlu", ""))
    listed = re.findall(r":([^\s,]+)", fields.get("kTGHZ2013", ""))
    others = [toneless(word) for word in (counted or listed)]
    return [word for word in dict.fromkeys(usual + others) if word]


def readings(fields: Fields) -> Iterator[tuple[str, str, list[str]]]:
    """Yield (language, folded character, readings), at most two each."""
    by_folded: dict[str, list[str]] = defaultdict(list)
    for character in fields:
        folded = fold(character).text
        if len(folded) == 1:
            by_folded[folded].append(character)
    for folded, written in sorted(by_folded.items()):
        # The character itself first, then those that fold to it.
        ordered = [folded] * (folded in written) + sorted(set(written) - {folded})
        yield "m", folded, mandarin(fields[ordered[0]])[:2]
        spoken = [toneless(fields[one]["kCantonese"].split()[0]) for one in ordered
                  if "kCantonese" in fields[one]]  # fmt: skip
        yield "c", folded, list(dict.fromkeys(spoken))[:2]


def main() -> None:
    """Write the table and say how many rows it has."""
    rows: dict[tuple[str, int, str], str] = defaultdict(str)
    for language, character, syllables in readings(read(Path(sys.argv[1]))):
        for rank, syllable in enumerate(syllables, start=1):
            rows[language, rank, syllable] += character
    head = (
        "# Readings of Chinese characters, from the Unihan database (Unicode licence).\n"
        "# Made by scripts/make_han_readings.py.\n"
    )
    lines = ["\t".join([*map(str, key), text]) + "\n" for key, text in sorted(rows.items())]
    TARGET.write_text(head + "".join(lines), "utf-8")
    sys.stdout.write(f"{len(lines)} rows\n")


if __name__ == "__main__":
    main()
