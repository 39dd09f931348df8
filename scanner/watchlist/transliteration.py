"""Names of other alphabets in Latin letters, letter by letter, well enough to be compared.

Cyrillic and Greek come out as English newspapers write them; of Arabic and Hebrew only the
consonants and long vowels are written at all. Kana, Hangul and Ethiopic syllables, and Georgian
and Armenian letters, are read from their names in Unicode.
"""

import unicodedata

__all__ = ["LOOSE_SCRIPTS", "script_of", "to_latin"]

# Scripts that leave sounds out or put some in: only the consonants can be compared.
LOOSE_SCRIPTS = frozenset({"ARABIC", "HEBREW", "KATAKANA", "HIRAGANA", "ETHIOPIC"})
_LETTERS = dict(
    entry.split(":")
    for entry in (
        "а:a б:b в:v г:g д:d е:e ё:yo ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u "
        "ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya і:i ї:yi є:ye ґ:g ў:u ј:j љ:lj "
        "њ:nj ђ:dj ћ:c џ:dzh ә:a ғ:g қ:k ң:ng ө:o ү:u ұ:u һ:h α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th "
        "ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s ς:s τ:t υ:y φ:f χ:ch ψ:ps ω:o ا:a أ:a إ:i آ:a ء: "
        "ئ:i ؤ:u ب:b پ:p ت:t ث:th ج:j چ:ch ح:h خ:kh د:d ذ:dh ر:r ز:z ژ:zh س:s ش:sh ص:s ض:d ط:t "
        "ظ:z ع: غ:gh ف:f ق:q ك:k ک:k گ:g ڭ:ng ل:l م:m ن:n ه:h ھ:h ة:a ە:e و:w ۇ:u ۆ:o ۈ:u ې:e ى:a "
        "ي:y ی:y ﻻ:la א:a ב:b ג:g ד:d ה:h ו:v ז:z ח:h ט:t י:y כ:k ך:k ל:l מ:m ם:m נ:n ן:n ס:s ע: "
        "פ:p ף:f צ:ts ץ:ts ק:k ר:r ש:sh ת:t"
    ).split()
)
_SYLLABIC = frozenset({"KATAKANA", "HIRAGANA", "HANGUL", "ETHIOPIC"})
_BY_FIRST_LETTER = frozenset({"ARMENIAN", "GEORGIAN"})


def script_of(character: str) -> str:
    """Return the first word of a letter's Unicode name, such as LATIN or CYRILLIC; "" for others.

    >>> script_of("я"), script_of("é"), script_of("-")
    ('CYRILLIC', 'LATIN', '')
    """
    return unicodedata.name(character, "").partition(" ")[0] if character.isalpha() else ""


def to_latin(text: str) -> str:
    """Write each letter that is not Latin nor Han in Latin letters; the rest stays.

    >>> to_latin("Юсуф Каримов"), to_latin("バラク"), to_latin("Ann 苏")
    ('yusuf karimov', 'baraku', 'Ann 苏')
    """
    if text.isascii():
        return text
    return "".join(_letter(one) for one in unicodedata.normalize("NFC", text))


def _letter(character: str) -> str:
    lowered = character.lower()
    known = _LETTERS.get(lowered)
    if known is not None:
        return known
    script = script_of(character)
    if script in _SYLLABIC:
        sound = unicodedata.name(character).split()[-1].lower()
        return sound if len(sound) < 8 else ""
    if script in _BY_FIRST_LETTER:
        return unicodedata.name(lowered).split()[-1][0].lower()
    bare = unicodedata.normalize("NFD", lowered)
    return _LETTERS.get(bare[0], character) if bare[0] != lowered else character
