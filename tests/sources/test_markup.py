import time

import pytest

from scanner.sources.markup import plain


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("no tags &amp; all", "no tags & all"),
        ("<p>one</p><p>two<br>three</p>", "one\ntwo\nthree"),
        ("a < b and c > d", "a < b and c > d"),
        ("<3 you", "<3 you"),
        ("<p>&lt;b&gt; stays</p>", "<b> stays"),
        ("<span>3</span><span>43</span>-555", "343-555"),
        ("<!-- a note -->seen", "seen"),
        ("", ""),
    ],
)
def test_the_text_that_people_see(markup, text):
    assert plain(markup).text == text


def test_what_hides_in_attributes():
    shown = plain(
        """<a href="https://a.example/?x=1&amp;y=2">a</a><a href='https://a.example/?x=1&amp;y=2'>b</a>
        <img src="https://i.example/1.png" alt="12 &quot;Elm&quot;"><video src='v.mp4'></video>"""
    )
    assert shown.links == ("https://a.example/?x=1&y=2",)
    assert shown.described == ('12 "Elm"',)
    assert shown.media == (("image", "https://i.example/1.png"), ("video", "v.mp4"))


@pytest.mark.parametrize("piece", ["<", "<a ", '<a href="', "<!--", "<a href=", "&#1", "</p>"])
def test_hostile_markup_costs_in_proportion(piece):
    started = time.perf_counter()
    plain(piece * 100_000)
    assert time.perf_counter() - started < 2
