"""PROV-JSON: through the prov package and back, and against a schema of ours."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from prov.model import ProvDocument

from claims.publishing.formats.prov import provenance
from tests.formats.build import QUOTED, SITE, TOMBSTONE, evidence, release

_NAME = {"type": "string", "pattern": r"^(_|here):[A-Za-z0-9._-]+$"}
_TYPED = {
    "type": "object",
    "required": ["$", "type"],
    "properties": {"$": {"type": "string"}, "type": {"type": "string"}},
    "additionalProperties": False,
}
_VALUE = {"anyOf": [{"type": ["string", "number", "boolean"]}, _TYPED]}
_ANYTHING = {"type": "object", "additionalProperties": _VALUE}
_ENDS = {
    "wasAttributedTo": ("entity", "agent"),
    "wasAssociatedWith": ("activity", "agent"),
    "wasGeneratedBy": ("entity", "activity"),
    "used": ("activity", "entity"),
    "wasDerivedFrom": ("generatedEntity", "usedEntity"),
    "specializationOf": ("specificEntity", "generalEntity"),
    "actedOnBehalfOf": ("delegate", "responsible"),
}
_KINDS = dict.fromkeys(("generatedEntity", "usedEntity", "specificEntity", "generalEntity"), "entity")
_KINDS |= dict.fromkeys(("delegate", "responsible"), "agent")


def _relation(ends: tuple[str, str]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [f"prov:{end}" for end in ends],
        "properties": {f"prov:{end}": _NAME for end in ends},
        "additionalProperties": _VALUE,
    }


def _records(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "propertyNames": _NAME, "additionalProperties": of}


SCHEMA = {
    "type": "object",
    "required": ["prefix", "entity", "agent", "activity"],
    "properties": {
        "prefix": {"type": "object", "additionalProperties": {"type": "string", "pattern": "^https?://"}},
        **{
            kind: _records({"type": "object", "additionalProperties": _VALUE})
            for kind in ("entity", "agent", "activity")
        },
        **{kind: _records(_relation(ends)) for kind, ends in _ENDS.items()},
    },
    "additionalProperties": False,
}
RELAYED = {"id": None, "kind": "unnamed_group", "name": None, "descriptor": "officials of the board"}
CHAIN = [{"relayed_by": evidence()["sourcing"]["source"], "relayed_for": RELAYED}]
CASES: list[dict[str, Any]] = [
    {},
    {"version": 1, "claimant": None},
    {"claim": None, "evidence": [evidence(withheld=True)]},
    {"evidence": []},
    {"evidence": [evidence(), evidence(id="e2"), evidence(id="e3", sourcing=None, link_health=None)]},
    {"evidence": [evidence(sourcing={**evidence()["sourcing"], "chain": CHAIN})]},
    {"review": {**release()["review"], "approved_by": None, "approved_at": None, "four_eyes": None}},
]


def made(**facts: Any) -> dict[str, Any]:
    found = provenance(release(**facts), SITE)
    assert found is not None
    return found


@pytest.mark.parametrize("facts", CASES)
def test_it_goes_through_the_prov_package_and_back_unchanged(facts: dict[str, Any]) -> None:
    text = json.dumps(made(**facts))
    first = ProvDocument.deserialize(content=text, format="json")
    written = io.StringIO()
    first.serialize(written, format="json")
    again = ProvDocument.deserialize(content=written.getvalue(), format="json")
    assert first == again
    count = sum(len(records) for kind, records in made(**facts).items() if kind != "prefix")
    assert len(list(first.get_records())) == count


@pytest.mark.parametrize("facts", CASES)
def test_it_fits_the_schema_and_both_ends_of_every_relation_are_declared(facts: dict[str, Any]) -> None:
    found = made(**facts)
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(found)] == []
    for kind, ends in _ENDS.items():
        for relation in found.get(kind, {}).values():
            for end in ends:
                assert relation[f"prov:{end}"] in found[_KINDS.get(end, end)], (kind, end)


def test_every_record_has_an_identifier_of_its_own() -> None:
    found = made(evidence=[evidence(), evidence(id="e2")])
    names = [name for kind, records in found.items() if kind != "prefix" for name in records]
    assert len(names) == len(set(names))
    assert "wasEndedBy" not in found


def test_a_later_version_is_a_revision_of_the_one_before() -> None:
    derived = made()["wasDerivedFrom"].values()
    assert [row["prov:usedEntity"] for row in derived if "prov:type" in row] == ["here:version-1"]


def test_an_unnamed_source_is_known_by_its_place_in_this_document_alone() -> None:
    found = made(evidence=[evidence(sourcing={**evidence()["sourcing"], "chain": CHAIN})])
    names = [name for name, facts in found["agent"].items() if facts.get("prov:label") == RELAYED["descriptor"]]
    assert names == ["here:relayed-evidence00000001-1"]


def test_withheld_words_are_not_in_it_and_a_withdrawn_claim_has_none() -> None:
    assert QUOTED not in json.dumps(made(evidence=[evidence(withheld=True)]))
    assert QUOTED in json.dumps(made())
    assert provenance(TOMBSTONE, SITE) is None
