"""In which units and scales the users of astro_metadata_translator have the values of a header."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import astropy.units as u

from .._astropy import Manner

_SUBARU = frozenset({"HSC", "SuprimeCam"})
"""They say temperatures in kelvin, and no frame."""
_FOCUS = {"DECam": u.um}
_SCALES = {"TAI": "tai", "IAT": "tai", "TT": "tt", "TDT": "tt"}
# Cards that are UTC whatever TIMESYS says, by instrument: for the begin, and for the end.
_UTC_CARDS = {
    "DECam": ((), ("DTUTC",)),
    "HSC": (("UT-STR",), ("UT-END",)),
    "SuprimeCam": (("UT-STR",), ("UT-END",)),
    "MegaPrime": (("UTC-OBS",), ("UTCEND",)),
}


def of(instrument: str, header: Mapping[str, Any]) -> Manner:
    """The manner of a header, from what the header says of itself and from its instrument."""
    begin, end = _scales(instrument, header)
    visit = _is_visit_info(header)
    return Manner(
        begin, end, u.K if instrument in _SUBARU else u.deg_C,
        u.Pa if "AIRPRESS" in header and "PRESSURE" not in header else u.hPa,
        u.mm if visit else _FOCUS.get(instrument, u.mm), "icrs" if instrument in _SUBARU else _frame(header))


def _scales(instrument: str, header: Mapping[str, Any]) -> tuple[str, str]:
    if instrument == "SDSS":
        return "tai", "tai"
    said = header.get("TIMESYS")
    scale = _SCALES.get(said.strip().upper(), "utc") if isinstance(said, str) else "utc"
    if _is_visit_info(header) and not any(f"{key}-{part}" in header for key in ("DATE", "MJD") for part in ("BEG", "OBS")):
        scale = "tai"
    if scale == "utc":
        return "utc", "utc"
    begin, end = (any(card in header for card in cards) for cards in _UTC_CARDS.get(instrument, ((), ())))
    return "utc" if begin else scale, "utc" if end else scale


def _is_visit_info(header: Mapping[str, Any]) -> bool:
    return "BORE-AIRMASS" in header and ("INSTRUMENT" in header or ("BORE-AZ" in header and "BORE-RA" in header))


def _frame(header: Mapping[str, Any]) -> str:
    for card in ("RADESYS", "RADECSYS", "OBJRADEC"):
        said = header.get(card)
        if isinstance(said, str) and said.strip():
            return "fk5" if said.strip().upper() == "FK5" else "icrs"
    return "icrs"
