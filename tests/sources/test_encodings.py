import codecs

import pytest

from scanner.sources import SourceError, identify
from scanner.sources.encodings import encoding_of, known_encoding

SIMPLIFIED = "这是他的电话和地址，请大家不要发给别人，谢谢你们的关心。"
TRADITIONAL = "這是他的電話和地址，請大家不要發給別人，謝謝你們的關心。"
FRENCH = "Voilà l’adresse qu’elle a donnée hier à Montréal."


def line(text, number=1):
    return f'{{"platform":"x","id":"{number}","text":"{text}"}}\n'


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "gbk"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "gb18030"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED, "utf-16-be"),
        (SIMPLIFIED, "utf-32"),
        (SIMPLIFIED, "utf-8"),
        (FRENCH, "utf-8"),
    ],
)
def test_a_file_is_decoded_by_what_it_holds(read, text, encoding):
    outcome = read("".join(line(text, number) for number in range(5)).encode(encoding))
    assert [post.text for post in outcome.posts] == [text] * 5
    assert not outcome.unreadable


def test_a_csv_in_big5(read):
    outcome = read(f"id,text,author\n1,{TRADITIONAL},a\n".encode("big5"))
    assert outcome.posts[0].text == TRADITIONAL


def test_the_encoding_is_told_with_the_reason(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(line(SIMPLIFIED).encode("gb18030"))
    assert identify(path)[1].endswith(", in gb18030")


def test_a_few_foreign_lines_do_not_change_the_encoding_of_the_rest(read):
    good, odd = line(SIMPLIFIED), line(SIMPLIFIED, 2)
    outcome = read(good.encode() * 3 + odd.encode("gb18030"))
    assert len(outcome.posts) == 3
    assert "iconv" in outcome.unreadable[0].reason


def test_bytes_that_break_a_decoded_file_cost_their_line_only(read):
    content = line(SIMPLIFIED).encode("gb18030")
    broken = content.replace(b'"text":"', b'"text":"\xff\xff')
    outcome = read(content * 3 + broken + content)
    assert len(outcome.posts) == 4
    assert [entry.line for entry in outcome.unreadable] == [4]


def test_latin_letters_are_never_guessed_but_can_be_told(read):
    content = line(FRENCH).encode("windows-1252")
    assert "iconv" in read(content).unreadable[0].reason
    assert read(content, encoding="windows-1252").posts[0].text == FRENCH


@pytest.mark.parametrize(("declared", "codec"), [("GB2312", "gb18030"), ("windows-1252", "cp1252")])
def test_xml_says_its_encoding(read, declared, codec):
    text = SIMPLIFIED if codec == "gb18030" else FRENCH
    feed = (
        f'<?xml version="1.0" encoding="{declared}"?>\n<rss><channel><item><title>{text}</title>'
        "<guid>1</guid></item></channel></rss>"
    )
    assert read(feed.encode(codec)).posts[0].text == text


@pytest.mark.parametrize(
    ("noise", "encoding"),
    [
        (b"\x80\n\x80\n\x80", "utf-8"),
        (b"", "utf-8"),
        (b"\x00", "utf-8"),
        (b"\x80" * 100, "utf-8"),
        (bytes(range(256)) * 20, "utf-8"),
        (b"{\x00\x00\x00", "utf-8"),
        (b"{\x00", "utf-16-le"),
        (b"\x00{", "utf-16-be"),
    ],
)
def test_noise_is_left_as_it_is(noise, encoding):
    assert encoding_of(noise) == encoding


def test_an_encoding_that_nobody_knows():
    with pytest.raises(SourceError, match="not a known encoding"):
        known_encoding("klingon")
    assert known_encoding("Big5") == "big5hkscs"
    assert known_encoding("latin-1") == "cp1252"
    assert encoding_of(codecs.BOM_UTF16_BE) == "utf-16"


@pytest.mark.parametrize(
    "name",
    "hex zlib bz2 uu base64 quopri rot13 idna punycode unicode_escape raw_unicode_escape undefined "
    "utf_7 a\0b".split(" "),
)
def test_what_is_no_encoding_of_text_is_never_chosen(name):
    with pytest.raises(SourceError, match="not a known encoding"):
        known_encoding(name)
    declared = f'<?xml version="1.0" encoding="{name}"?>\n<rss></rss>'
    assert encoding_of(declared.encode()) == "utf-8"


@pytest.mark.parametrize(
    "name",
    "utf-8 utf-16 utf-32-le us-ascii cp437 windows-1251 cp874 iso-8859-15 koi8-u gb2312 gbk "
    "big5 hz euc-jp euc-kr shift_jis shift_jisx0213 iso-2022-jp macintosh tis-620 johab".split(" "),
)
def test_every_encoding_of_text_can_be_told(read, name):
    content = line("hello").encode(codecs.lookup(name).name)
    assert [post.text for post in read(content, encoding=name).posts] == ["hello"]


def test_a_feed_that_declares_a_packer_is_read_as_it_stands(read):
    feed = "<rss><channel><item><title>hello</title><guid>1</guid></item></channel></rss>"
    outcome = read('<?xml version="1.0" encoding="zlib"?>\n' + feed)
    assert [post.text for post in outcome.posts] == ["hello"]


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be"])
def test_a_code_point_that_does_not_exist_ends_the_file_there(read, encoding):
    mark = "\ufeff".encode(encoding)
    bad = (b"\x11\x00\x00\x00", b"\x00\x00\x00\x11")[encoding.endswith("le")]
    outcome = read(mark + line("hello").encode(encoding) * 9 + bad + line("a").encode(encoding))
    assert "cut off or damaged" in outcome.unreadable[-1].reason
    assert len(outcome.unreadable) == 1
