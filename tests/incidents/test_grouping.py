"""Grouping: copies join, others do not; both indexes agree on any sequence."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.findings import Category, Finding, PostReference, Severity
from scanner.incidents import IncidentIndex, MemoryIndex, StoreIndex, assign
from scanner.store import Store

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


def finding(
    post: str = "1",
    *grouping: str,
    person: str = "su-wanqing",
    category: Category = Category.THREAT,
) -> Finding:
    reference = PostReference("x", post, None, NOW, None, "0" * 64, "dump.jsonl:1")
    return Finding(
        person, category, Severity.HIGH, 0.9, reference, (), "A threat.", NOW, grouping=grouping
    )


class SavingIndex(StoreIndex):
    """The store's index, saving each finding that is added, as a scan does."""

    def add(self, finding: Finding, incident: str) -> None:
        super().add(finding, incident)
        self._store.save(finding, incident=incident)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with Store.open(tmp_path_factory.mktemp("incidents")) as opened:
        yield opened


@pytest.fixture(params=["memory", "store"])
def index(request, store) -> IncidentIndex:
    return MemoryIndex() if request.param == "memory" else emptied(store)


def emptied(store: Store) -> SavingIndex:
    store._db.write("DELETE FROM incidents")
    return SavingIndex(store)


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (finding("1", "a"), finding("2", "a"), True),
        (finding("1", "a", "b"), finding("2", "c", "b"), True),
        (finding("1", "b", "a"), finding("2", "a", "b"), True),
        (finding("1", "a"), finding("1", "b"), True),
        (finding("1"), finding("1"), True),
        (finding("1", "a"), finding("2", "b"), False),
        (finding("1"), finding("2"), False),
        (finding("1", "a"), finding("2"), False),
        (finding("1", "a"), finding("2", "A"), False),
        (finding("1", "a"), finding("2", "a", person="su-yan"), False),
        (finding("1", "a"), finding("2", "a", category=Category.HARASSMENT), False),
        (finding("1", "a"), finding("1", "a", person="su-yan"), False),
    ],
)
def test_what_joins(index, first, second, together):
    one, other = assign(first, index), assign(second, index)
    assert (one.incident == other.incident) is together


def test_keys_of_a_joining_finding_lead_later_ones_in(index):
    first = assign(finding("1", "a"), index)
    assign(finding("2", "a", "b"), index)
    assert assign(finding("3", "b"), index).incident == first.incident


def test_first_sorted_key_decides_between_incidents(index):
    a = assign(finding("1", "a"), index)
    b = assign(finding("2", "b"), index)
    both = assign(finding("3", "b", "a"), index)
    assert both.incident == a.incident
    # A key stays with the incident that had it first.
    assert assign(finding("4", "b"), index).incident == b.incident


def test_only_the_incident_is_set(index):
    given_finding = finding("1", "a")
    assigned = assign(given_finding, index)
    assert given_finding.incident is None
    assert assigned.id == given_finding.id
    assert len(assigned.incident) == 16
    assert set(assigned.incident) <= set("0123456789abcdef")


def test_incident_id_is_stable(index):
    assert assign(finding("1", "b", "a"), index).incident == "926022d77131069e"


FINDINGS = st.builds(
    lambda post, keys, person, category: finding(post, *keys, person=person, category=category),
    st.sampled_from("1234"),
    st.lists(st.sampled_from("abc"), max_size=3),
    st.sampled_from(["su-wanqing", "su-yan"]),
    st.sampled_from(list(Category)[:2]),
)


@settings(max_examples=150, deadline=None)
@given(findings=st.lists(FINDINGS, max_size=10))
def test_both_indexes_agree_and_repeats_change_nothing(store, findings):
    memory, kept = MemoryIndex(), emptied(store)
    by_memory = [assign(item, memory) for item in findings]
    assert [assign(item, kept) for item in findings] == by_memory
    assert [assign(item, memory) for item in findings] == by_memory
    assert [assign(item, kept) for item in findings] == by_memory
    assert {item.id for item in store.incidents()} == {f.incident for f in by_memory}
