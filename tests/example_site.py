"""A site in a folder: settings, enrolments whose consent is dated from today, posts to scan."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scanner.settings import Settings, load_settings
from scanner.watchlist.files import load_watchlist
from scanner.watchlist.people import Person

ROOT = Path(__file__).parent.parent
LEAK = "苏婉清的电话是343-555-0126"
# What no message may hold: the enrolled values of the person below.
SECRETS = ("555-0126", "555 0126", "5550126", "homemail", "Larkspur")
EVERY_CATEGORY = ["private_information", "impersonation", "threat", "harassment"]


def day(offset=0):
    return (datetime.now(UTC) + timedelta(days=offset)).date().isoformat()


def consent(**changes):
    form = {"given_by": "self", "given_on": day(-30), "expires_on": day(300)}
    return form | {"withdrawn_on": None, "scope": EVERY_CATEGORY} | changes


def enrolment(**changes):
    """The form of a fictional person; ``None`` as a value leaves a key out."""
    form = {
        "id": "su-wanqing",
        "role": "commentator",
        "names": ["苏婉清", "Su Wanqing"],
        "accounts": [
            {"platform": "x", "handle": "wanqing_writes", "display_name": "Wanqing Su 苏婉清"}
        ],
        "private": {
            "phone": ["+1 343-555-0126"],
            "email": ["wanqing.su@homemail.example"],
            "address": ["2209 Larkspur Hollow Crescent, Unit 14, Ottawa, ON K1A 9Z9"],
        },
        "public": {"phone": ["+1 613-555-0100"], "email": ["desk@northstarweekly.example"]},
        "consent": consent(),
        "notify": [{"to": "wanqing@example.org", "language": "en", "when": "immediate"}],
    } | changes
    return {key: value for key, value in form.items() if value is not None}


def other_person(**changes):
    return (
        enrolment(
            id="lin-haoran",
            names=["Lin Haoran", "林浩然"],
            accounts=[],
            private={"phone": ["+1 343-555-0177"]},
            public={},
            notify=[],
        )
        | changes
    )


def post(id_="1", text=LEAK, **changes):
    author = {"id": f"a{id_}", "handle": changes.pop("handle", "loud_crow")}
    author |= {"display_name": changes.pop("display_name", "Loud Crow")}
    form = {"platform": "x", "id": id_, "url": f"https://x.example/{id_}", "text": text}
    return form | {"created_at": "2026-11-20T08:00:00Z", "author": author} | changes


def lines(*rows):
    return b"".join(
        row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode() + b"\n"
        for row in rows
    )


@dataclass(frozen=True)
class Site:
    folder: Path

    @property
    def config(self) -> Path:
        return self.folder / "config.yaml"

    @property
    def state(self) -> Path:
        return self.folder / "state"

    def configure(self, **sections):
        form = {"sources": [{"path": "inbox"}], "timezone": "UTC"} | sections
        self.config.write_text(json.dumps(form, indent=1), "utf-8")

    def enrol(self, *forms):
        for form in forms or (enrolment(),):
            path = self.folder / "watchlists" / f"{form['id']}.yaml"
            path.write_text(json.dumps(form, indent=1, ensure_ascii=False), "utf-8")
            path.chmod(0o600)

    def put(self, name, *rows):
        """Write rows (posts, or raw bytes) to a file in the inbox."""
        path = self.folder / "inbox" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(lines(*rows))
        return path

    def settings(self) -> Settings:
        return load_settings(self.config)

    def people(self) -> tuple[Person, ...]:
        today = datetime.now(UTC).date()
        return load_watchlist([self.folder / "watchlists"], today=today).people

    def rows(self, table):
        """All rows of a table, in a fixed order."""
        with closing(sqlite3.connect(self.state / "scanner.db")) as database:
            return sorted(map(str, database.execute(f"SELECT * FROM {table}")))  # noqa: S608

    def tables(self):
        """All that is remembered but for the log of passes, which grows with each."""
        names = ("findings", "incidents", "incident_keys", "outbox", "settled", "checkpoints")
        return {name: self.rows(name) for name in names}


def make_site(folder: Path) -> Site:
    site = Site(folder)
    for name in ("watchlists", "inbox"):
        (folder / name).mkdir(parents=True)
    site.configure()
    site.enrol()
    return site
