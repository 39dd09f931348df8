"""HTML entities and percent-encoding inside a fold, with exact offsets and in linear time."""

import pytest
from growth import LINEAR_AT_MOST, growth
from hypothesis import example, given
from hypothesis import strategies as st

from scanner.text.compact import compact
from scanner.text.escapes import escapes_in
from scanner.text.fold import fold

PIECES = st.lists(
    st.sampled_from(
        "& % # x ; a amp lt 3 5 25 26 %25 %26 %3b &amp; &amp &#38; &#x26; &#37; &#59; &eacute "
        "%e8 %8b %8f %c3 %a9 ＆ ％ \u200b 蘇 é &#65018; ﷺ &notin; &#8203; = x41 #x 苏".split(" ")
    )
).map("".join)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("&#33487;&#23113;&#28165;", "苏婉清"),
        ("&#x82CF;&#X5A49;&#x6E05;", "苏婉清"),
        ("&#33487&#23113&#28165", "苏婉清"),
        ("%E8%8B%8F%e5%a9%89%E6%B8%85", "苏婉清"),
        ("&#34311;", "苏"),
        ("W&aacute;n q&iacute;ng", "wan qing"),
        ("caf&eacute, &Eacute;tang", "cafe, etang"),
        ("R&amp;D &lt;b&gt; &quot;x&quot;", 'r&d <b> "x"'),
        ("su&nbsp;wan%20qing", "su wan qing"),
        ("wan&shy;q&#8203;ing", "wanqing"),
        ("lin&commat;example&period;org", "lin@example.org"),
        ("lin%40example.org", "lin@example.org"),
        ("&amp;#33487; %2526 &amp;amp;", "苏 & &"),
        ("%26%2333487;", "苏"),
        ("＆＃３３４８７； ％４１", "苏 a"),
        ("&\u200b#33487;", "苏"),
        ("&#0000000065;", "a"),
        ("&#128;", "€"),
        ("%41%F0%9F%98%80", "a😀"),
        ("&#xD800;&#1114112;", "\ufffd\ufffd"),
    ],
)
def test_an_escape_becomes_what_it_stands_for(text, folded):
    assert fold(text).text == folded


@pytest.mark.parametrize(
    "text",
    [
        "at&t",
        "r&b",
        "q&a; a & b && c",
        "100% sure",
        "50%off",
        "50%de remise",
        "100%fa",
        "5%, 6 %",
        "%e8%8b",
        "%e8%8b%",
        "%ff%fe",
        "%c0%af",
        "%ed%a0%80",
        "%f5%80%80%80",
        "%zz",
        "&unknown;",
        "&#; &#x;",
        "?a=1&copy=2&lt=3&para=4",
        "black&white &not&sect",
        "btc&eth",
        "&ampersand",
        "&#" + "1" * 5000 + ";",
    ],
)
def test_plain_prose_and_broken_escapes_stay(text):
    assert fold(text).text == text


@pytest.mark.parametrize(
    ("text", "part", "span"),
    [
        ("x &#33487;y", "苏", (2, 10)),
        ("x %E8%8B%8Fy", "苏", (2, 11)),
        ("x &szlig;y", "ss", (2, 9)),
        ("x &szlig;y", "y", (9, 10)),
        ("ﬁ &amp;#33487; é", "苏", (2, 14)),
        ("su &am&#112;;", "&", (3, 13)),
        ("&amp;amp;amp;amp;amp;amp;", "amp", (17, 20)),
    ],
)
def test_the_whole_escape_is_the_span_of_its_character(text, part, span):
    folded = fold(text)
    start = folded.text.index(part)
    assert folded.span(start, start + len(part)) == span


def test_a_name_in_escapes_is_found_where_it_stands():
    text = "see %E8%8B%8F-&#23113;·清!"
    view = compact(text)
    start = view.text.index("苏婉清")
    assert text[slice(*view.span(start, start + 3))] == "%E8%8B%8F-&#23113;·清"


@given(st.one_of(PIECES, st.text("&%#x;amp0123456789abcdef＆")))
@example("&amp;" * 9)
@example("&" + "amp;" * 9)
@example("%" + "25" * 9)
@example("%%%25252525%65%38%8b%8f")
def test_folding_twice_equals_folding_once_and_leaves_no_escape(text):
    folded = fold(text).text
    assert fold(folded).text == folded
    assert not list(escapes_in(folded))


@given(PIECES)
def test_spans_with_escapes_lie_in_the_original_in_order(text):
    folded = fold(text)
    spans = [folded.span(index, index + 1) for index in range(len(folded))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@pytest.mark.parametrize(
    "unit",
    ["&amp;", "amp;", "&", "%", "%25", "25", "%e8", "&#", "&#65018;", "&a", "&#1", "%e8%8b%8f"],
)
def test_the_cost_of_escapes_grows_with_the_length(unit):
    assert growth(lambda text: fold("&%" + text), unit) < LINEAR_AT_MOST
