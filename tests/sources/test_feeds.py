import pytest

from scanner.sources import SourceError

HEAD = '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>Moss</title>\n'
ITEM = "<item><title>hello</title><guid>{}</guid></item>\n"
TAIL = "</channel></rss>\n"


@pytest.mark.parametrize(
    "feed",
    [
        HEAD + ITEM.format(1) + TAIL,
        (
            '<rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/"><channel><title>Moss</title>'
            "</channel><item><title>hello</title><guid>1</guid></item></rdf:RDF>"
        ),
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>Moss</title><entry><id>1</id>'
            '<title type="html">hel&lt;b&gt;lo&lt;/b&gt;</title></entry></feed>'
        ),
        (
            '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:id>1</a:id>'
            "<a:title>hello</a:title></a:entry></a:feed>"
        ),
    ],
)
def test_every_kind_of_feed(read, feed):
    outcome = read(feed)
    assert outcome.reading.format.name == "feed"
    assert [(post.id, post.text) for post in outcome.posts] == [("1", "hello")]


def test_markup_inside_a_value_is_its_text(read):
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><content type="xhtml">'
        '<div xmlns="x"><p>one <b>two</b></p> three</div></content></entry></feed>'
    )
    assert read(feed).posts[0].text == "one two three"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("<pubDate>Fri, 20 Nov 2026 03:00:00 -0500</pubDate>", "2026-11-20T08:00:00Z"),
        ("<pubDate>2026-11-20T08:00:00Z</pubDate>", "2026-11-20T08:00:00Z"),
        ("<pubDate>yesterday</pubDate>", None),
        ("<pubDate>Fri, 99 Nov 2026 03:00:00 -0500</pubDate>", None),
    ],
)
def test_times(read, written, read_as):
    post = read(HEAD + f"<item><title>a</title>{written}</item>" + TAIL).posts[0]
    assert post.as_dict()["created_at"] == read_as


def test_items_before_damage_are_read_and_the_rest_is_told(read):
    outcome = read(HEAD + ITEM.format(1) + "<item><title>a & b</title></item>" + TAIL)
    assert [post.id for post in outcome.posts] == ["1"]
    assert outcome.unreadable[0].line == 4
    assert "well-formed" in outcome.unreadable[0].reason


def test_a_feed_that_is_cut_off_is_told(read):
    outcome = read(HEAD + ITEM.format(1) + "<item><title>a")
    assert len(outcome.posts) == 1
    assert "ends in the middle" in outcome.unreadable[0].reason


def test_entities_are_refused_before_they_grow(read):
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    outcome = read('<?xml version="1.0"?>' + bomb + HEAD[21:] + ITEM.format(1) + TAIL)
    assert not outcome.posts
    assert "entities" in outcome.unreadable[0].reason


def test_a_file_of_the_machine_is_never_read(read):
    outside = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    outcome = read(outside + "<rss><channel><item><title>&a;</title></item></channel></rss>")
    assert not outcome.posts


def test_an_item_over_the_limit_costs_itself(read):
    long = f"<item><title>{'x' * 50_000}</title><guid>2</guid></item>"
    outcome = read(HEAD + ITEM.format(1) + long + ITEM.format(3) + TAIL, line_bytes=5_000)
    assert [post.id for post in outcome.posts] == ["1", "3"]
    assert "longer than 5000" in outcome.unreadable[0].reason


@pytest.mark.parametrize("inner", ["<a>" * 5_000, '<a b="' + "x" * 2_000_000])
def test_depth_and_endless_attributes_are_stopped(read, inner):
    outcome = read(HEAD + ITEM.format(1) + inner, line_bytes=100_000)
    assert len(outcome.posts) == 1
    assert len(outcome.unreadable) == 1


def test_a_page_of_html_is_no_feed(read):
    with pytest.raises(SourceError, match="no format that is recognised"):
        read("<!doctype html><html><body>rss feed</body></html>")
