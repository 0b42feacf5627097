"""Addresses of REST v1."""

from __future__ import annotations

from django.urls import path

from claims.api.export import Export
from claims.api.methods import by_method
from claims.api.newsroom import (
    AddEvidence,
    ChangeClaim,
    ClaimNow,
    GradeInformation,
    GradeSource,
    LogClaim,
    SubmitClaim,
    TakeStep,
)
from claims.api.parts import ClaimEvidence, ClaimHistory, ClaimProvenance
from claims.api.published import NegotiatedDetail
from claims.api.sources import PageLookup, SourceDetail, SourceList
from claims.api.views import ChangeFeed, ClaimList
from claims.api.webhooks import WebhookDetail, WebhookKeys, WebhookList, WebhookLog, WebhookReplay, WebhookTest
from claims.api.why import ClaimWhy, ClaimWhyNow

urlpatterns = [
    path("claims", by_method(ClaimList.as_view(), POST=LogClaim.as_view()), name="api_claims"),
    path(
        "claims/<str:public_id>",
        by_method(NegotiatedDetail.as_view(), PATCH=ChangeClaim.as_view()),
        name="api_claim",
    ),
    path("claims/<str:public_id>/now", ClaimNow.as_view(), name="api_claim_now"),
    path(
        "claims/<str:public_id>/evidence",
        by_method(ClaimEvidence.as_view(), POST=AddEvidence.as_view()),
        name="api_claim_evidence",
    ),
    path("claims/<str:public_id>/submit", SubmitClaim.as_view(), name="api_claim_submit"),
    path("claims/<str:public_id>/steps", TakeStep.as_view(), name="api_claim_steps"),
    path("claims/<str:public_id>/grades", GradeInformation.as_view(), name="api_claim_grades"),
    path("sources/<str:public_id>/grades", GradeSource.as_view(), name="api_source_grades"),
    path("claims/<str:public_id>/why", ClaimWhy.as_view(), name="api_claim_why"),
    path("claims/<str:public_id>/why/now", ClaimWhyNow.as_view(), name="api_claim_why_now"),
    path("claims/<str:public_id>/history", ClaimHistory.as_view(), name="api_claim_history"),
    path("claims/<str:public_id>/provenance", ClaimProvenance.as_view(), name="api_claim_provenance"),
    path("sources", SourceList.as_view(), name="api_sources"),
    path("sources/<str:public_id>", SourceDetail.as_view(), name="api_source"),
    path("documents", PageLookup.as_view(), name="api_documents"),
    path("export", Export.as_view(), name="api_export"),
    path("changes", ChangeFeed.as_view(), name="api_changes"),
    path("webhooks", WebhookList.as_view(), name="api_webhooks"),
    path("webhooks/<str:public_id>", WebhookDetail.as_view(), name="api_webhook"),
    path("webhooks/<str:public_id>/keys", WebhookKeys.as_view(), name="api_webhook_keys"),
    path("webhooks/<str:public_id>/test", WebhookTest.as_view(), name="api_webhook_test"),
    path("webhooks/<str:public_id>/messages", WebhookLog.as_view(), name="api_webhook_messages"),
    path("messages/<str:public_id>/replay", WebhookReplay.as_view(), name="api_webhook_replay"),
]
