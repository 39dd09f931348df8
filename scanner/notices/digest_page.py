"""The digest in words: one self-contained HTML page, and the same as plain text."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.findings import Category, Severity
from scanner.notices.chart import Chart, draw_chart
from scanner.notices.compose import NoticeContent, Row, extent
from scanner.notices.digest import Digest, Entry
from scanner.notices.languages import Speech
from scanner.notices.render import render
from scanner.notices.safe_text import defang, holds, visible
from scanner.notices.words import CATEGORIES, KINDS, SEVERITIES, kind_of, platform_name

__all__ = ["render_digest"]

_LONGEST_EXPLANATION = 600


@dataclass(frozen=True, slots=True)
class _Card:
    """One incident as staff read it; ``severity`` is also the name of its colour."""

    severity: str
    severity_name: str
    category: str
    person: str
    explanation: str
    rows: tuple[Row, ...]


def render_digest(digest: Digest, language: str) -> NoticeContent:
    """Put a digest into words; explanations stay in the language the scanner gives them.

    :raises ValueError: for a language without notices.
    """
    page = _Page(digest, Speech(language, digest.zone))
    values = page.values()
    subject = page.speech.say("Daily digest, {day}", day=page.speech.day(digest.day))
    html, text = render("digest.html.j2", values), render("digest.txt.j2", values)
    return NoticeContent(subject, text, html, language)


@dataclass(frozen=True, slots=True)
class _Page:
    digest: Digest
    speech: Speech

    def values(self) -> dict[str, object]:
        """Everything the templates place."""
        speech, digest = self.speech, self.digest
        chart = draw_chart(digest.posts, digest.chart_days)
        return {
            "say": speech.say,
            "language": speech.language,
            "title": speech.say("Digest of {day}", day=speech.day(digest.day, width="full")),
            "urgent": self._critical() > 0 or not digest.looked,
            "opening": self._opening(),
            "entries": [self._card(entry) for entry in digest.entries],
            "numbers": self._numbers(),
            "severities": [speech.say(SEVERITIES[level]) for level in reversed(Severity)],
            "table": self._table(),
            **self._chart_values(chart),
            "lists": [(heading, lines) for heading, lines in self._lists() if lines],
            "closing": self._closing(),
        }

    def _critical(self) -> int:
        return sum(item.incident.severity is Severity.CRITICAL for item in self.digest.entries)

    def _opening(self) -> str:
        speech = self.speech
        quiet = speech.count(
            "Nothing new for {n} person.", "Nothing new for {n} people.", self.digest.quiet
        )
        if not self.digest.looked and not self.digest.entries:
            return speech.say("The scanner did not look on this day, so this digest says nothing.")
        if not self.digest.entries:
            return speech.phrases([speech.say("A quiet day."), quiet])
        if number := self._critical():
            first = speech.count(
                "{n} critical incident: look at it first.",
                "{n} critical incidents: look at them first.",
                number,
            )
            return speech.phrases([first, quiet])
        return speech.phrases([speech.say("Nothing critical."), quiet])

    def _numbers(self) -> list[tuple[str, str]]:
        speech, entries = self.speech, self.digest.entries
        new = sum(entry.is_new for entry in entries)
        posts = sum(entry.added for entry in entries)
        return [
            (speech.number(new), speech.say("new")),
            (speech.number(len(entries) - new), speech.say("grew")),
            (speech.number(posts), speech.say("posts added")),
            (speech.number(len({e.incident.person for e in entries})), speech.say("people")),
        ]

    def _table(self) -> list[tuple[str, list[int]]]:
        counts = Counter(
            (entry.incident.category, entry.incident.severity) for entry in self.digest.entries
        )
        return [
            (
                self.speech.say(CATEGORIES[category]),
                [counts[category, s] for s in reversed(Severity)],
            )
            for category in Category
        ]

    def _card(self, entry: Entry) -> _Card:
        incident, speech = entry.incident, self.speech
        return _Card(
            severity=incident.severity.value,
            severity_name=speech.say(SEVERITIES[incident.severity]),
            category=speech.say(CATEGORIES[incident.category]),
            person=visible(incident.person),
            explanation=self._safe(incident.explanation, limit=_LONGEST_EXPLANATION),
            rows=tuple(row for row in self._rows(entry) if row.value),
        )

    def _rows(self, entry: Entry) -> Iterator[Row]:
        incident, speech = entry.incident, self.speech
        yield Row(speech.say("How much"), self._growth(entry))
        yield Row(
            speech.say("Where"), speech.listing([platform_name(p) for p in incident.platforms])
        )
        yield Row(speech.say("First seen"), speech.moment(incident.first_seen))
        if incident.last_seen != incident.first_seen:
            yield Row(speech.say("Last seen"), speech.moment(incident.last_seen))
        yield Row(speech.say("What"), speech.pieces(self._shown(incident.shown)))
        yield Row(speech.say("Account"), self._safe(incident.post.author_handle or "", limit=80))
        yield Row(
            speech.say("Link"), defang(incident.post.url or "", self.digest.withheld), address=True
        )

    def _growth(self, entry: Entry) -> str:
        whole = extent(entry.incident, self.speech)
        if entry.is_new:
            return self.speech.say("new: {extent}", extent=whole)
        added = self.speech.count("{n} new post", "{n} new posts", entry.added)
        return self.speech.say("grew: {extent}, with {added}", extent=whole, added=added)

    def _shown(self, values: tuple[str, ...]) -> list[str]:
        found = dict.fromkeys(split for value in values if (split := kind_of(value)))
        return [
            self.speech.say("{kind} ({values})", kind=kind, values=value)
            if value.strip("• ")
            else kind
            for kind, value in ((self.speech.say(KINDS[k]), self._safe(v)) for k, v in found)
        ]

    def _safe(self, text: str, *, limit: int = 300) -> str:
        shown = visible(text, limit=limit)
        if holds(shown, self.digest.withheld):
            return self.speech.say("(withheld: it repeats a private value)")
        return shown

    def _chart_values(self, chart: Chart) -> dict[str, object]:
        speech = self.speech
        legend = [
            (platform_name(name), speech.number(posts), colour)
            for name, posts, colour in chart.legend
        ]
        places = ((0, "start"), (len(chart.days) // 2, "middle"), (len(chart.days) - 1, "end"))
        edges = {"start": 0.0, "end": float(chart.width)}
        return {
            "chart": chart,
            "highest": speech.number(chart.highest),
            "chart_label": speech.say("Posts a day"),
            "legend": legend,
            "day_labels": [
                (
                    edges.get(anchor, chart.days[i][0]),
                    anchor,
                    speech.day(chart.days[i][1], width="short"),
                )
                for i, anchor in places
            ],
            "chart_lines": list(self._chart_lines()),
        }

    def _chart_lines(self) -> Iterator[str]:
        totals = Counter[object]()
        for item in self.digest.posts:
            totals[item.day] += item.posts
        for day in self.digest.chart_days:
            if totals[day]:
                yield f"{self.speech.day(day, width='short')}  {self.speech.number(totals[day])}"

    def _lists(self) -> Iterator[tuple[str, list[str]]]:
        yield self.speech.say("Not delivered"), self._undelivered()
        yield self.speech.say("Could not be read"), self._unread()
        yield self.speech.say("Consents"), self._consents()

    def _undelivered(self) -> list[str]:
        speech = self.speech
        digest = speech.say("digest")
        return [
            speech.say(
                "{whose}, queued {since}, {tries}: {error}",
                whose=visible(item.person or digest),
                since=speech.moment(item.since),
                tries=speech.count("{n} try", "{n} tries", item.tries),
                error=self._safe(item.error),
            )
            for item in self.digest.undelivered
        ]

    def _unread(self) -> list[str]:
        speech, lines = self.speech, []
        if number := self.digest.quarantined:
            lines.append(
                speech.count("{n} line is in quarantine.", "{n} lines are in quarantine.", number)
            )
        lines += [
            speech.say("{source}: {error}", source=self._safe(source), error=self._safe(why))
            for source, why in self.digest.source_failures
        ]
        return lines

    def _consents(self) -> list[str]:
        return [
            self._consent(end.person, self.speech.day(end.day), ended=end.ended)
            for end in self.digest.consents
        ]

    def _consent(self, person: str, day: str, *, ended: bool) -> str:
        speech, person = self.speech, visible(person)
        if ended:
            return speech.say(
                "{person}: consent ended on {day}; nothing is looked for any more.",
                person=person,
                day=day,
            )
        return speech.say("{person}: consent ends on {day}.", person=person, day=day)

    def _closing(self) -> str:
        speech, digest = self.speech, self.digest
        zone = speech.say("Times are those of {zone}.", zone=speech.zone_name(digest.made_at))
        if digest.last_pass is None:
            return speech.phrases([speech.say("The scanner has not looked yet."), zone])
        looked = speech.say(
            "The scanner last looked on {when}.", when=speech.moment(digest.last_pass)
        )
        return speech.phrases([looked, zone])
