"""The attributes of observations: one for each property that the library lists. stubs.py writes down their types."""

from __future__ import annotations

from typing import Any

from ._properties import PROPERTIES, Property


class _Value:
    """Takes all values of an observation when the first of them is asked for; from then on they are in its __dict__."""

    def __init__(self, described: Property) -> None:
        self.name = described.name
        self.__doc__ = described.about + (f" Unit: {described.unit}." if described.unit else "")

    def __get__(self, observation: Any, owner: Any = None) -> Any:
        if observation is None:
            return self
        observation._take()
        return observation.__dict__[self.name]


class Values:
    """The properties as attributes; `None` where there is no value."""


for _property in PROPERTIES.values():
    setattr(Values, _property.name, _Value(_property))
