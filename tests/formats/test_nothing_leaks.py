"""Whatever the terms, the state and the version: no word that the terms withhold is in anything that leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, example, given
from hypothesis import settings as run
from hypothesis import strategies as st

from claims.models import Claim, ExcerptUse, RightsRule, RightsStatement, Sourcing
from claims.publishing.formats.registry import FORMATS
from claims.review.drain import drain
from claims.rights.recording import correct_rights
from claims.rights.values import SHORT_QUOTATION, RightsEntry, Rule
from claims.vocabulary import ReviewAction, RightsAction, RuleKind
from tests.models.build import a_claim, a_passage, a_snapshot, a_source, a_user, some_evidence
from tests.review.build import step

_numbers = count(1)
TERMS = ("unknown", "permit", "limit", "prohibit", "credit without a name", "embargo", "permit, then prohibit")
AFTERWARDS = ("vetted", "under recheck", "vetted again", "withdrawn")


@dataclass(frozen=True)
class Story:
    """A claim on one page: its terms, the words of its passage, and what became of it."""

    terms: str
    words: int
    limit: int
    verbatim: bool
    afterwards: str

    @property
    def quotable(self) -> bool:
        """Whether the words of the passage may leave in the end, by the terms alone."""
        most = {"permit": SHORT_QUOTATION, "limit": self.limit}.get(self.terms, 0)
        return self.words <= most and self.afterwards != "withdrawn"


class Told:
    """A story in the database, with words that nothing else has."""

    def __init__(self, story: Story) -> None:
        self.story, mark = story, f"zq{next(_numbers)}x"
        self.around = [f"{mark}around{n}x" for n in range(12)]
        self.quoted = [f"{mark}quoted{n}x" for n in range(story.words)]
        self.source_words = f"{mark}sourcex"
        self.credit = f"{mark}creditx"
        self.checker, self.editor = a_user(role="fact_checker"), a_user(role="editor")
        own = f"Own words about {mark}"
        wording = " ".join(self.quoted) if story.verbatim and story.words >= 5 else own
        self.claim = a_claim(wording=wording, paraphrase=own, logged_by=self.checker)
        text = (
            f"{' '.join(self.around[:6])}\n\n{' '.join(self.quoted)}\n\n{' '.join(self.around[6:])} {self.source_words}"
        )
        snapshot = a_snapshot(text)
        self.document = snapshot.document
        self._evidence(a_passage(" ".join(self.quoted), snapshot=snapshot))
        self._terms()
        self._afterwards()

    def _evidence(self, passage: Any) -> None:
        opened = {"opened_by": self.checker, "opened_at": timezone.now()}
        evidence = some_evidence(claim=self.claim, passage=passage, added_by=self.checker, **opened)
        source = a_source(kind="person", name=f"Jo {self.claim.pk}")
        facts = {"sourcing_type": "on_record_person", "voice": "direct_quote", "source": source}
        Sourcing.objects.create(evidence=evidence, source_words=self.source_words, **facts)

    def _terms(self) -> None:
        kind = self.story.terms
        if kind == "unknown":
            return
        named = None if kind == "credit without a name" else self.credit
        embargo = date(2999, 1, 1) if kind == "embargo" else None
        self.statement = RightsStatement.objects.create(
            document=self.document, scope="article", holder_text=named, embargo_until=embargo
        )
        limit = self.story.limit if kind == "limit" else None
        ruled = "prohibit" if kind == "prohibit" else "permit"
        for rule, action in ((ruled, "excerpt"), ("duty", "credit"), ("duty", "link_back")):
            most = limit if action == "excerpt" else None
            RightsRule.objects.create(
                statement=self.statement, kind=rule, action=action, basis="notice", max_words=most
            )

    def _afterwards(self) -> None:
        self._approve()
        if self.story.terms == "permit, then prohibit":
            no = Rule(id="no", kind=RuleKind.PROHIBIT, action=RightsAction.EXCERPT)
            entry = RightsEntry(holder_text=self.credit, rules=(no,))
            correct_rights(actor=self.checker, statement_id=self.statement.pk, entry=entry)
            drain(limit=1000)
        if self.story.afterwards == "withdrawn":
            step(self.claim, ReviewAction.WITHDRAW, self.editor, note="misheard")
        elif self.story.afterwards != "vetted" and Claim.objects.get(pk=self.claim.pk).state == "vetted":
            step(self.claim, ReviewAction.REOPEN, None, note="looked at again")
            if self.story.afterwards == "vetted again":
                step(self.claim, ReviewAction.APPROVE, self.editor)
        drain(limit=1000)

    def _approve(self) -> None:
        step(self.claim, ReviewAction.SUBMIT, self.checker)
        step(self.claim, ReviewAction.APPROVE, self.editor)

    def addresses(self) -> list[str]:
        """All that leaves and can tell of the claim."""
        here = f"/c/{self.claim.public_id}"
        versions = ["", *(f"?version={row.version}" for row in self.claim.releases.all())]
        pages = [f"{here}{version}" for version in versions]
        files = [f"{here}.{form.suffix}{version}" for form in FORMATS for version in versions]
        search = f"query={self.quoted[0]}", f"query={self.around[0]}", "reviewPublisherSiteFilter=testserver"
        found = [f"/v1alpha1/claims:search?{query}" for query in search]
        call = f"/api/v1/claims/{self.claim.public_id}"
        rest = [f"{call}{part}{version}" for part in ("", "/why") for version in versions]
        lists = ["/feeds/vetted.atom", "/feeds/claimreview.json", "/api/v1/claims", "/api/v1/changes?limit=100"]
        lists.append(f"/api/v1/claims?q={self.quoted[0]}")
        return [*pages, f"{here}/card", *files, *found, *rest, *lists, f"/oembed?url=http://testserver{here}"]


stories = st.builds(
    Story,
    terms=st.sampled_from(TERMS),
    words=st.integers(1, 60),
    limit=st.integers(1, 60),
    verbatim=st.booleans(),
    afterwards=st.sampled_from(AFTERWARDS),
)


def _plain(terms: str, afterwards: str = "vetted", words: int = 12, *, limit: int = 20) -> Story:
    return Story(terms, words, limit, verbatim=True, afterwards=afterwards)


@pytest.fixture
def _open(settings: Any) -> None:
    settings.ANONYMOUS_READING, settings.RIGHTS_PROFILE = True, "strict"


@pytest.mark.django_db
@run(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(story=_plain("permit"))
@example(story=_plain("permit", words=51))
@example(story=_plain("limit", "vetted again", limit=11))
@example(story=_plain("permit, then prohibit"))
@example(story=_plain("permit, then prohibit", "withdrawn"))
@example(story=_plain("embargo", "under recheck"))
@given(story=stories)
@pytest.mark.usefixtures("_open")
def test_no_withheld_word_is_in_anything_that_leaves(story: Story) -> None:
    told = Told(story)
    uses = list(ExcerptUse.objects.filter(claim=told.claim).values_list("pk", flat=True))
    client, left = Client(), ""
    for address in told.addresses():
        answer = client.get(address)
        assert answer.status_code in {200, 404, 410}, (address, answer.status_code)
        said = answer.content.decode().replace(address, "")  # what was asked for may be in a link to the next page
        assert not [word for word in told.around if word in said], address
        if not story.quotable:
            assert not [word for word in (*told.quoted, told.source_words) if word in said], address
        elif "/c/" in address and '"Quotation"' in said:
            assert told.credit in said, address
        left += said
    if story.quotable:  # or the test could not fail
        assert told.quoted[-1] in left
    assert list(ExcerptUse.objects.filter(claim=told.claim).values_list("pk", flat=True)) == uses
    if story.quotable:
        assert len(uses) >= 1
