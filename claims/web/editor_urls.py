"""Addresses of the editor's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from claims.web import (
    claim,
    evidence,
    findings,
    grades,
    history,
    hosts,
    links,
    queue,
    rechecking,
    rights_pages,
    sources,
)

urlpatterns: list[URLPattern] = [
    path("queue/", queue.show, name="queue"),
    path("claims/<str:public_id>/", claim.show, name="claim"),
    path("claims/<str:public_id>/step/", claim.step, name="step"),
    path("claims/<str:public_id>/status/", claim.set_status, name="status_set"),
    path("claims/<str:public_id>/status/end/", claim.end_status, name="status_end"),
    path("claims/<str:public_id>/grade/", grades.grade, name="grade_information"),
    path("claims/<str:public_id>/history/", history.show, name="history"),
    path("claims/<str:public_id>/evidence/add/", evidence.add, name="evidence_add"),
    path("evidence/<str:public_id>/anonymity/", evidence.anonymity, name="anonymity"),
    path("evidence/<str:public_id>/sourcing/", evidence.sourcing, name="sourcing"),
    path("evidence/<str:public_id>/withdraw/", evidence.withdraw, name="evidence_withdraw"),
    path("evidence/<str:public_id>/restore/", evidence.restore, name="evidence_restore"),
    path("evidence/<str:public_id>/opened/", evidence.opened, name="evidence_opened"),
    path("sources/", sources.index, name="sources"),
    path("sources/<str:public_id>/", sources.show, name="source"),
    path("sources/<str:public_id>/grade/", sources.grade, name="source_grade"),
    path("rights/<int:pk>/", rights_pages.show, name="rights"),
    path("rights/<int:pk>/confirm/", rights_pages.confirm, name="rights_confirm"),
    path("rights/<int:pk>/correct/", rights_pages.correct, name="rights_correct"),
    path("findings/", findings.index, name="findings"),
    path("findings/<str:public_id>/", findings.show, name="finding"),
    path("findings/<str:public_id>/settle/", findings.settle, name="finding_settle"),
    path("claims/<str:public_id>/recheck/", rechecking.of_claim, name="claim_recheck"),
    path("links/", links.index, name="links"),
    path("links/recheck/", rechecking.many, name="links_recheck"),
    path("links/asked/<int:pk>/", rechecking.show, name="recheck_progress"),
    path("links/<str:public_id>/", links.show, name="link"),
    path("links/<str:public_id>/recheck/", links.recheck, name="link_recheck"),
    path("links/<str:public_id>/progress/", links.progress, name="link_progress"),
    path("hosts/<str:name>/", hosts.show, name="host"),
    path("hosts/<str:name>/delay/", hosts.delay, name="host_delay"),
    path("hosts/<str:name>/mark/", hosts.mark, name="host_mark"),
    path("hosts/<str:name>/recheck/", hosts.recheck, name="host_recheck"),
    path("graders/<str:username>/", grades.grader, name="grader"),
]
