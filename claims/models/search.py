"""What lists are searched by."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from claims.models.links import Link


class LinkWords(models.Model):
    """The words of a link's address and of its page's title. Kept by triggers of the database (migration 0010).

    Apart from :class:`Link`, whose row changes at every visit: there each visit would write this index anew.
    """

    link = models.OneToOneField(Link, models.CASCADE, primary_key=True, related_name="words")
    words = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["words"], name="link_words")]  # the text filter of the list of links
