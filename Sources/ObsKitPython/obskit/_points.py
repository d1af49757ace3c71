"""Points of numpy that the library moves."""

from __future__ import annotations

from ctypes import byref, c_size_t
from typing import Any

from ._library import call


def moved(function: str, handle: int, points: Any, out: Any = None) -> Any:
    """Calls a function that moves points in place.

    Parameters
    ----------
    function : `str`
        Its name; it takes a handle, ``double *``, a count, and a place for how many are undefined.
    handle : `int`
    points : array-like of shape (…, 2)
    out : `numpy.ndarray`, optional
        Takes the result and is returned; ``points`` itself is possible.

    Returns
    -------
    moved : `numpy.ndarray` of `float`
        NaN NaN where a point has no image.
    """
    import numpy as np

    given = np.asarray(points, dtype=np.float64)
    if given.ndim == 0 or given.shape[-1] != 2:
        raise ValueError(f"points have the shape (n, 2), not {given.shape}")
    if out is None:
        work = result = np.array(given, dtype=np.float64, order="C")
    else:
        if not isinstance(out, np.ndarray) or out.dtype != np.float64 or out.shape != given.shape:
            raise ValueError(f"out is an array of float64 and of shape {given.shape}")
        if not out.flags.writeable:
            raise ValueError("out cannot be written")
        result = out
        whole = out.flags.c_contiguous and out.flags.aligned
        if whole and out is not points and not np.shares_memory(out, given):
            out[...] = given
        work = out if whole and (out is points or not np.shares_memory(out, given) or given is out) else np.array(given, order="C")
    call(function, handle, work.ctypes.data, work.size // 2, byref(c_size_t()))
    if work is not result:
        result[...] = work
    return result
