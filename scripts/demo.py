"""The demonstration: scan a fictional dump, write notices and the digest, say where they are.

The example watchlists and dump carry fixed dates. So that consents are in force whenever this
runs, the dates of the copies used here are moved to today.
"""

import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "demo-output"
WRITTEN = date(2026, 11, 20)

CONFIG = """\
watchlists: [watchlists]
state: state
sources:
  - path: ../examples/demo-dump.jsonl
notify:
  channel: folder
  folder: notices
  liaison:
    - {to: "liaison@example.org", language: en}
"""


def shifted(value: Any, days: timedelta) -> Any:
    """Return ``value`` with every date in it moved by ``days``."""
    if isinstance(value, dict):
        return {key: shifted(item, days) for key, item in value.items()}
    if isinstance(value, list):
        return [shifted(item, days) for item in value]
    return value + days if isinstance(value, date) else value


def prepare(today: date) -> None:
    """Write the watchlists and settings that the demonstration uses."""
    shutil.rmtree(OUTPUT, ignore_errors=True)
    folder = OUTPUT / "watchlists"
    folder.mkdir(parents=True)
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_unicode = True
    for source in sorted((ROOT / "watchlists").glob("*.yaml")):
        person = yaml.load(source)
        person["consent"] = shifted(person["consent"], today - WRITTEN)
        target = folder / source.name
        target.touch(mode=0o600)
        yaml.dump(person, target)
    (OUTPUT / "config.yaml").write_text(CONFIG, encoding="utf-8")


def scanner(*arguments: str) -> None:
    """Run the real command, as a user would."""
    print("$ scanner", *arguments, flush=True)
    command = [sys.executable, "-m", "scanner", *arguments]
    subprocess.run(command, cwd=OUTPUT, check=True)  # noqa: S603


def main() -> None:
    """Do the main job once."""
    prepare(datetime.now(UTC).date())
    scanner("watchlist", "check", "watchlists")
    scanner("scan", "--table")
    scanner("notices", "deliver")
    scanner("digest", "--output", "digest.html")
    notices = OUTPUT / "state" / "notices"
    print(f"\nNotices: {len(list(notices.glob('*.eml')))} mails in {notices.relative_to(ROOT)}")
    print(f"Digest:  {(OUTPUT / 'digest.html').relative_to(ROOT)} (open it in a browser)")
    print(f"Try next: cd {OUTPUT.relative_to(ROOT)} && ../.venv/bin/scanner findings list")


if __name__ == "__main__":
    main()
