import gzip
import io
import struct
import tarfile
import zipfile

import orjson
import pytest
import zstandard

from scanner.settings import Limits
from scanner.sources import SourceError, expand, open_source
from scanner.sources.archives import Member, archive_of, members_of
from scanner.sources.bytestream import ByteStream

POST = orjson.dumps({"platform": "x", "id": "1", "text": "hello"})
FILES = {"a.jsonl": POST, "day/b.jsonl": POST.replace(b'"1"', b'"2"')}


def zipped(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def tarred(path, files, pack=bytes):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in files if isinstance(files, list) else files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    path.write_bytes(pack(packed.getvalue()))
    return path


def read(path, **options):
    unreadable = []
    reading = open_source(path, on_unreadable=unreadable.append, **options)
    return [post for _, posts in reading for post in posts], unreadable


MEGABYTE = b"0" * 1_000_000


def zeros(path, kind, before=b""):
    """Pack 400 MB of zeros without ever holding them."""
    if kind == "zip":
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
            archive.open("bomb", "w") as file,
        ):
            file.writelines([MEGABYTE] * 400)
    else:
        with path.open("wb") as out, zstandard.ZstdCompressor().stream_writer(out) as file:
            file.write(before)
            for _ in range(400):
                file.write(MEGABYTE)
    return path


def read_all(path):
    return [read(member) for member in expand(path)]


MAKERS = {
    "zip": zipped,
    "tar": tarred,
    "tar.gz": lambda path, files: tarred(path, files, gzip.compress),
    "tar.zst": lambda path, files: tarred(path, files, zstandard.ZstdCompressor().compress),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_each_file_in_an_archive_is_read_whatever_the_archive_is_called(tmp_path, kind):
    path = MAKERS[kind](tmp_path / "misleading.txt", FILES)
    members = expand(path)
    assert [str(one.relative_to(path)) for one in members] == ["a.jsonl", "day/b.jsonl"]
    posts = [post for member in members for post in read(member)[0]]
    assert [(post.id, post.source) for post in posts] == [
        ("1", "misleading.txt/a.jsonl:1"),
        ("2", "misleading.txt/day/b.jsonl:1"),
    ]


@pytest.mark.parametrize("kind", MAKERS)
def test_members_can_be_read_in_any_order_and_again(tmp_path, kind):
    first, second = expand(MAKERS[kind](tmp_path / "x", FILES))
    found = [read(member)[0][0].id for member in (second, first, first, second)]
    assert found == ["2", "1", "1", "2"]
    assert read(tmp_path / "x" / "day" / "b.jsonl")[0][0].id == "2"  # a plain path will do
    assert expand(tmp_path / "x" / "a.jsonl") == [tmp_path / "x" / "a.jsonl"]


def test_a_member_shows_the_state_of_its_archive(tmp_path):
    path = zipped(tmp_path / "x", FILES)
    member = expand(path)[0]
    assert isinstance(member, Member)
    assert member.stat().st_size == path.stat().st_size
    assert archive_of(member) == path
    assert archive_of(path) is None
    with member.open("rb") as file:
        assert file.read(2) == b"PK"


def test_names_that_lead_out_or_repeat_become_safe_ones(tmp_path):
    hostile = ["../../etc/passwd", "/etc/passwd", "a\\..\\b", "a", "a", "..", "x/../../y"]
    path = tarred(tmp_path / "x", [(name, POST) for name in hostile])
    labels = [str(one.relative_to(path)) for one in members_of(path)]
    assert labels == ["etc/passwd", "etc/passwd~2", "a/b", "a", "a~2", "file", "x/y"]
    assert all(read(path / label)[0] for label in labels)


def test_links_devices_hidden_files_and_pictures_are_left_out(tmp_path):
    path = tmp_path / "x.tar"
    with tarfile.open(path, "w") as archive:
        for kind, name in ((tarfile.SYMTYPE, "link"), (tarfile.LNKTYPE, "hard"),
                           (tarfile.CHRTYPE, "device"), (tarfile.DIRTYPE, "folder")):  # fmt: skip
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        for name in (".hidden", "__MACOSX/a", "photo.jpg", "a.jsonl"):
            info = tarfile.TarInfo(name)
            info.size = len(POST)
            archive.addfile(info, io.BytesIO(POST))
    assert [one.name for one in expand(path)] == ["a.jsonl"]


def test_a_damaged_archive_does_not_hide_the_rest_of_its_folder(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "b.jsonl").write_bytes(POST)
    bad, good = expand(tmp_path)
    assert read(good)[0]
    with pytest.raises(SourceError, match="damaged archive"):
        read(bad)


def test_an_archive_is_read_by_its_members(tmp_path):
    with pytest.raises(SourceError, match="archive of 2 files"):
        read(zipped(tmp_path / "x", FILES))


def test_archives_lie_in_folders_too(tmp_path):
    zipped(tmp_path / "one.zip", FILES)
    (tmp_path / "two.jsonl").write_bytes(POST)
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    found = [str(one.relative_to(tmp_path)) for one in expand(tmp_path)]
    assert found == ["one.zip/a.jsonl", "one.zip/day/b.jsonl", "two.jsonl"]


@pytest.mark.parametrize("kind", MAKERS)
def test_a_damaged_archive_is_told_and_costs_no_more(tmp_path, kind):
    path = MAKERS[kind](tmp_path / "x", {"a.jsonl": b"\n".join([POST] * 50_000)})
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    try:
        for member in expand(path):
            _, unreadable = read(member)
            assert unreadable
    except SourceError as error:
        assert "archive" in str(error)  # noqa: PT017
    else:
        pytest.fail("the damage went by in silence")


def test_an_archive_inside_an_archive_is_refused(tmp_path):
    inner = zipped(tmp_path / "inner.zip", FILES).read_bytes()
    (member,) = expand(zipped(tmp_path / "outer.zip", {"inner": inner}))
    with pytest.raises(SourceError, match="inside an archive"):
        read(member)


def test_a_workbook_and_a_locked_file_are_refused_with_a_remedy(tmp_path):
    with pytest.raises(SourceError, match="Save it as CSV"):
        read_all(zipped(tmp_path / "book", {"[Content_Types].xml": "", "xl/workbook.xml": ""}))
    path = zipped(tmp_path / "locked", FILES)
    raw = bytearray(path.read_bytes())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.find(sign) + at] |= 1
    path.write_bytes(raw)
    with pytest.raises(SourceError, match="password"):
        read(expand(path)[0])


def test_a_zip_whose_files_overlap_is_refused(tmp_path):
    path = zipped(tmp_path / "y", {"a": bytes(range(256)) * 400})
    raw = path.read_bytes()
    start, end = raw.find(b"PK\x01\x02"), raw.find(b"PK\x05\x06")
    entry = raw[start:end]
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 90, 90, len(entry) * 90, start, 0)
    path.write_bytes(raw[:start] + entry * 90 + tail)
    with pytest.raises(SourceError, match="overlap"):
        read_all(path)


@pytest.mark.parametrize("kind", ["zst", "zip"])
def test_a_bomb_is_stopped_where_it_unpacks_too_far(tmp_path, kind):
    (member,) = expand(zeros(tmp_path / "x", kind))
    stream = ByteStream(member, unpacking_ratio=100)
    assert sum(map(len, stream)) < 300_000_000
    assert "unpacking_ratio" in stream.damage


def test_a_bomb_is_one_unreadable_line(tmp_path):
    path = zeros(tmp_path / "x", "zst", before=POST + b"\n")
    posts, unreadable = read(path, limits=Limits(unpacking_ratio=10))
    assert len(posts) == 1
    assert len(unreadable) == 1
    assert "unpacking_ratio" in unreadable[0].reason


def test_a_header_bomb_in_a_tar_is_stopped(tmp_path):
    path = tmp_path / "x.tar.gz"
    info = tarfile.TarInfo("pax")
    info.type, info.size = tarfile.XHDTYPE, 300_000_000
    header = info.tobuf(tarfile.USTAR_FORMAT)
    with gzip.open(path, "wb", 1) as file:
        file.write(header)
        file.writelines([b"1" * 1_000_000] * 300)
    with pytest.raises(SourceError, match="damaged"):
        read_all(path)


def test_a_byte_that_flipped_in_a_zip_costs_the_rest_of_its_file(tmp_path):
    lines = [POST.replace(b"hello", str(number * 7919).encode()) for number in range(50_000)]
    path = tmp_path / "x"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.jsonl", b"\n".join(lines))
    raw = bytearray(path.read_bytes())
    raw[raw.rfind(lines[-9])] ^= 1
    path.write_bytes(raw)
    (member,) = expand(path)
    posts, unreadable = read(member)
    assert len(posts) > 10_000
    assert "cut off or damaged here (BadZipFile)" in unreadable[-1].reason


def test_headers_that_announce_headers_without_end(tmp_path):
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 1
    header = info.tobuf(tarfile.GNU_FORMAT) + b"a".ljust(512, b"\0")
    (tmp_path / "x.tar").write_bytes(header * 900)
    with pytest.raises(SourceError, match="damaged"):
        members_of(tmp_path / "x.tar")


def test_a_size_that_is_no_number(tmp_path):
    path = tmp_path / "x.tar"
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("a.jsonl")
        info.size = len(POST)
        info.pax_headers = {"GNU.sparse.major": "0", "GNU.sparse.map": "x,y"}
        archive.addfile(info, io.BytesIO(POST))
    with pytest.raises(SourceError, match="damaged"):
        members_of(path)
