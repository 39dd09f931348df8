from datetime import date
from importlib import resources
from pathlib import Path

import pytest
from enrolled import TODAY

from scanner.errors import WatchlistError
from scanner.findings import Category, Severity
from scanner.watchlist import load_watchlist, read_watchlist
from scanner.watchlist.people import PRIVATE_KINDS, PUBLIC_KINDS, Role

ROOT = Path(__file__).parents[2]
SECRETS = ("343-555-0126", "3435550126", "hidden@homemail.example", "Larkspur", "804170009")
BASE = """\
id: su-wanqing
role: commentator
minor: false
names: ["苏婉清"]
aliases: ["清姐"]
accounts:
  - {platform: X, handle: "@wanqing_writes", display_name: "Wanqing"}
private:
  phone: ["+1 343-555-0126", "613-555-0199"]
  email: ["hidden@homemail.example"]
public:
  email: ["desk@northstarweekly.example"]
consent:
  given_by: self
  given_on: 2026-01-10
  expires_on: 2027-01-10
  withdrawn_on: null
  scope: [threat, harassment]
notify:
  - {to: "wanqing@example.org", language: zh-Hans, when: digest, minimum_severity: high}
"""


@pytest.fixture
def write(tmp_path):
    def _write(content=BASE, name="su.yaml"):
        path = tmp_path / name
        path.write_text(content, "utf-8")
        return path

    return _write


def faults(*paths, today=TODAY):
    return read_watchlist(paths, today=today).faults


def test_a_file_becomes_a_person(write):
    path = write()
    watchlist = load_watchlist([path], today=TODAY)
    (su,) = watchlist.people
    assert watchlist.files == {"su-wanqing": path}
    assert (su.id, su.role, su.minor) == ("su-wanqing", Role.COMMENTATOR, False)
    assert (su.names, su.aliases) == (("苏婉清",), ("清姐",))
    (account,) = su.accounts
    assert (account.platform, account.handle) == ("x", "wanqing_writes")
    assert account.display_name == "Wanqing"
    assert [(fact.reference, fact.value.reveal(), fact.public) for fact in su.facts] == [
        ("phone:0", "+1 343-555-0126", False),
        ("phone:1", "613-555-0199", False),
        ("email:0", "hidden@homemail.example", False),
        ("public.email:0", "desk@northstarweekly.example", True),
    ]
    assert su.consent.scope == {Category.THREAT, Category.HARASSMENT}
    assert (su.consent.given_on, su.consent.expires_on) == (date(2026, 1, 10), date(2027, 1, 10))
    assert su.consent.withdrawn_on is None
    (notify,) = su.notify
    assert (notify.to, notify.language, notify.when) == ("wanqing@example.org", "zh-Hans", "digest")
    assert notify.minimum_severity is Severity.HIGH


def test_a_child_is_enrolled_by_a_guardian_who_is_named(write):
    child = (
        BASE.replace("role: commentator", "role: family\nfamily_of: [{person: p, relation: son}]")
        .replace("minor: false", "minor: true")
        .replace("given_by: self", "given_by: guardian\n  guardian: Wanqing")
    )
    parent = BASE.replace("su-wanqing", "p")
    paths = [write(child), write(parent, "p.yaml")]
    (kid, _) = load_watchlist(paths, today=TODAY).people
    assert kid.minor
    assert kid.consent.guardian == "Wanqing"
    assert [(item.person, item.relation) for item in kid.family_of] == [("p", "son")]


def test_only_id_role_names_and_consent_are_required(write):
    start, consent = BASE.index("consent:"), BASE.index("notify:")
    short = "id: a\nrole: commentator\nnames: [苏婉清]\n" + BASE[start:consent]
    (someone,) = load_watchlist([write(short)], today=TODAY).people
    assert someone.facts == someone.accounts == someone.notify == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "message"),
    [
        ("id: su-wanqing", "", 1, "id", "is missing. Add it"),
        ("id: su-wanqing", "id: Su Wanqing", 1, "id", "is not a usable id. Use lower-case"),
        ("id: su-wanqing", "id: 3435550126", 1, "id", "must be text. Put the value in quotes"),
        ("role: comm", "rol: comm", 1, "role", "is missing. Add it"),
        ("role: comm", "rolle: 1\nrole: comm", 2, "rolle", "is not a known setting. Remove it"),
        ("role: commentator", "role: boss", 2, "role", "Use 'commentator' or 'family'"),
        ("role: commentator", "role: family", 1, None, "has role family but no family_of. Say"),
        ("minor: false", "minor: true", 1, None, "is a minor without a guardian's consent. Set"),
        ("minor: false", "minor: perhaps", 3, "minor", "must be true or false. Write"),
        ('["苏婉清"]', "苏婉清", 4, "names", "must be a list. Write it as"),
        ('["苏婉清"]', "[]", 4, "names", "is empty. Write at least one value"),
        ('["苏婉清"]', '["苏婉清", " "]', 4, "names.1", "is empty. Write a value"),
        ('["苏婉清"]', '["苏"]', 4, "names.0", "has too few letters to be found. Write"),
        ('["苏婉清"]', f"[{'x' * 501}]", 4, "names.0", "is longer than 500 characters. Shorten"),
        ('["清姐"]', '["清"]', 5, "aliases.0", "has too few letters to be found. Write"),
        ('["清姐"]', "[3435550126]", 5, "aliases.0", "must be text. Put the value in quotes"),
        ("handle: ", "handel: ", 7, "accounts.0.handle", "is missing. Add it"),
        ('"@wanqing_writes"', '"@"', 7, "accounts.0.handle", "is empty. Write the handle"),
        ("  phone: [", "  phnoe: [", 8, "private", "has unknown keys: phnoe. Use: phone, email"),
        ("  phone: [", '  "343-555-0126": [', 8, "private", "has unknown keys: …. Use: phone"),
        ('"+1 343-555-0126"', "3435550126", 9, "private.phone.0", "must be text. Put the value in"),
        ('"613-555-0199"', '"555-01"', 9, "private.phone.1", "is too short for a phone number."),
        ('"613-555-0199"', '"ask hidden"', 9, "private.phone.1", "is too short for a phone number"),
        ('"hidden@homemail.example"', '"hidden"', 10, "private.email.0", "is not a mail address."),
        ('email: ["h', 'ca_sin: ["80", "h', 10, "private.ca_sin.0", "is too short to be found"),
        ('email: ["h', 'birth_date: ["17 Apr", "h', 10, "private.birth_date.0", "is not a date."),
        ('email: ["h', 'school: ["School", "h', 10, "private.school.0", "is too short to be"),
        ("desk@northstarweekly.example", "hidden@homemail.example", 12, "public.email.0", "stands"),
        ("desk@northstarweekly.example", "HIDDEN@homemail.example", 12, "public.email.0", "stands"),
        ('email: ["desk@', 'phone: ["(343) 555-0126"]\n  email: ["desk@', 12, "public.phone.0",
         "stands under private and under public. Keep it in one"),
        ("public:", "public: 343-555-0126\nx:", 11, "public", "must be a group of keys. Indent"),
        ("public:\n  email", "public:\n  ca_sin", 11, "public", "has unknown keys: ca_sin. Use"),
        ("consent:", "consnt:", 1, "consent", "is missing. Add it"),
        ("given_by: self", "given_by: him", 14, "consent.given_by", "Use 'self', 'guardian' or"),
        ("given_by: self", "given_by: guardian", 13, "consent", "by a guardian who is not named."),
        ("2026-01-10", "2026-11-21", 15, "consent.given_on", "lies in the future. Enter the day"),
        ("2026-01-10", "2026-13-45", 15, "consent.given_on", "is not a date. Write it as YYYY-"),
        ("2026-01-10", "last year", 15, "consent.given_on", "is not a date. Write it as YYYY-MM"),
        ("2026-01-10", "[1]", 15, "consent.given_on", "is not a date. Write it as YYYY-MM-DD"),
        ("given_on: 2026-01-10", "", 13, "consent.given_on", "is missing. Add it"),
        ("2027-01-10", "2026-01-10", 13, "consent", "ends before it begins. Set expires_on"),
        ("2027-01-10", "2025-01-10", 13, "consent", "ends before it begins. Set expires_on"),
        ("withdrawn_on: null", "withdrawn_on: 2026-01-09", 13, "consent", "is withdrawn before it"),
        ("scope: [threat, harassment]", "scope: []", 18, "consent.scope", "is empty. Write at"),
        ("scope: [threat,", "scope: [doxing,", 18, "consent.scope.0", "is not one of the choices."),
        ('"wanqing@example.org"', "somewhere", 20, "notify.0.to", "is neither a mail address nor"),
        ("zh-Hans", "zh", 20, "notify.0.language", "Use 'en', 'fr', 'zh-Hans' or 'zh-Hant'"),
        ("when: digest", "when: later", 20, "notify.0.when", "Use 'immediate' or 'digest'"),
        ("severity: high", "severity: huge", 20, "notify.0.minimum_severity", "Use 'low', 'med"),
        ('["清姐"]', "&x [清姐]", 5, None, "uses a YAML anchor or alias (& or *). Write the value"),
        ("aliases:", "names:", 5, None, "has the same key twice. Keep one of them"),
        ("aliases: [", "aliases: [[", 6, None, "is not valid YAML here. Check indentation"),
    ],
)  # fmt: skip
def test_a_fault_is_told_by_file_line_field_and_remedy(write, old, new, line, field, message):
    assert old in BASE
    path = write(BASE.replace(old, new, 1))
    watchlist = read_watchlist([path], today=TODAY)
    fault = watchlist.faults[0]
    assert (fault.file, fault.line, fault.field) == (path, line, field)
    assert message in str(fault)
    assert fault.remedy
    assert watchlist.people == ()
    for shown in map(str, watchlist.faults):
        assert not any(secret in shown for secret in SECRETS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2026-01-10", "2026-11-20"),
        ("2026-01-10", '"2026-01-10"'),
        ("2027-01-10", "2026-01-11"),
        ("withdrawn_on: null", "withdrawn_on: 2026-01-10"),
        ("withdrawn_on: null", ""),
        ('email: ["h', 'birth_date: [1988-04-17]\n  email: ["h'),
        (
            'email: ["h',
            'school: ["Alderbrook Hollow"]\n  employer: ["Alderbrook Hollow"]\n  email: ["h',
        ),
        ('email: ["h', 'other: ["hidden@homemail.example"]\n  email: ["h'),
        ("wanqing@example.org", "ntfy://wanqing-alerts"),
        ("wanqing@example.org", "mailtos://user:pass@mail.example?to=a@b.example"),
        ("su-wanqing", "su_wanqing-2"),
        ("aliases:", "aliases: []\n# aliases:"),
        ("id: su-wanqing", "\ufeffid: su-wanqing"),
    ],
)
def test_what_is_unusual_but_right_is_no_fault(write, old, new):
    assert old in BASE
    assert faults(write(BASE.replace(old, new, 1))) == ()


def test_two_people_cannot_share_an_id(write):
    first, second = write(), write(BASE.replace("苏婉清", "高明"), "gao.yaml")
    watchlist = read_watchlist([first, second], today=TODAY)
    (fault,) = watchlist.faults
    assert (fault.file, fault.line, fault.field) == (second, 1, "id")
    assert str(fault).endswith(
        "the id su-wanqing is already used by su.yaml. Give one of the two people another id."
    )
    assert [item.names for item in watchlist.people] == [("苏婉清",)]


def test_a_relative_must_be_enrolled(write):
    content = BASE.replace(
        "minor:", "family_of:\n  - {person: gao-ming, relation: father}\nminor:", 1
    )
    path = write(content)
    (fault,) = faults(path)
    assert (fault.file, fault.line, fault.field) == (path, 4, "family_of.0.person")
    assert "names gao-ming, who is not in the files read. Check the id, or read" in str(fault)
    relative = write(BASE.replace("su-wanqing", "gao-ming"), "gao.yaml")
    assert faults(path, relative) == faults(relative, path) == ()


def test_a_folder_is_read_in_order_without_what_is_hidden_or_no_yaml(write, tmp_path):
    for name in ("b.yaml", "a.yml", ".c.yaml", "d.yaml~", "README.md"):
        write(BASE.replace("su-wanqing", name[0] + "x") if name[0] in "ab" else ":", name)
    watchlist = load_watchlist([tmp_path], today=TODAY)
    assert [item.id for item in watchlist.people] == ["ax", "bx"]


def test_an_empty_folder_is_a_fault(tmp_path):
    (fault,) = faults(tmp_path)
    assert fault.file == tmp_path
    assert str(fault).endswith("holds no enrolment files (*.yaml). Add one; see docs/enrolment.md.")


def test_a_path_that_does_not_exist_is_a_fault(tmp_path):
    (fault,) = faults(tmp_path / "none.yaml")
    assert str(fault) == f"{tmp_path}/none.yaml: does not exist. Check the path of the watchlist."


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (BASE.encode() + b"#" * 2_000_000, None, "is longer than 1,000,000 bytes. Check"),
        (BASE.encode("gb18030"), 4, "is not UTF-8 text. Save it as UTF-8"),
        (BASE.encode("utf-16"), 1, "is not UTF-8 text. Save it as UTF-8"),
        (b"", 1, "holds no settings. Write it as"),
    ],
)
def test_a_file_that_is_no_text_or_too_large_is_a_fault(tmp_path, content, line, message):
    path = tmp_path / "su.yaml"
    path.write_bytes(content)
    (fault,) = faults(path)
    assert (fault.file, fault.line, fault.field) == (path, line, None)
    assert message in str(fault)


def test_every_fault_of_every_file_is_told_and_the_others_are_read(write, tmp_path):
    write(BASE.replace("su-wanqing", "right"), "right.yaml")
    write(BASE.replace("commentator", "x").replace("[threat", "[x"), "wrong.yaml")
    write("[", "worse.yaml")
    watchlist = read_watchlist([tmp_path, tmp_path / "none"], today=TODAY)
    assert [item.id for item in watchlist.people] == ["right"]
    assert len(watchlist.faults) == 4
    with pytest.raises(WatchlistError) as caught:
        load_watchlist([tmp_path, tmp_path / "none"], today=TODAY)
    assert caught.value.faults == watchlist.faults


def test_consent_that_has_ended_is_no_fault_of_the_file(write):
    assert faults(write(), today=date(2030, 1, 1)) == ()


@pytest.mark.parametrize("kind", sorted({*PRIVATE_KINDS, *PUBLIC_KINDS}))
def test_each_kind_of_fact_can_be_enrolled(write, kind):
    value = {"phone": "+1 343-555-0126", "email": "a@b.example", "birth_date": "1988-04-17"}.get(
        kind, "Otterglass 1234567"
    )
    group = "private" if kind in PRIVATE_KINDS else "public"
    start, end = BASE.index("private:"), BASE.index("consent:")
    content = BASE[:start] + f'{group}:\n  {kind}: ["{value}"]\n' + BASE[end:]
    (someone,) = load_watchlist([write(content)], today=TODAY).people
    assert [fact.kind for fact in someone.facts] == [kind]


def test_the_example_watchlists_and_the_template_have_no_fault(tmp_path):
    template = tmp_path / "su-wanqing.yaml"
    template.write_bytes((resources.files("scanner.watchlist") / "example.yaml").read_bytes())
    assert faults(template) == ()
    assert faults(ROOT / "watchlists") == ()
