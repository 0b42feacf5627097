"""What a release says, and what it never does."""

from __future__ import annotations

import json

import pytest

from claims.models import EdgeJudgement, Release, SameUnnamedSource, Source, User
from claims.publishing.why import unquoted
from claims.recording.comparing import compare_new
from claims.review.drain import drain
from claims.vocabulary import ReviewAction
from tests.models.build import a_user
from tests.web_editor.build import WITHHOLDING, a_claim_of, more_evidence, step

pytestmark = pytest.mark.django_db


def test_that_two_unnamed_sources_are_one_person_never_leaves(checker: User) -> None:
    editor = a_user(role="editor")
    claim = a_claim_of(checker, paraphrase="The ferry lost most of its power")
    more_evidence(claim, checker)
    first, second = Source.objects.filter(unnamed_of=claim).order_by("id")
    SameUnnamedSource.objects.create(first=first, second=second, reason="one voice, two papers", said_by=editor)
    step(claim, ReviewAction.SUBMIT, checker)
    step(claim, ReviewAction.APPROVE, editor)
    kept = claim.statuses.order_by("-id").values_list("why", flat=True)[0]
    assert [edge["kind"] for edge in kept["origins"][0]["edges"]] == ["unnamed_source"]
    document = json.loads(bytes(Release.objects.get().document))
    assert [origin["edges"] for origin in document["corroboration"]["why"]["origins"]] == [[]]
    for word in ("one voice", "same person", "unnamed_source"):
        assert word not in json.dumps(document)


@pytest.mark.parametrize(
    ("reason", "left"),
    [
        ("credits the other’s report: “First told by the “Echo”, says the log”", "credits the other’s report"),
        ("40 % of the shorter text, a run of 34 words: “the log shows”", "40 % of the shorter text, a run of 34 words"),
        ("same byline", "same byline"),
    ],
)
def test_a_reason_leaves_without_the_words_of_the_page(reason: str, left: str) -> None:
    assert unquoted(reason) == left


def test_neither_words_of_shared_texts_nor_names_of_editors_leave_with_edges(checker: User) -> None:
    editor = a_user(role="editor", username="edith")
    claim = a_claim_of(checker, text=WITHHOLDING, wording="Two engines failed", paraphrase="Most of the power was lost")
    for number in range(3):
        more_evidence(claim, checker, text=f"Paper {number} has it too.\n\n{WITHHOLDING}")
    compare_new()
    drain(limit=1000)
    first, second, third, fourth = claim.evidence.order_by("id")
    for one, other, decision in ((first, second, "cleared"), (third, fourth, "confirmed")):
        for kind in ("text_reuse", "unnamed_source"):
            EdgeJudgement.objects.create(
                first=one, second=other, kind=kind, decision=decision, reason=f"{kind} looked at", decided_by=editor
            )
    drain(limit=1000)
    step(claim, ReviewAction.SUBMIT, checker)
    step(claim, ReviewAction.APPROVE, a_user(role="editor", username="other"))
    stored = json.dumps(claim.statuses.order_by("-id").values_list("why", flat=True)[0], ensure_ascii=False)
    document = json.loads(bytes(Release.objects.get().document))
    why = json.dumps(document["corroboration"]["why"], ensure_ascii=False)
    for word in ("forbids interviews", "edith", "unnamed_source looked at"):
        assert word in stored
        assert word not in why
    assert "text_reuse looked at (confirmed by an editor, " in why
    assert "% of the shorter text, a run of" in why
    assert [(entry["kind"], entry["reason"]) for entry in document["corroboration"]["why"]["cleared"]] == [
        ("text_reuse", "text_reuse looked at")
    ]
