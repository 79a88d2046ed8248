"""The six states of a cell."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """What may be said of a cell; travels with it from the warehouse to every reader."""

    VISAD = "visad"
    FOR_FA = "for_fa"
    SKYDDAD = "skyddad"
    STRUKTURELL_NOLLA = "strukturell_nolla"
    EJ_MOGEN = "ej_mogen"
    SAKNAS = "saknas"
