import gzip
from pathlib import Path

import pytest
import zstandard

from scanner.sources import SourceError
from scanner.sources.bytestream import BLOCK_BYTES, ByteStream

TEXT = "".join(f'{{"n": {n}, "s": "天{n}"}}\n' for n in range(20_000)).encode()
ZSTD = zstandard.ZstdCompressor()


def through(path: Path, content: bytes) -> tuple[bytes, str | None]:
    path.write_bytes(content)
    stream = ByteStream(path)
    return b"".join(stream), stream.damage


@pytest.mark.parametrize(
    "packed",
    [
        TEXT,
        gzip.compress(TEXT),
        gzip.compress(TEXT[:1001]) + gzip.compress(TEXT[1001:]),
        gzip.compress(TEXT) + b"\0" * 512,
        gzip.compress(b"") + gzip.compress(TEXT),
        ZSTD.compress(TEXT),
        ZSTD.compress(TEXT[:1001]) + ZSTD.compress(TEXT[1001:]),
        b"\x50\x2a\x4d\x18\x03\0\0\0abc" + ZSTD.compress(TEXT),
        b"\xef\xbb\xbf" + TEXT,
        gzip.compress(b"\xef\xbb\xbf" + TEXT),
        TEXT.decode().encode("utf-16"),
        b"\xfe\xff" + TEXT.decode().encode("utf-16-be"),
        ZSTD.compress(TEXT.decode().encode("utf-16")),
    ],
    ids=lambda packed: f"{len(packed)} bytes from {packed[:4].hex()}",
)
def test_unpacked_by_content(tmp_path, packed):
    assert through(tmp_path / "named.txt", packed) == (TEXT, None)


def test_the_long_window_of_reddit_archives(tmp_path):
    parameters = zstandard.ZstdCompressionParameters.from_level(3, window_log=27)
    packed = zstandard.ZstdCompressor(compression_params=parameters).compress(TEXT * 400)
    path = tmp_path / "RC.zst"
    path.write_bytes(packed)
    assert sum(map(len, ByteStream(path))) == len(TEXT) * 400


@pytest.mark.parametrize("pack", [gzip.compress, ZSTD.compress], ids=["gzip", "zstd"])
def test_cut_off(tmp_path, pack):
    packed = pack(TEXT * 10)
    got, damage = through(tmp_path / "cut", packed[: len(packed) // 2])
    assert got
    assert (TEXT * 10).startswith(got)
    assert damage is not None
    assert "cut off or damaged" in damage


@pytest.mark.parametrize("pack", [gzip.compress, ZSTD.compress], ids=["gzip", "zstd"])
def test_rubbish_after_the_end(tmp_path, pack):
    got, damage = through(tmp_path / "rubbish", pack(TEXT) + b"rubbish")
    assert got == TEXT
    assert damage is not None


def test_half_a_utf16_unit(tmp_path):
    assert through(tmp_path / "half", "ab".encode("utf-16") + b"c")[1] is not None


def test_a_lone_surrogate_in_utf16_costs_its_own_character(tmp_path):
    got, damage = through(tmp_path / "lone", b"\xff\xfea\0\x00\xd8b\0")
    assert (got, damage) == (b"a\xed\xa0\x80b", None)


def test_a_bomb_comes_in_small_blocks(tmp_path):
    for pack in (gzip.compress, ZSTD.compress):
        path = tmp_path / "bomb"
        path.write_bytes(pack(b"0" * 300_000_000))
        sizes = [len(block) for block in ByteStream(path, unpacking_ratio=10**9)]
        assert sum(sizes) == 300_000_000
        assert max(sizes) <= (1 << 26) + BLOCK_BYTES


@pytest.mark.parametrize("magic", [b"PK\x03\x04", b"Rar!\x1a", b"%PDF-1.7"])
def test_other_containers_are_refused_with_a_remedy(tmp_path, magic):
    with pytest.raises(SourceError, match="Unpack or export it"):
        through(tmp_path / "export", magic + b"rest")


def test_a_missing_file(tmp_path):
    with pytest.raises(SourceError, match="cannot be opened"):
        list(ByteStream(tmp_path / "gone"))


def test_empty(tmp_path):
    assert through(tmp_path / "empty", b"") == (b"", None)
