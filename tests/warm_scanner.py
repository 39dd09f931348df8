"""A process that has loaded the models already, from which tests fork others in no time."""

import multiprocessing
import os
from datetime import UTC, datetime
from multiprocessing import forkserver
from pathlib import Path

from example_site import Site

from scanner.scan import Examiner, scan, scheduled
from scanner.settings import Settings
from scanner.store import Store


def context():
    """Return the multiprocessing context whose processes start warm."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload([__name__])
    before = os.environ.get("PYTHONPATH")
    # The server does not take over sys.path before it preloads.
    here = Path(__file__).parent
    os.environ["PYTHONPATH"] = os.pathsep.join(map(str, filter(None, (here, here.parent, before))))
    try:
        forkserver.ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
    return made


def scan_site(folder, batch, moment):
    """Scan the site in ``folder`` once, at ``moment``, in batches of so many records."""
    scheduled._BATCH = batch
    site = Site(folder)
    settings = site.settings()
    with Store.open(settings.state) as store:
        scan(settings, site.people(), store, clock=lambda: moment)


Examiner((), Settings(), key=bytes(32), now=datetime.now(UTC)).detections("今天的天气真好")
