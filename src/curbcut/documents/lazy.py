"""Values that are computed when they are first asked for, and kept."""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

OwnerT = TypeVar("OwnerT")
ValueT = TypeVar("ValueT")


class lazy(Generic[OwnerT, ValueT]):  # noqa: N801 - used as a decorator, as property is
    """A property that is computed once for each owner: `functools.cached_property` without its lock.

    Python 3.11 takes a lock for the first look at each value, which costs more than most of the values of a small page.
    """

    def __init__(self, compute: Callable[[OwnerT], ValueT]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: Any = None) -> Self: ...
    @overload
    def __get__(self, instance: OwnerT, owner: Any = None) -> ValueT: ...
    def __get__(self, instance: OwnerT | None, owner: Any = None) -> Self | ValueT:
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._compute(instance)
        return value
