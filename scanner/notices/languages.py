"""The reader's language: translations, dates and numbers.

English is the language of the source, so it has no catalogue; the others are ``.po`` files
read at run time, which spares a compile step that could be forgotten.
"""

from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from io import BytesIO
from zoneinfo import ZoneInfo

from babel import Locale, dates, lists, numbers
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

__all__ = ["LANGUAGES", "Speech", "marked", "read_catalogue"]

DOMAIN = "notices"
# Canada's conventions where the language has them.
_LOCALES = {"en": "en_CA", "fr": "fr_CA", "zh-Hans": "zh_Hans", "zh-Hant": "zh_Hant"}
LANGUAGES = tuple(_LOCALES)
# Between independent pieces of one line, as each language writes it.
_SEPARATORS = {"en": ", ", "fr": ", ", "zh-Hans": "，", "zh-Hant": "，"}


def marked(message: str) -> str:
    """Mark a message that is translated later, where the reader's language is known."""
    return message


def read_catalogue(language: str) -> Catalog:
    """Read the ``.po`` catalogue of a language other than English."""
    resource = files(__package__) / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    with resource.open("rb") as stream:
        return read_po(stream, locale=_LOCALES[language], domain=DOMAIN, abort_invalid=True)


@cache
def _translations(language: str) -> NullTranslations:
    if language == "en":
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(language))
    compiled.seek(0)
    return Translations(compiled, domain=DOMAIN)


class Speech:
    """How one reader is addressed: ``language`` is en, fr, zh-Hans or zh-Hant.

    :raises ValueError: for any other language.
    """

    def __init__(self, language: str, zone: ZoneInfo) -> None:
        if language not in _LOCALES:
            raise ValueError(f"no notices in this language; there are {', '.join(LANGUAGES)}")
        self.language = language
        self.zone = zone
        self._locale = Locale.parse(_LOCALES[language])
        self._translations = _translations(language)

    def say(self, message: str, **parts: str) -> str:
        """Translate ``message`` and fill its ``{placeholders}``."""
        return self._translations.gettext(message).format_map(parts)

    def count(self, singular: str, plural: str, number: int, **parts: str) -> str:
        """Translate a counted message in its right plural form; ``{n}`` is the number."""
        message = self._translations.ngettext(singular, plural, number)
        return message.format_map({"n": self.number(number), **parts})

    def number(self, value: int) -> str:
        """Write a number with the language's own grouping."""
        return numbers.format_decimal(value, locale=self._locale)

    def day(self, day: date, *, width: str = "long") -> str:
        """Write a calendar day; ``width`` is CLDR's (``full``, ``long``) or ``short``: no year."""
        if width == "short":
            return dates.format_skeleton("MMMd", day, locale=self._locale)
        return dates.format_date(day, width, locale=self._locale)

    def moment(self, moment: datetime) -> str:
        """Write an aware time as day and minute in the reader's zone."""
        local = moment.astimezone(self.zone)
        clock = dates.format_time(local, "short", tzinfo=self.zone, locale=self._locale)
        clock = clock.replace(" ", "\N{NO-BREAK SPACE}")
        separator = " " if self.language.startswith("zh") else ", "
        return f"{self.day(local.date())}{separator}{clock}"

    def local_day(self, moment: datetime) -> date:
        """Return the calendar day of an aware time in the reader's zone."""
        return moment.astimezone(self.zone).date()

    def zone_name(self, moment: datetime) -> str:
        """Name the zone by its city and offset at ``moment``: ``Toronto, UTC-05:00``."""
        city = dates.get_timezone_location(self.zone, locale=self._locale, return_city=True)
        offset = moment.astimezone(self.zone).utcoffset() or timedelta()
        minutes = abs(offset) // timedelta(minutes=1)
        sign = "−" if offset < timedelta() else "+"
        return self.pieces([city, f"UTC{sign}{minutes // 60}:{minutes % 60:02}"])

    def listing(self, items: list[str]) -> str:
        """Join items as the language does: ``a, b, and c``."""
        return lists.format_list(items, locale=self._locale)

    def phrases(self, sentences: list[str]) -> str:
        """Join whole sentences; Chinese puts nothing between them."""
        return ("" if self.language.startswith("zh") else " ").join(sentences)

    def pieces(self, items: list[str]) -> str:
        """Join independent pieces of one line."""
        return _SEPARATORS[self.language].join(items)
