"""Addresses of REST v1."""

from __future__ import annotations

from django.urls import path

from claims.api.views import ChangeFeed, ClaimDetail, ClaimList

urlpatterns = [
    path("claims", ClaimList.as_view(), name="api_claims"),
    path("claims/<str:public_id>", ClaimDetail.as_view(), name="api_claim"),
    path("changes", ChangeFeed.as_view(), name="api_changes"),
]
