"""Addresses of REST v1."""

from __future__ import annotations

from django.urls import path

from claims.api.views import ChangeFeed, ClaimDetail, ClaimList
from claims.api.why import ClaimWhy, ClaimWhyNow

urlpatterns = [
    path("claims", ClaimList.as_view(), name="api_claims"),
    path("claims/<str:public_id>", ClaimDetail.as_view(), name="api_claim"),
    path("claims/<str:public_id>/why", ClaimWhy.as_view(), name="api_claim_why"),
    path("claims/<str:public_id>/why/now", ClaimWhyNow.as_view(), name="api_claim_why_now"),
    path("changes", ChangeFeed.as_view(), name="api_changes"),
]
