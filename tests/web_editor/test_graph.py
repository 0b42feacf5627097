"""The provenance graph: what it draws, that it fits, and that the list says the same."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from claims.models import Citation, Claim, OwnerGroup, User
from claims.recording.evidence import withdraw_evidence
from claims.recording.values import SourceEntry
from claims.vocabulary import SourceKind, Stance
from claims.web.graph_ink import BOXES, FRAMES, LINES
from claims.web.graph_layout import BOX, WIDTHS, Box, Drawing, draw, is_rtl, wrapped
from claims.web.graph_values import CLAIM, MOST_SUSPECTED, Column, Graph, Group, Hop, Join, Line, Owner, Piece, graph_of
from tests.models.build import a_source
from tests.web_editor.build import a_claim_of, more_evidence, text_of

SignIn = Callable[[User], Client]
SVG = "{http://www.w3.org/2000/svg}"


def a_piece(number: int, *, origin: int | None = 1, hops: tuple[str, ...] = (), outlet: str | None = None) -> Piece:
    return Piece(
        key=f"e{number}",
        number=number,
        stance=Stance.SUPPORTS,
        words=f"“Words {number}”",
        origin=origin,
        withdrawn=False,
        hops=tuple(Hop(name, name, name.startswith("u"), None) for name in hops),
        document=f"d{number}",
        document_label=f"Page {number}",
        document_href=None,
        outlet=outlet,
        outlet_label=outlet or "",
    )


def a_group(number: int, *items: str) -> Group:
    return Group(number=number, items=items, kind="weak", says=f"Origin {number}")


# --- what is drawn ---


def test_a_relay_leads_from_whoever_is_relayed_to_whoever_passes_it_on() -> None:
    graph = graph_of("C", [a_piece(1, hops=("u-source", "officials"), outlet="o")], [], [])
    assert [(node.key, node.column.name, node.kind) for node in graph.nodes] == [
        (CLAIM, "CLAIM", "claim"),
        ("e1", "EVIDENCE", "supports"),
        ("u-source", "SOURCE", "unnamed"),
        ("officials", "SOURCE", "named"),
        ("d1", "DOCUMENT", "document"),
        ("o", "OUTLET", "outlet"),
    ]
    assert [(line.start, line.end, line.kind) for line in graph.lines] == [
        ("e1", CLAIM, "supports"),
        ("u-source", "e1", "says"),
        ("officials", "u-source", "relay"),
        ("d1", "e1", "stands"),
        ("o", "d1", "published"),
    ]


def test_a_source_of_several_passages_is_one_box() -> None:
    graph = graph_of("C", [a_piece(1, hops=("ida",)), a_piece(2, hops=("ida",))], [], [])
    assert [node.key for node in graph.nodes if node.column is Column.SOURCE] == ["ida"]
    assert [(line.start, line.end) for line in graph.lines if line.kind == "says"] == [("ida", "e1"), ("ida", "e2")]


def test_certain_joins_are_drawn_as_far_as_they_hold_an_origin_together() -> None:
    pieces = [a_piece(number) for number in range(1, 5)]
    joins = [Join(f"e{a}", f"e{b}", False, "same outlet") for a in range(1, 5) for b in range(a + 1, 5)]
    graph = graph_of("C", pieces, [], joins)
    drawn = [(line.start, line.end) for line in graph.lines if line.kind == "joined"]
    assert (len(drawn), graph.more_joins) == (3, 3)
    many = [Join("e1", f"e{number % 4 + 1}", True, str(number)) for number in range(MOST_SUSPECTED + 5)]
    assert graph_of("C", pieces, [], many).more_joins == 5


def test_only_citations_between_pages_of_the_graph_are_drawn() -> None:
    cites = [Line("d1", "d2", "cites", "is credited by"), Line("elsewhere", "d2", "cites", "is credited by")]
    graph = graph_of("C", [a_piece(1), a_piece(2)], [], [], cites)
    assert [(line.start, line.end) for line in graph.lines if line.kind == "cites"] == [("d1", "d2")]


def test_the_last_owner_stands_behind_the_nearest_one_once() -> None:
    north, south, top = (Owner(name, name.title(), None) for name in ("north", "south", "top"))
    owned = enumerate([(north, top), (south, top), (top,)], start=1)
    graph = graph_of("C", [replace(a_piece(n, outlet=f"o{n}"), owners=owners) for n, owners in owned], [], [])
    columns = {node.key: node.column for node in graph.nodes if node.kind == "owner"}
    assert columns == {"north": Column.OWNER, "south": Column.OWNER, "top": Column.LAST_OWNER}
    assert [(line.start, line.end, line.says) for line in graph.lines if line.kind == "owns"] == [
        ("north", "o1", "owns it"),
        ("top", "north", "owns North"),
        ("south", "o2", "owns it"),
        ("top", "south", "owns South"),
        ("top", "o3", "owns it"),
    ]
    middles = {box.node.key: box.middle for box in draw(graph).boxes}
    assert middles["north"] < middles["top"] < middles["south"] + BOX


# --- where it stands ---


def graphs() -> st.SearchStrategy[Graph]:
    names = st.sampled_from(["ida", "per", "u-one", "u-two", "officials"])
    hops = st.lists(names, max_size=3, unique=True).map(tuple)
    piece = st.tuples(st.integers(1, 4) | st.none(), hops, st.sampled_from([None, "o1", "o2"]))

    def build(rows: list[tuple[int | None, tuple[str, ...], str | None]]) -> Graph:
        pieces = [a_piece(n, origin=o, hops=h, outlet=out) for n, (o, h, out) in enumerate(rows, start=1)]
        origins = sorted({piece.origin for piece in pieces if piece.origin})
        groups = [a_group(o, *(piece.key for piece in pieces if piece.origin == o)) for o in origins]
        return graph_of("A claim of some words that need several lines to be read", pieces, groups, [])

    return st.lists(piece, max_size=25).map(build)


def apart(boxes: list[Box]) -> bool:
    ordered = sorted(boxes, key=lambda box: box.y)
    return all(upper.y + upper.height <= lower.y for upper, lower in pairwise(ordered))


@given(graphs())
def test_boxes_never_touch_and_all_is_inside_the_picture(graph: Graph) -> None:
    drawing = draw(graph)
    for column in Column:
        assert apart([box for box in drawing.boxes if box.node.column is column])
    for box in drawing.boxes:
        assert box.x >= 0
        assert box.y >= 30
        assert box.x + box.width <= drawing.width
        assert box.y + box.height <= drawing.height
    assert len(drawing.boxes) == len(graph.nodes)
    assert len(drawing.paths) == len(graph.lines)


@given(graphs())
def test_an_origin_frames_its_evidence_and_no_other(graph: Graph) -> None:
    drawing = draw(graph)
    evidence = [box for box in drawing.boxes if box.node.column is Column.EVIDENCE]
    for frame in drawing.frames:
        inside = {box.node.key for box in evidence if frame.y <= box.middle <= frame.y + frame.height}
        assert inside == set(frame.group.items)


@given(graphs())
def test_the_same_graph_is_drawn_the_same(graph: Graph) -> None:
    assert draw(graph) == draw(graph)


def test_a_document_stands_beside_its_evidence() -> None:
    drawing: Drawing = draw(graph_of("C", [a_piece(number) for number in range(1, 9)], [], []))
    middles = {box.node.key: box.middle for box in drawing.boxes}
    assert all(middles[f"d{number}"] == middles[f"e{number}"] for number in range(1, 9))


def test_three_hundred_boxes_are_drawn() -> None:
    pieces = [a_piece(n, origin=n % 7 + 1, hops=(f"s{n}",), outlet=f"o{n % 20}") for n in range(1, 100)]
    drawing = draw(graph_of("C", pieces, [], []))
    assert len(drawing.boxes) == 1 + 3 * 99 + 20
    assert drawing.height <= 99 * (BOX + 20)


# --- words ---


@given(st.text(max_size=300), st.integers(1, 7))
def test_words_fit_into_their_lines(text: str, most: int) -> None:
    lines = wrapped(text, WIDTHS[Column.EVIDENCE] - 20, most)
    assert 1 <= len(lines) <= most
    assert all(len(line) <= 40 for line in lines)


def test_what_does_not_fit_is_cut_with_an_ellipsis() -> None:
    assert wrapped("one two three", 50, 1) == ("one tw…",)
    assert wrapped("one two three", 50, 3) == ("one two", "three")
    assert wrapped("漢字漢字漢字漢字", 50, 1) == ("漢字漢…",)


@pytest.mark.parametrize(("text", "rtl"), [("“سفينة”", True), ("12 אבג", True), ("“Ferry”", False), ("123", False)])
def test_words_that_run_from_right_to_left_begin_at_the_right(text: str, rtl: bool) -> None:
    assert is_rtl(text) is rtl


def test_every_kind_has_its_ink() -> None:
    assert {stance.value for stance in Stance} <= BOXES.keys() & LINES.keys()
    assert {"joined", "suspected", "cites", "says", "relay", "stands", "published", "owns"} <= LINES.keys()
    assert {"claim", "named", "unnamed", "document", "outlet", "owner", "withdrawn"} <= BOXES.keys()
    assert {"qualifies", "weak", "withdrew", "against"} == FRAMES.keys()


# --- the page ---


def page_of(client: Client, claim: Claim) -> str:
    answer = client.get(f"/claims/{claim.public_id}/graph/")
    assert answer.status_code == 200
    return answer.content.decode()


def drawn(page: str) -> ET.Element:
    return ET.fromstring(page[page.index('<svg xmlns="http') : page.rindex("</svg>") + 6])


@pytest.mark.django_db
def test_the_picture_and_the_list_say_who_said_it_where_and_who_owns_it(checker: User, signed_in: SignIn) -> None:
    officials = SourceEntry(kind=SourceKind.UNNAMED_GROUP, descriptor="officials of the yard")
    claim = a_claim_of(checker, relayed_for=(officials,))
    other = more_evidence(claim, checker, name="Ida <Lund>", stance=Stance.CONTRADICTS)
    first, second = (row.passage.snapshot.document for row in claim.evidence.order_by("id"))
    Citation.objects.create(document=second, cited=first)
    outlet = second.outlet
    assert outlet is not None
    holding = OwnerGroup.objects.create(name="Ebb Holding")
    between = OwnerGroup.objects.create(name="Sound", parent=holding)
    outlet.owner_group = OwnerGroup.objects.create(name="Tide Media", parent=between)
    outlet.save()
    publisher = first.outlet
    assert publisher is not None
    publisher.source.parent = a_source(name="Yard Trust", kind="organisation")
    publisher.source.save()
    withdraw_evidence(actor=checker, evidence_id=other.pk, reason="It was another ferry.")
    page = page_of(signed_in(checker), claim)
    labels = [box.get("aria-label") for box in drawn(page).iter(f"{SVG}a")]
    assert "a person familiar with the repairs, unnamed" in labels
    assert "officials of the yard, unnamed" in labels
    assert {"Ida <Lund>", "Tide Media", "Ebb Holding", "Yard Trust"} <= set(labels)
    assert "Sound" not in labels
    assert any((label or "").endswith(", withdrawn") for label in labels)
    kinds = {line.get("class", "").removeprefix("line ") for line in drawn(page).iter(f"{SVG}path")}
    assert {"supports", "withdrawn", "says", "relay", "cites", "owns"} <= kinds
    text = text_of(page.encode())
    for words in (
        "said by a person familiar with the repairs unnamed",
        "who relays officials of the yard unnamed",
        "said by Ida <Lund>",
        "owned by Tide Media , which belongs to Ebb Holding",
        "owned by Yard Trust",
        "Origin 1 does not qualify",
        "Counts nowhere",
    ):
        assert words in text


@pytest.mark.django_db
def test_every_box_leads_somewhere_on_the_site(checker: User, signed_in: SignIn) -> None:
    claim = a_claim_of(checker)
    client = signed_in(checker)
    page = page_of(client, claim)
    leads = {box.get("href") or "" for box in drawn(page).iter(f"{SVG}a")}
    assert {href for href in leads if href.startswith("#")} == {"#list", f"#{claim.evidence.get().public_id}"}
    for href in leads:
        assert f'id="{href[1:]}"' in page if href.startswith("#") else client.get(href).status_code == 200


@pytest.mark.django_db
def test_the_file_stands_alone_and_leads_nowhere(checker: User, signed_in: SignIn) -> None:
    claim = a_claim_of(checker, wording='The ferry "Marta" & <others> broke down')
    answer = signed_in(checker).get(f"/claims/{claim.public_id}/graph.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Content-Disposition"].endswith(f'-{claim.public_id}.svg"')
    picture = ET.fromstring(answer.content)
    assert not list(picture.iter(f"{SVG}a"))
    assert not list(picture.iter(f"{SVG}script"))
    titles = [title.text for title in picture.iter(f"{SVG}title")]
    assert titles[0] == 'Provenance of “The ferry "Marta" & <others> broke down”'


@pytest.mark.django_db
def test_a_claim_without_evidence_says_so(checker: User, signed_in: SignIn) -> None:
    claim = Claim.objects.create(wording="Nothing yet", logged_by=checker)
    client = signed_in(checker)
    assert "nothing to draw" in page_of(client, claim)
    assert client.get(f"/claims/{claim.public_id}/graph.svg").status_code == 200


@pytest.mark.django_db
def test_its_queries_do_not_grow_with_the_evidence(checker: User, signed_in: SignIn) -> None:
    claim, client = a_claim_of(checker), signed_in(checker)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            page_of(client, claim)
        return len(caught)

    page_of(client, claim)
    few = queries()
    officials = SourceEntry(kind=SourceKind.UNNAMED_GROUP, descriptor="officials of the yard")
    more_evidence(claim, checker, relayed_for=(officials,))
    for name in ("Ida Lund", "Per Holm", "Ann Bo"):
        more_evidence(claim, checker, name=name)
    assert queries() <= few + 1  # the relays, once there are any
