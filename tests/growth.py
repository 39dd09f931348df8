"""Measuring how cost grows: absolute times depend on the machine, linear or not does not."""

import time

# Linear work quadruples, quadratic work grows sixteenfold; noise lies between.
LINEAR_AT_MOST = 9
_SMALL, _LARGE = 60_000, 240_000
_FLOOR = 0.02


def growth(work, unit):
    """Return by how much ``work`` slows when text made of ``unit`` becomes four times as long."""
    return _best(work, unit, _LARGE) / max(_best(work, unit, _SMALL), _FLOOR)


def _best(work, unit, size):
    text = unit * (size // len(unit))
    taken = []
    for _ in range(2):
        before = time.process_time()
        work(text)
        taken.append(time.process_time() - before)
    return min(taken)
