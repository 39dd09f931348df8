from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel, ValidationError

from scanner.errors import ConfigError
from scanner.settings import Settings, load_settings
from scanner.settings_example import example_yaml

ROOT = Path(__file__).parents[1]


@pytest.fixture
def write(tmp_path):
    def _write(content):
        path = tmp_path / "config.yaml"
        path.write_text(content, "utf-8")
        return path

    return _write


def test_the_example_is_made_from_the_declarations():
    assert (ROOT / "config.example.yaml").read_text("utf-8") == example_yaml()


def test_the_example_loads_and_shows_the_defaults(write):
    given = load_settings(write(example_yaml())).model_dump(exclude={"sources", "notify"})
    plain = load_settings(write("sources: []\n")).model_dump(exclude={"sources", "notify"})
    assert given == plain


def _keys(section: type[BaseModel]):
    for name, info in section.model_fields.items():
        yield name
        if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
            yield from _keys(info.annotation)


@pytest.mark.parametrize("key", sorted(set(_keys(Settings))))
def test_the_example_shows_every_setting(key):
    assert f"{key}:" in example_yaml()


def test_every_setting_is_explained():
    def undescribed(section):
        for name, info in section.model_fields.items():
            if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
                yield from undescribed(info.annotation)
            elif not info.description:
                yield f"{section.__name__}.{name}"

    assert list(undescribed(Settings)) == []


def test_no_line_of_the_example_is_too_long_to_read():
    assert max(map(len, example_yaml().splitlines())) <= 100


def test_relative_paths_start_at_the_folder_of_the_file(write, tmp_path):
    path = write(
        "watchlists: [people, /srv/people]\nstate: here\nsources: [{path: in/*.jsonl}]\n"
        "notify: {folder: out, smtp: {password_file: pass, ca_file: ca.pem}}\n"
    )
    settings = load_settings(path)
    assert settings.watchlists == (tmp_path / "people", Path("/srv/people"))
    assert settings.state == tmp_path / "here"
    assert settings.sources[0].path == tmp_path / "in/*.jsonl"
    assert settings.notify.folder == tmp_path / "here" / "out"
    assert settings.notify.smtp.password_file == tmp_path / "pass"
    assert settings.notify.smtp.ca_file == tmp_path / "ca.pem"


def test_paths_that_are_not_set_stay_unset(write):
    smtp = load_settings(write("state: here\n")).notify.smtp
    assert smtp.password_file is None
    assert smtp.ca_file is None


def test_times_and_zones_are_read(write):
    settings = load_settings(write("timezone: Asia/Taipei\nschedule: {digest_at: 23:59}\n"))
    assert settings.zone == ZoneInfo("Asia/Taipei")
    assert settings.schedule.digest_at == time(23, 59)
    assert settings.schedule.retention_at == time(3, 15)


def test_settings_cannot_be_changed(write):
    with pytest.raises(ValidationError):
        load_settings(write("state: here\n")).state = Path()


CLOCK = ('is not a time of day. Write it as "07:30"', "schedule.digest_at")
ZONE = ("is not a known time zone. Use a name such as America/Toronto", "timezone")


@pytest.mark.parametrize(
    ("content", "line", "field", "message"),
    [
        ("stat: x", 1, "stat", "is not a known setting. Remove it, or check its spelling"),
        ("notify:\n  chanel: x", 2, "notify.chanel", "is not a known setting"),
        ("notify:\n  channel: pigeon", 2, "notify.channel", "Use 'folder' or 'smtp'"),
        ("notify:\n  smtp:\n    port: 0", 3, "notify.smtp.port", "Use at least 1"),
        ("notify:\n  smtp:\n    port: 70000", 3, "notify.smtp.port", "Use at most 65535"),
        ("notify:\n  smtp:\n    port: smtp", 3, "notify.smtp.port", "must be a whole number"),
        ("notify:\n  smtp:\n    timeout: .inf", 3, "notify.smtp.timeout", "must be a number"),
        ("notify:\n  smtp:\n    timeout: 0", 3, "notify.smtp.timeout", "Use more than 0"),
        ("notify:\n  liaison:\n  - {language: en}", 3, "notify.liaison.0.to", "is missing. Add"),
        (
            "notify:\n  liaison:\n  - to: a@b.example\n    language: de",
            4,
            "notify.liaison.0.language",
            "Use 'en', 'fr', 'zh-Hans' or 'zh-Hant'",
        ),
        ("notify: on", 1, "notify", "must be a group of keys. Indent"),
        ("watchlists: people", 1, "watchlists", "must be a list. Write it as"),
        ("state: 3", 1, "state", "must be a path. Put the path in quotes"),
        ("sources:\n- inbox", 2, "sources.0", "must be a group of keys"),
        ("sources:\n- format: csv", 2, "sources.0.path", "is missing. Add it"),
        ("detect:\n  regions: [CA, XX]", 2, "detect.regions.1", "is not one of the choices. Use"),
        ("detect:\n  minimum_score: 1.5", 2, "detect.minimum_score", "Use at most 1"),
        ("detect:\n  minimum_score: .nan", 2, "detect.minimum_score", "must be a number"),
        ("retention:\n  findings: 0", 2, "retention.findings", "is too small. Use at least 1"),
        ("limits:\n  line_bytes: 1", 2, "limits.line_bytes", "Use at least 1000"),
        ("timezone: Mars/Olympus", 1, ZONE[1], ZONE[0]),
        ("timezone: America", 1, ZONE[1], ZONE[0]),
        ("timezone: ../etc/passwd", 1, ZONE[1], ZONE[0]),
        ('timezone: ""', 1, ZONE[1], ZONE[0]),
        ("schedule:\n  digest_at: 7", 2, CLOCK[1], CLOCK[0]),
        ("schedule:\n  digest_at: 7:30", 2, CLOCK[1], CLOCK[0]),
        ("schedule:\n  digest_at: 24:00", 2, CLOCK[1], CLOCK[0]),
        ('schedule:\n  digest_at: "07:30+02:00"', 2, CLOCK[1], CLOCK[0]),
        ("schedule:\n  digest_at:", 2, CLOCK[1], CLOCK[0]),
    ],
)
def test_a_wrong_setting_is_told_by_file_line_field_and_remedy(
    write, content, line, field, message
):
    path = write(content + "\n")
    with pytest.raises(ConfigError) as caught:
        load_settings(path)
    (fault,) = caught.value.faults
    assert (fault.file, fault.line, fault.field) == (path, line, field)
    assert message in str(fault)


def test_all_wrong_settings_are_told_at_once(write):
    with pytest.raises(ConfigError) as caught:
        load_settings(write("stat: x\ntimezone: Mars\nretention: {notices: 0}\n"))
    assert len(caught.value.faults) == 3


def test_a_missing_config_says_how_to_make_one(tmp_path):
    with pytest.raises(ConfigError, match=r"none\.yaml: does not exist\. Run `scanner init`"):
        load_settings(tmp_path / "none.yaml")


def test_a_config_that_is_no_yaml_is_refused(write):
    with pytest.raises(ConfigError, match=r"config\.yaml:2: is not valid YAML here"):
        load_settings(write("state: x\n  watchlists: y\n"))
