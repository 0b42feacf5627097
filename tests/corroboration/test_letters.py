"""Which letter counts for a claim: the lowest that applies; on its topic a grader's letter replaces the general one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.corroboration.letters import Given, letter_that_counts, that_apply
from claims.corroboration.loading import cases_of
from claims.credibility.service import grade_source
from claims.models import Change, Claim
from claims.recording.claims import log_claim
from claims.recording.values import ClaimEntry
from claims.vocabulary import SourceLetter
from tests.models.build import a_snapshot, a_user
from tests.recording.build import evidence, named


@pytest.mark.parametrize(
    ("grades", "letter"),
    [
        ([], None),
        ([(1, "", "B")], "B"),
        ([(1, "", "B"), (2, "", "D")], "D"),
        ([(1, "", "B"), (1, "tides", "E")], "E"),
        ([(1, "", "E"), (1, "tides", "B")], "B"),
        ([(1, "", "E"), (1, "ports", "B")], "E"),
        ([(1, "ports", "B")], None),
        ([(1, "", "B"), (1, " TIDES ", "C"), (1, "fog", "D")], "D"),
        ([(1, "", "E"), (2, "tides", "A")], "E"),
    ],
)
def test_the_letter_of_a_claim_about_tides_in_fog(grades: list[tuple[int, str, str]], letter: str | None) -> None:
    assert letter_that_counts([Given(*grade) for grade in grades], ["Tides", "fog"]) == letter


one = st.builds(Given, st.integers(1, 3), st.sampled_from(["", "tides", "fog"]), st.sampled_from("ABCDEF"))


@given(st.lists(one, max_size=9), st.sets(st.sampled_from(["tides", "fog"])))
def test_order_does_not_matter_and_every_grader_who_applies_is_heard(grades: list[Given], tags: set[str]) -> None:
    turned = list(reversed(grades))
    assert letter_that_counts(grades, tags) == letter_that_counts(turned, tags)
    heard = {grade.graded_by_id for grade in that_apply(grades, tags)}
    assert heard == {grade.graded_by_id for grade in grades if not grade.topic or grade.topic in tags}


@given(st.lists(one, max_size=9), st.sets(st.sampled_from(["tides", "fog"])), one)
def test_a_further_graders_letter_never_raises_it(grades: list[Given], tags: set[str], more: Given) -> None:
    before = letter_that_counts(grades, tags)
    after = letter_that_counts([*grades, more._replace(graded_by_id=9)], tags)
    assert before is None or (after is not None and after >= before)


@pytest.mark.django_db
def test_a_letter_on_a_topic_counts_for_claims_with_its_tag_and_a_changed_tag_is_followed_up() -> None:
    checker, snapshot = a_user(role="fact_checker"), a_snapshot()
    entry = ClaimEntry(wording="Two engines broke down", tags=("Tides",))
    said = evidence(snapshot, sourcing=named())
    claim = log_claim(actor=checker, snapshot=snapshot, claim=entry, evidence=said)
    source = claim.evidence.get().sourcing.source
    assert source is not None
    grade_source(actor=checker, source_id=source.pk, letter=SourceLetter.B, reason="right so far")
    grade_source(actor=checker, source_id=source.pk, letter=SourceLetter.E, reason="no sailor", topic="tides")

    def letter() -> SourceLetter | None:
        return cases_of([claim.pk])[claim.pk].items[0].source_letter

    assert letter() is SourceLetter.E
    Change.objects.all().delete()
    Claim.objects.filter(pk=claim.pk).update(tags=["ports"])
    assert letter() is SourceLetter.B
    assert Change.objects.filter(kind="claim", subject=claim.pk).exists()
