import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scanner.posts import ReplyTo
from scanner.settings import Limits
from scanner.sources import Record, SourceError, Tally
from scanner.sources.columns import FIELDS
from scanner.sources.csv_files import CSV, _Cells
from scanner.sources.formats import Context

HEADER = "id,author,text,created_at\n"
X_BY_4CAT = (
    "id,thread_id,timestamp,unix_timestamp,link,body,author,author_fullname,author_id,"
    "author_avatar_url,replied_author,hashtags,urls,language_guess\n"
    "1838899921234567891,1838899921234567000,2026-11-20 03:00:00,1795161600,"
    "https://x.com/meilin_writes/status/1838899921234567891,hello,meilin_writes,Mei Lin,7,"
    'https://img.example/7.png,garnet_reads,"news,#more","https://a.example/,https://b.example/",en\n'
)


def test_a_4cat_export(read):
    outcome = read(X_BY_4CAT)
    (post,) = outcome.posts
    assert outcome.reading.format.name == "csv"
    assert post.key == ("x", "1838899921234567891")
    assert post.text == "hello"
    assert post.url == "https://x.com/meilin_writes/status/1838899921234567891"
    assert post.as_dict()["created_at"] == "2026-11-20T08:00:00Z"  # not the server's local time
    author = post.author
    assert (author.id, author.handle, author.display_name) == ("7", "meilin_writes", "Mei Lin")
    assert post.reply_to == ReplyTo("1838899921234567000", "garnet_reads")
    assert post.hashtags == ("news", "more")
    assert post.links == ("https://a.example/", "https://b.example/")
    assert post.language == "en"
    assert not outcome.tally.missing


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_line_ends_and_encodings(read, delimiter, end, encoding):
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end)
    texts = [
        "plain",
        f"with {delimiter} inside",
        'said "so"',
        f"two{end}{end}lines",
        "",
        "\u2028早\x85",
    ]
    writer.writerow(["id", "Author", "message", "date"])
    writer.writerows([str(n), "@mei", text, "2026-11-20"] for n, text in enumerate(texts))
    outcome = read(file.getvalue().encode(encoding))
    assert [post.text for post in outcome.posts] == texts
    assert {post.author.handle for post in outcome.posts} == {"mei"}
    assert not outcome.unreadable


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=20)
        | st.text(',"\n x', max_size=9),
        max_size=9,
    )
)
def test_whatever_a_writer_quotes_comes_back(read, texts):
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["id", "text"])
    writer.writerows(["1", text] for text in texts)
    assert [post.text for post in read(file.getvalue(), format="csv").posts] == texts


def test_rows_are_counted_not_lines(read):
    outcome = read(HEADER + '1,a,"two\n\nlines",\n\n2,b,one,\n')
    assert outcome.tally.lines == 2
    assert outcome.tally.blank == 2  # the header and the line between the rows
    assert [post.source for post in outcome.posts] == ["dump:2", "dump:6"]
    assert outcome.posts[0].text == "two\n\nlines"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1,a,text", "has 3 fields where the header has 4"),
        ("1,a,text,with,commas", "has 5 fields"),
        ("1,a,text,,", "has 5 fields"),
        ("lonely", "has 1 fields"),
        ('1,a,"never closed,', "quoted field that does not end"),
        ("1,a,b\rc,", "bare carriage return"),
    ],
)
def test_a_bad_row_costs_itself(read, row, reason):
    outcome = read(f"{HEADER}1,a,first,\n{row}\n3,c,last,\n")
    assert [post.text for post in outcome.posts] == ["first", "last"]
    assert [(entry.line, reason in entry.reason) for entry in outcome.unreadable] == [(3, True)]


def test_quotes_within_a_field_are_text(read):
    outcome = read(HEADER + '1,a,5" and 6",\n2,b,"so" he said,\n3,c,a "quoted, comma",\n4,d,x,\n')
    assert [post.id for post in outcome.posts] == ["1", "2", "4"]
    assert [entry.line for entry in outcome.unreadable] == [4]


def test_a_stray_quote_swallows_nothing_that_stands_alone(read):
    rows = [f"{n},a,text {n}," for n in range(1, 40)]
    rows[4] = '5,a,"stray,'
    rows[20] = '21,a,"a proper, quoted\nfield",'
    outcome = read(HEADER + "\n".join(rows) + "\n")
    assert [post.id for post in outcome.posts] == [str(n) for n in range(1, 40) if n != 5]
    assert [entry.line for entry in outcome.unreadable] == [6]


def test_going_back_is_bounded_and_still_accounted_for(read):
    outcome = read(HEADER + '1,a,"open,\n' * 300 + "2,b,last,\n")
    assert "lines after it were passed over" in outcome.unreadable[-1].reason
    assert 100 < outcome.tally.quarantined <= 300


def test_bytes_in_another_encoding(read):
    outcome = read(HEADER.encode() + "1,a,中文,\n".encode("gb18030") + "2,b,中文,\n".encode())
    assert [post.text for post in outcome.posts] == ["中文"]
    assert "iconv" in outcome.unreadable[0].reason


def test_nul_and_long_fields(read):
    long = "字" * 200_000
    outcome = read(HEADER + f"1,a,nul \0 here,\n2,b,{long},\n")
    assert [post.text for post in outcome.posts] == ["nul \0 here", long]


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_row_over_the_limit(read, quote):
    long = ("x" * 700 + "\n" * bool(quote)) * 3
    outcome = read(HEADER + f"1,a,{quote}{long}{quote},\n2,b,short,\n", line_bytes=1000)
    assert "2" in [post.id for post in outcome.posts]
    assert outcome.unreadable


def test_without_an_id_the_content_makes_one(read):
    table = "author\ttext\nmei\thello\nmei\tbye\nmei\thello\n"
    outcome = read(table)
    first, second, third = (post.id for post in outcome.posts)
    assert first == third != second
    assert outcome.tally.missing["id"] == 3
    assert [post.id for post in read("author;text\nmei;hello\n").posts] == [first]


def test_identifiers_that_a_spreadsheet_rounded_are_not_trusted(read):
    outcome = read(HEADER + "1.8389E+18,a,one,\n1.8389E+18,b,two,\n")
    assert len({post.id for post in outcome.posts}) == 2
    assert outcome.tally.missing["id"] == 2


@pytest.mark.parametrize(
    ("options", "table", "platform"),
    [
        ({"platform": "facebook"}, HEADER + "1,a,b,\n", "facebook"),
        ({}, "id,text,platform\n1,b,weibo\n", "weibo"),
        ({"platform": "facebook"}, "id,text,platform\n1,b,weibo\n", "weibo"),
        ({}, "id,text,url\n1,b,https://www.tiktok.com/@a/video/1\n", "tiktok"),
        ({}, HEADER + "1,a,b,\n", "unknown"),
    ],
)
def test_where_the_platform_comes_from(read, options, table, platform):
    outcome = read(table, **options)
    assert outcome.posts[0].platform == platform
    assert outcome.tally.missing["platform"] == (platform == "unknown")


def test_columns_that_the_user_names(read):
    table = "nr,who,words,text,when\n7,mei,hello,not this,1795161600\n"
    columns = {"id": "nr", "text": "words", "author.handle": "WHO", "created_at": "when"}
    (post,) = read(table, columns=columns).posts
    assert (post.id, post.text, post.author.handle) == ("7", "hello", "mei")
    assert post.as_dict()["created_at"] == "2026-11-20T08:00:00Z"


@pytest.mark.parametrize(
    ("columns", "fault"),
    [
        ({"text": "gone"}, "columns.text: names a column that the file does not have"),
        ({"texte": "text"}, "columns.texte: is not a field of a post"),
    ],
)
def test_a_wrong_mapping_is_refused(read, columns, fault):
    with pytest.raises(SourceError, match=fault):
        read(HEADER + "1,a,b,\n", columns=columns)


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ("a,b\n1,2\n", "no column holds text"),
        ("id\xff,text\n".encode("latin-1"), "is not UTF-8"),
        ("id,text\r1,a\r", "bare CR"),
    ],
)
def test_a_header_that_cannot_be_used(read, table, fault):
    with pytest.raises(SourceError, match=fault):
        read(table, format="csv")


def test_a_header_alone_and_nothing_at_all(read):
    assert read(HEADER).tally == Tally(blank=1)
    assert read("", format="csv").tally == Tally()


def test_a_title_goes_before_the_text(read):
    assert read("id,title,body\n1,Title,Body\n2,,Body\n").posts[0].text == "Title\n\nBody"


def test_the_first_post_of_a_thread_answers_nobody(read):
    assert read("id,thread_id,body\n1,1,a\n2,1,b\n").posts[0].reply_to is None


def test_a_reader_travels_to_a_worker_with_its_table():
    import pickle

    reader = CSV.reader(Context("f", Limits()))

    class Stream:
        damage = None

        def __iter__(self):
            yield b"id;text\n1;a\n"

    (record,) = reader.records(Stream())
    assert isinstance(record, Record)
    assert pickle.loads(pickle.dumps(reader)).posts(record)[0].text == "a"  # noqa: S301


def test_cells_follow_the_order_of_fields():
    assert _Cells._fields == tuple(name.replace(".", "_") for name in FIELDS)
