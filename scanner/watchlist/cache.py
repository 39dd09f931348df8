"""Keeping the compiled screen between runs, without making the watchlist readable.

The file is encrypted with a key that is derived from the enrolments themselves, and so is its
name: whoever has the enrolment files can open it, and it tells nothing to anyone else. Deriving is
made slow (scrypt), because a phone number is soon guessed by someone who knows all the rest.
Whatever is wrong with a file, it is made again.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scanner.watchlist.index import ScreeningIndex
from scanner.watchlist.patterns import related
from scanner.watchlist.people import Person
from scanner.watchlist.screen import Screen

__all__ = ["ScreenCache", "enrolment_key"]

_NONCE = 12
_KEPT = 4  # older screens are of watchlists that have changed since


@dataclass(frozen=True, slots=True)
class ScreenCache:
    """Makes the screen of some people, or takes it from ``folder`` if it was made before."""

    people: Sequence[Person]
    folder: Path

    def __call__(self) -> Screen:
        """Return the screen; a folder that cannot be written costs only time."""
        key, name = self._key_and_name()
        file = self.folder / name
        screen = _opened(file, key)
        if screen is None:
            index = ScreeningIndex(self.people)
            patterns = (index.patterns(person.id) for person in self.people)
            screen = Screen.build(patterns, related(self.people))
            _seal(file, key, screen.dump())
        return screen

    def _key_and_name(self) -> tuple[bytes, str]:
        derived = enrolment_key(self.people, _program(), size=48)
        return derived[:32], f"screen-{derived[32:].hex()}"


def enrolment_key(people: Iterable[Person], purpose: bytes, *, size: int) -> bytes:
    """Return bytes that depend on all that is enrolled and on ``purpose``, slow to guess."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    digest = hashlib.sha256(purpose)
    for person in sorted(people, key=lambda item: item.id):
        digest.update(hashlib.sha256(_content(person)).digest())
    # 32 MB and a tenth of a second a guess.
    return Scrypt(salt=b"enrolment", length=size, n=2**15, r=8, p=1).derive(digest.digest())


def _content(person: Person) -> bytes:
    facts = [(fact.kind, fact.public, fact.reference, fact.value.reveal()) for fact in person.facts]
    own = (person.id, person.names, person.aliases, person.accounts, person.family_of, facts)
    return repr(own).encode()


def _program() -> bytes:
    """Return what changes whenever patterns are derived in another way."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for part in ("text", "watchlist"):
        for file in sorted((package / part).iterdir()):
            if file.is_file():
                digest.update(file.name.encode() + file.read_bytes())
    return digest.digest()


def _opened(file: Path, key: bytes) -> Screen | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        raw = file.read_bytes()
        return Screen.load(AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], None))
    except (OSError, InvalidTag, ValueError):
        return None


def _seal(file: Path, key: bytes, raw: bytes) -> None:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    sealed = nonce + AESGCM(key).encrypt(nonce, raw, None)
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=file.parent) as folder:
            part = Path(folder) / file.name
            part.touch(mode=0o600)
            part.write_bytes(sealed)
            part.replace(file)
        _tidy(file.parent)
    except OSError:
        return


def _tidy(folder: Path) -> None:
    screens = sorted(folder.glob("screen-*"), key=lambda item: item.stat().st_mtime, reverse=True)
    for old in screens[_KEPT:]:
        old.unlink(missing_ok=True)
