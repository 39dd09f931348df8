"""Templates to text. Whatever is put into HTML is escaped; a missing value is an error."""

from collections.abc import Mapping
from functools import cache

from jinja2 import PackageLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

__all__ = ["render"]


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=PackageLoader("scanner.notices"),
        autoescape=lambda name: name is None or not name.endswith(".txt.j2"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(template: str, values: Mapping[str, object]) -> str:
    """Fill a template of this package; names ending in ``.txt.j2`` give plain text."""
    loaded: Template = _environment().get_template(template)
    return loaded.render(values)
