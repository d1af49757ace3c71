"""Stands in for astro_metadata_translator ("the peer"), with ObsKit behind it.

Importing this module puts every camera that ObsKit knows among the peer's translators, in the place of those of the same name, so
that the peer's own classes and its command (``astrometadata -p obskit``) use it. `ObservationInfo` is a class with the interface
of the peer's that is many times faster, since values of astropy are made when they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable

from astro_metadata_translator import PROPERTIES, MetadataTranslator, PropertyDefinition, StubTranslator, merge_headers

from ._group import ObservationGroup, process_header_files, read_file_info
from ._info import ObservationInfo, fix_header, makeObservationInfo
from ._translators import install, register, uninstall

__all__ = [
    "PROPERTIES", "MetadataTranslator", "ObservationGroup", "ObservationInfo", "PropertyDefinition", "StubTranslator", "fix_header",
    "install", "makeObservationInfo", "merge_headers", "process_header_files", "read_file_info", "register", "translators",
    "uninstall",
]

register()


def translators() -> Iterable[str]:
    """The names of the translators of ObsKit; the peer's command calls it for ``--list-plugins``."""
    return list(register())
