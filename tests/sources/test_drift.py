from collections import Counter

import pytest

from scanner.sources import SourceError, Tally, require_whole, told_missing


def test_missing_fields_are_told_the_most_frequent_first():
    tally = Tally(posts=1000, missing=Counter(author=2, created_at=2, text=900))
    assert told_missing(tally) == [
        "text: missing in 900 of 1,000 posts",
        "author: missing in 2 of 1,000 posts",
        "created_at: missing in 2 of 1,000 posts",
    ]
    assert told_missing(Tally(posts=5)) == []


def test_strictness_makes_each_an_error():
    require_whole(Tally(lines=5, read=5, posts=5), file="a")
    with pytest.raises(SourceError) as caught:
        require_whole(
            Tally(lines=5, read=4, quarantined=1, posts=4, missing=Counter(id=1)), file="a"
        )
    assert [fault.what for fault in caught.value.faults] == [
        "id: missing in 1 of 4 posts",
        "1 of 5 lines could not be read",
    ]
