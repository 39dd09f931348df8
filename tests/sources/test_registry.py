"""Formats that other packages bring, tested with a package made here."""

import subprocess
import sys
from collections import Counter
from pathlib import Path
from textwrap import dedent

import orjson
import pytest

from scanner.sources import FORMATS, Coverage, known_formats

MODULE = """
    from collections import Counter

    from scanner.sources import Coverage, JsonFormat
    from scanner.sources.assemble import Sighting, assemble


    def signature(item):
        return "its objects are chirps" if "chirp" in item else None


    def to_posts(item, source, missing):
        return [assemble(Sighting(source, missing), "chirper", str(item["n"]), item["chirp"])]


    CHIRPER = JsonFormat(
        name="chirper",
        description="Chirper's export",
        signature=signature,
        to_posts=to_posts,
        coverage=(Coverage("chirper", "text"),),
    )
    TAKEN = JsonFormat(
        name="jsonl", description="an impostor", signature=signature, to_posts=to_posts
    )
"""
ENTRIES = """
    [exposure_scanner.formats]
    chirper = chirper_reader:CHIRPER
    impostor = chirper_reader:TAKEN
    broken = chirper_reader:NOTHING
"""
LOOK = """
    import sys
    from pathlib import Path
    from scanner.sources import known_formats, open_source

    print([known.name for known in known_formats()][:2])
    reading = open_source(Path(sys.argv[1]))
    print([(post.platform, post.text) for _, posts in reading for post in posts])
    reading = open_source(Path(sys.argv[1]))
    seen = [reading.mapper.glances(chunk) for chunk in reading.chunks()]
    print([len(one) for one in seen], reading.tally.quarantined)
"""


@pytest.fixture
def package(tmp_path):
    """Lay out an installed package: a module and its metadata."""
    (tmp_path / "chirper_reader.py").write_text(dedent(MODULE))
    info = tmp_path / "chirper_reader-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: chirper-reader\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(dedent(ENTRIES))
    return tmp_path


def test_a_package_brings_a_format_by_its_entry_point(package):
    dump = package / "dump"
    dump.write_bytes(orjson.dumps({"n": 1, "chirp": "hello"}))
    done = subprocess.run(
        [sys.executable, "-c", dedent(LOOK), str(dump)],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join([str(package), *filter(None, sys.path)])},
    )
    assert done.stdout.splitlines() == [
        f"['chirper', '{FORMATS[0].name}']",
        "[('chirper', 'hello')]",
        "[1] 0",
    ]
    assert "broken cannot be loaded" in done.stderr
    assert "impostor is left out" in done.stderr


def test_every_format_says_what_it_carries():
    for known in known_formats():
        assert known.description
        assert known.coverage
        assert all(isinstance(one, Coverage) and one.carries for one in known.coverage)
    assert len({known.name for known in known_formats()}) == len(known_formats())


def test_the_documented_reader_works(tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")
    code = page.partition("## Adding a source format")[2].partition("```python\n")[2]
    names = {}
    exec(code.partition("```")[0], names)  # noqa: S102 (our own page)
    chirper = names["CHIRPER"]
    assert chirper.signature({"chirp": ""})
    missing = Counter()
    item = {"id": 1838899921234567891, "chirp": "hello", "by": "moss", "alt": "a map"}
    (post,) = chirper.to_posts(item, "dump:1", missing)
    assert (post.id, post.author.handle, post.parts[0].text) == (
        "1838899921234567891",
        "moss",
        "a map",
    )
    assert missing == {"created_at": 1}


def test_every_format_is_in_the_documentation():
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")
    assert [known.name for known in FORMATS if f"`{known.name}`" not in page] == []
