"""Addresses of the pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from claims.web import (
    archive_files,
    changing,
    claim_list,
    correcting,
    editions,
    health,
    home,
    logging_page,
    page_credits,
    preferences,
    public,
    reading,
    text_diff,
    tokens,
    webhooks,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.show, name="home"),
    path("read/", reading.take, name="read"),
    path("snapshots/<str:public_id>/", reading.show, name="snapshot"),
    path("snapshots/<str:public_id>/log/", logging_page.log, name="log_claim"),
    path("snapshots/<str:public_id>/correct/", correcting.correct, name="reading_correct"),
    path("snapshots/<str:public_id>/undo/", correcting.undo, name="correction_undo"),
    path("credits/<str:public_id>/dismiss/", page_credits.dismiss, name="credit_dismiss"),
    path("credits/<str:public_id>/restore/", page_credits.restore, name="credit_restore"),
    path("documents/<str:public_id>/editions/", editions.show, name="editions"),
    path("documents/<str:public_id>/text/", text_diff.show, name="text_diff"),
    path("documents/<str:public_id>/warc/", archive_files.of_document, name="document_warc"),
    path("claims/<str:public_id>/warc/", archive_files.of_claim, name="claim_warc"),
    path("claims/", claim_list.show, name="claims"),
    path("claims/<str:public_id>/edit/", changing.edit, name="claim_edit"),
    path("tokens/", tokens.show, name="tokens"),
    path("tokens/create/", tokens.create, name="token_create"),
    path("tokens/<str:pk>/revoke/", tokens.revoke, name="token_revoke"),
    path("webhooks/", webhooks.index, name="webhooks"),
    path("webhooks/create/", webhooks.create, name="webhook_create"),
    path("webhooks/<str:public_id>/", webhooks.show, name="webhook"),
    path("webhooks/<str:public_id>/edit/", webhooks.edit, name="webhook_edit"),
    path("webhooks/<str:public_id>/key/", webhooks.rotate, name="webhook_key"),
    path("webhooks/<str:public_id>/switch/", webhooks.switch, name="webhook_switch"),
    path("webhooks/<str:public_id>/test/", webhooks.test, name="webhook_test"),
    path("webhooks/<str:public_id>/remove/", webhooks.remove, name="webhook_remove"),
    path("messages/<str:public_id>/replay/", webhooks.replay, name="webhook_replay"),
    path("theme/", preferences.choose, name="theme"),
    path("c/<str:public_id>", public.show, name="public_claim"),
    path("c/<str:public_id>/card", public.card, name="public_card"),
    path("keys/", preferences.keys, name="keys"),
    path("health/", health.show, name="health"),
    path("", include("claims.web.editor_urls")),
]
