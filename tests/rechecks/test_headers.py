"""What the headers of an answer say of rights reaches the records, from the first visit on."""

from __future__ import annotations

import pytest

from claims.capture.installation import installation_limits
from claims.capture.intake import from_url
from claims.models import RightsRule
from claims.rechecks import findings
from claims.recording.documents import take_in
from claims.vocabulary import FindingKind
from tests.models.build import a_user
from tests.rechecks.site import Reply, Site, article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("header", "value"),
    [("TDM-Reservation", "1"), ("Content-Usage", "train-ai=n"), ("X-Robots-Tag", "noai")],
)
def test_a_reservation_in_a_header_is_recorded_as_a_rule(site: Site, header: str, value: str) -> None:
    site.pages["/ferry"] = Reply(article(), headers={header: value})
    snapshot = take_in(captured=from_url(site.url("/ferry"), limits=installation_limits()), actor=a_user())
    rules = RightsRule.objects.filter(statement__document=snapshot.document, kind="prohibit")
    assert set(rules.values_list("action", flat=True)) & {"tdm", "ai_train"}


def test_a_page_without_such_a_header_reserves_nothing(site: Site) -> None:
    snapshot = take_in(captured=from_url(site.url("/ferry"), limits=installation_limits()), actor=a_user())
    rules = RightsRule.objects.filter(statement__document=snapshot.document)
    assert not set(rules.values_list("action", flat=True)) & {"tdm", "ai_train"}


def test_a_notice_that_could_not_be_searched_for_is_no_changed_notice(site: Site) -> None:
    aspect = next(one for one in findings._ASPECTS if one.kind is FindingKind.NOTICE_CHANGED)
    found, unread = {"notices": ["© 2026 Courier"], "notices_unread": False}, {"notices": [], "notices_unread": True}
    assert not aspect.differs(found, unread)
    assert not aspect.differs(unread, found)
    assert aspect.differs(found, {"notices": [], "notices_unread": False})
