"""Which encoding a file is in: by its byte order mark, by what it declares, or by trial.

A trial never guesses among look-alikes of Latin letters. It tells GB18030 and Big5 from UTF-8,
and from each other by the commonest characters: what decodes well in both is words in one only.
"""

import codecs
import re
from collections.abc import Iterator
from itertools import chain

from scanner.errors import Fault, SourceError

__all__ = ["as_utf8", "encoding_of", "known_encoding"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16's, with which it begins
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF32_BE, "utf-32"),
)
# A file may choose its codec by declaring it: never one that unpacks, escapes or names hosts.
_OF_TEXT = re.compile(
    r"utf-(?:8|16|32)(?:-sig|-le|-be)?|ascii|cp\d{1,5}|iso8859-\d{1,2}|koi8-[rtu]|gb(?:2312|k|18030)"
    r"|big5(?:hkscs)?|hz|euc_\w{1,12}|shift_\w{1,12}|iso2022_\w{1,12}|mac-\w{1,12}|tis-620|johab"
    r"|kz1048|ptcp154|hp-roman8"
)
_OPENINGS = b'{[<"'
_DECLARED = re.compile(rb"<\?xml[^<>]{1,100}encoding\s?=\s?[\"']([A-Za-z0-9_.:-]{1,40})[\"']")
_TRIED = ("gb18030", "big5hkscs")
_TRIAL_BYTES = 1 << 16
# The hundred-odd commonest characters of written Chinese, in both scripts.
_COMMON = frozenset(
    "的一是不了在人有我他这这个们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多"
    "然于心学么之都好看起发当没成只如事把还用第样道想作种开总从无面最女但现前些所同日手又行意动方它头经长"
    "這個們來時為說國著裡後會過對於學麼發當沒還樣種開總從無現動頭經長請問電話地址住在謝您嗎吗请问电话谢"
)
_FEWEST = 8  # Han characters; fewer prove nothing
_ENOUGH = 0.1  # a tenth of the Han characters; in real text it is a third


def known_encoding(name: str) -> str:
    """Return the name under which an encoding is decoded: the widest of its family.

    :raises SourceError: if it is not known, or no encoding of text.
    """
    try:
        plain = codecs.lookup(name).name
    except (LookupError, ValueError):
        plain = ""
    if not _OF_TEXT.fullmatch(plain):
        raise SourceError(Fault(f"{name} is not a known encoding", field="encoding"))
    family = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso8859-1": "cp1252"}
    return family.get(plain, plain)


def encoding_of(start: bytes) -> str:
    """Return the encoding of a file that begins with ``start``; ``utf-8`` where nothing tells."""
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    if start[1:2] == b"\0" and start[:1] in _chars(_OPENINGS) and start[2:4] != b"\0\0":
        return "utf-16-le"
    if start[:1] == b"\0" and start[1:2] in _chars(_OPENINGS):
        return "utf-16-be"
    if declared := _DECLARED.match(start.lstrip()[:200]):
        try:
            return known_encoding(declared[1].decode("ascii"))
        except SourceError:
            return "utf-8"
    return _tried(start)


def _chars(text: bytes) -> set[bytes]:
    return {text[at : at + 1] for at in range(len(text))}


def _tried(start: bytes) -> str:
    lines = [line for line in start[:_TRIAL_BYTES].split(b"\n") if not line.isascii()]
    whole = lines[:-1] or lines  # the last may be cut
    wrong = [line for line in whole if not _decodes(line, "utf-8")]
    if len(wrong) * 2 <= len(whole):
        return "utf-8"  # the few others are set aside one by one
    scores = {_likeness(wrong, name): name for name in _TRIED}
    best = max(scores)
    return scores[best] if best >= _ENOUGH else "utf-8"


def _decodes(line: bytes, name: str) -> bool:
    try:
        codecs.getincrementaldecoder(name)().decode(line)
    except UnicodeDecodeError:
        return False
    return True


def _likeness(lines: list[bytes], name: str) -> float:
    """Return how many of the Han characters are common ones; below zero if most do not decode."""
    sound = [line for line in lines if _decodes(line, name)]
    if len(sound) * 2 <= len(lines):
        return -1 - _TRIED.index(name)
    text = "".join(line.decode(name, "ignore") for line in sound)  # a cut character at the end
    han = [one for one in text if "\u4e00" <= one <= "\u9fff"]
    if len(han) < _FEWEST:
        return -_TRIED.index(name) / 10
    return sum(one in _COMMON for one in han) / len(han)


def as_utf8(first: bytes, blocks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Give ``first`` and ``blocks`` in UTF-8, without a byte order mark.

    What cannot be decoded becomes bytes that are no UTF-8, so that it costs its own line only.

    :raises UnicodeDecodeError: at what UTF-16 or UTF-32 cannot hold, and where a character is cut.
    """
    if encoding in ("utf-8", "utf-8-sig"):
        if first := first.removeprefix(codecs.BOM_UTF8):
            yield first
        yield from blocks
        return
    wide = encoding.startswith("utf-")
    # Lone surrogates pass through here, so that they cost their own line and not the whole file.
    decoder = codecs.getincrementaldecoder(encoding)("surrogatepass" if wide else "surrogateescape")
    for block in chain((first,), blocks):
        if text := decoder.decode(block):
            yield text.encode("utf-8", "surrogatepass")
    decoder.decode(b"", final=True)
