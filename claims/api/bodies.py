"""Bodies of requests: what is sent is checked as a whole, and every field that is wrong is named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError


class Strict(serializers.Serializer[Mapping[str, Any]]):
    """A body, or a part of one, in which a field of another name is an error and not overlooked."""

    def to_internal_value(self, data: Any) -> Any:
        """The checked values; raises ``ValidationError``."""
        unknown = set(data) - set(self.fields) if isinstance(data, Mapping) else set()
        if unknown:
            raise ValidationError({name: ["is not known here."] for name in sorted(map(str, unknown))})
        return super().to_internal_value(data)


def checked(body: Strict) -> dict[str, Any]:
    """The values of a body; raises ``ValidationError`` that names the fields."""
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)
