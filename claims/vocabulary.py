"""Every closed list of words, once. Plain enumerations: usable without Django.

The words are those of the field; where a list has a published source it is named on the class.
A missing value is ``None`` everywhere: there is no member that means "unknown".
"""

from __future__ import annotations

from enum import StrEnum, nonmember
from typing import Self


class Word(StrEnum):
    """A member of a closed list: its value is stored, its label is shown."""

    label: str
    do_not_call_in_templates = nonmember(True)
    """Templates call what can be called: a list of its members would be empty."""

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """``(stored value, label)`` pairs, in order of declaration."""
        return [(member.value, member.label) for member in cls]

    @classmethod
    def stored(cls) -> list[str]:
        """The stored values, in order of declaration."""
        return [member.value for member in cls]


class Role(Word):
    """What a signed-in person may do; see ``claims/access.py`` for the table."""

    FACT_CHECKER = "fact_checker", "Fact-checker"
    EDITOR = "editor", "Editor"
    CONSUMER = "consumer", "API consumer"


class Scope(Word):
    """What a token may do."""

    READ = "read", "Read vetted claims"
    LOG = "log", "Log claims"
    REVIEW = "review", "Review claims"
    ADMIN = "admin", "Administer"


class SourceKind(Word):
    """What a Source is."""

    PERSON = "person", "Person"
    ORGANISATION = "organisation", "Organisation"
    GOVERNMENT = "government", "Government body"
    OUTLET = "outlet", "Outlet"
    DOCUMENT = "document", "Document"
    DATASET = "dataset", "Dataset"
    ACCOUNT = "account", "Account"
    UNNAMED_PERSON = "unnamed_person", "Unnamed person"
    UNNAMED_GROUP = "unnamed_group", "Unnamed group"


UNNAMED_KINDS = frozenset({SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_GROUP})


class SourcingType(Word):
    """How a passage says where its statement comes from."""

    ON_RECORD_PERSON = "on_record_person", "Named person"
    ORGANISATION = "organisation", "Organisation"
    GOVERNMENT = "government", "Government body"
    DOCUMENT = "document", "Document"
    DATASET = "dataset", "Dataset"
    SOCIAL_POST = "social_post", "Social post"
    UNNAMED_PERSON = "unnamed_person", "Unnamed person"
    UNNAMED_GROUP = "unnamed_group", "Unnamed group"
    OWN_OBSERVATION = "own_observation", "Own observation"
    UNATTRIBUTED = "unattributed", "Unattributed"


UNNAMED_SOURCING = frozenset({SourcingType.UNNAMED_PERSON, SourcingType.UNNAMED_GROUP})


class Voice(Word):
    """In whose words a statement stands on the page."""

    DIRECT_QUOTE = "direct_quote", "Direct quote"
    PARTIAL_QUOTE = "partial_quote", "Partial quote"
    PARAPHRASE = "paraphrase", "Paraphrase"
    OWN_VOICE = "own_voice", "The page's own voice"


class Part(Word):
    """The part of the page that a passage stands in."""

    HEADLINE = "headline", "Headline"
    LEAD = "lead", "Lead"
    BODY = "body", "Body"
    QUOTE = "quote", "Quotation"
    CAPTION = "caption", "Caption"


class Precision(Word):
    """How exactly a date is known."""

    DAY = "day", "Day"
    MONTH = "month", "Month"
    YEAR = "year", "Year"


class CaptureMethod(Word):
    """How a document came in."""

    URL = "url", "Fetched from its address"
    PASTE = "paste", "Pasted text"
    UPLOAD = "upload", "Uploaded file"


class Stance(Word):
    """What a piece of evidence does to its claim."""

    SUPPORTS = "supports", "Supports"
    SUPPORTS_NARROWER = "supports_narrower", "Supports a narrower claim"
    CONTRADICTS = "contradicts", "Contradicts"
    MENTIONS = "mentions", "Only mentions"
    WITHDRAWS = "withdraws", "Withdraws"


class Directness(Word):
    """How near a piece of evidence is to the fact."""

    RECORD = "record", "Is the record of the fact"
    DOCUMENT = "document", "A document about it"
    FIRST_HAND = "first_hand", "First hand"
    SECOND_HAND = "second_hand", "Second hand"
    RELAY = "relay", "Only relays somebody else"


class HowTheyKnow(Word):
    """How an unnamed source came to know. "Not stated" is ``None``."""

    WITNESS = "witness", "Was there"
    SAW_DOCUMENT = "saw_document", "Saw a document"
    TOLD = "told", "Was told by someone"


class InformationOrOpinion(Word):
    INFORMATION = "information", "Information"
    OPINION = "opinion", "Opinion"


class AnonymityTerms(Word):
    """The terms on which an unnamed source spoke. "Not stated" is ``None``."""

    BACKGROUND = "background", "Background"
    DEEP_BACKGROUND = "deep_background", "Deep background"
    OFF_THE_RECORD = "off_the_record", "Off the record"


class SourceLetter(Word):
    """Reliability of a source (NATO AJP-2.1 / STANAG 2511; MISP admiralty-scale, CC0)."""

    A = "A", "Completely reliable"
    B = "B", "Usually reliable"
    C = "C", "Fairly reliable"
    D = "D", "Not usually reliable"
    E = "E", "Unreliable"
    F = "F", "Cannot be judged"


INFORMATION_NUMBERS: dict[int, str] = {
    1: "Confirmed by independent sources",
    2: "Probably true",
    3: "Possibly true",
    4: "Doubtful",
    5: "Improbable",
    6: "Cannot be judged",
}
"""Grades of a piece of information, same standard as :class:`SourceLetter`."""


class Status(Word):
    """Corroboration status, computed by the rules R1–R11."""

    UNVERIFIED = "unverified", "Unverified"
    SINGLE_SOURCE = "single_source", "Single source"
    WEAKLY_SOURCED = "weakly_sourced", "Weakly sourced"
    PARTIALLY_CORROBORATED = "partially_corroborated", "Partially corroborated"
    CORROBORATED = "corroborated", "Corroborated"
    DISPUTED = "disputed", "Disputed"
    REFUTED = "refuted", "Refuted"
    RETRACTED = "retracted", "Retracted"
    OUTDATED = "outdated", "Outdated"


class Outcome(Word):
    """How a claim came out, for the record of whoever made it. A claim without one is not resolved."""

    NOT_FALSE = "not_false", "Not false"
    FALSE = "false", "False"


class OutcomeBasis(Word):
    """What says how a claim came out; the first that speaks decides."""

    VERDICT = "verdict", "Verdict"
    EFFECTIVE = "effective", "Status set by an editor"
    COMPUTED = "computed", "Computed status"


class RatingLine(Word):
    """What becomes of one line of a file of outside ratings."""

    NEW = "new", "To be recorded"
    KNOWN = "known", "Recorded already"
    UNMATCHED = "unmatched", "No outlet for it"
    OTHERWISE = "otherwise", "At odds with another"
    WRONG = "wrong", "Cannot be read"


class EdgeKind(Word):
    """Why two pieces of evidence may share one origin."""

    CITATION = "citation", "Cites or links it"
    AGENCY = "agency", "Same agency or press release"
    PUBLISHER = "publisher", "Same publisher or owner"
    TEXT_REUSE = "text_reuse", "Same text"
    UNNAMED_SOURCE = "unnamed_source", "Same unnamed source"
    AUTHOR_OR_DATASET = "author_or_dataset", "Same author or dataset"
    CIRCULAR = "circular", "Leads back to ourselves or to itself"


class CreditKind(Word):
    """By what a page says where it has its story from, as the machine finds it."""

    AGENCY = "agency", "Agency credit line"
    LINK = "link", "Link in the text"
    REPORT = "report", "Credits another's report"
    MENTION = "mention", "Tells what another reports"


class Certainty(Word):
    CERTAIN = "certain", "Certain"
    SUSPECTED = "suspected", "Suspected"


class EdgeDecision(Word):
    """What an editor said of an edge."""

    CONFIRMED = "confirmed", "Confirmed"
    CLEARED = "cleared", "Cleared"


class ClaimState(Word):
    """Where a claim stands in its review."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    IN_REVIEW = "in_review", "In review"
    RETURNED = "returned", "Returned"
    VETTED = "vetted", "Vetted"
    WITHDRAWN = "withdrawn", "Withdrawn"
    SUPERSEDED = "superseded", "Superseded"


CLOSED_STATES = frozenset({ClaimState.WITHDRAWN, ClaimState.SUPERSEDED})
"""States from which a claim does not come back: nothing is added to it, graded or checked any more."""


class ReviewAction(Word):
    """One step of the workflow."""

    SUBMIT = "submit", "Submit"
    TAKE_BACK = "take_back", "Take back"
    START = "start", "Start review"
    RETURN = "return", "Return with a note"
    APPROVE = "approve", "Approve"
    REOPEN = "reopen", "Re-open"
    WITHDRAW = "withdraw", "Withdraw"
    SUPERSEDE = "supersede", "Supersede"


class ReleaseKind(Word):
    PUBLISHED = "published", "Published"
    UPDATED = "updated", "Updated"
    UNDER_RECHECK = "under_recheck", "Under recheck"
    WITHDRAWN = "withdrawn", "Withdrawn"


class RightsScope(Word):
    SITE = "site", "Whole site"
    PAGE = "page", "Page"
    ARTICLE = "article", "Article"
    IMAGE = "image", "Image"
    EMBEDDED = "embedded", "Embedded"
    COMMENTS = "comments", "Comments"
    FEED = "feed", "Feed"


class RuleKind(Word):
    PERMIT = "permit", "Permits"
    PROHIBIT = "prohibit", "Prohibits"
    DUTY = "duty", "Requires"


class RightsAction(Word):
    """What a rights rule is about; the last five are duties."""

    LINK = "link", "Link"
    EXCERPT = "excerpt", "Excerpt"
    SUMMARISE = "summarise", "Summarise"
    DISPLAY_FULL = "display_full", "Show in full"
    REPRODUCE = "reproduce", "Reproduce"
    DISTRIBUTE = "distribute", "Distribute"
    TRANSLATE = "translate", "Translate"
    ARCHIVE = "archive", "Archive"
    COMMERCIAL_USE = "commercial_use", "Commercial use"
    TDM = "tdm", "Text and data mining"
    AI_TRAIN = "ai_train", "Training of models"
    CREDIT = "credit", "Credit"
    LINK_BACK = "link_back", "Link to the original"
    KEEP_NOTICE = "keep_notice", "Keep the notice"
    SAME_TERMS = "same_terms", "Same terms"
    ASK_CONSENT = "ask_consent", "Ask for consent"


DUTY_ACTIONS = frozenset(
    {
        RightsAction.CREDIT,
        RightsAction.LINK_BACK,
        RightsAction.KEEP_NOTICE,
        RightsAction.SAME_TERMS,
        RightsAction.ASK_CONSENT,
    }
)


class RightsBasis(Word):
    NOTICE = "notice", "Notice"
    LICENCE = "licence", "Licence"
    META = "meta", "Page metadata"
    ROBOTS = "robots", "Robots rules"
    CONTRACT = "contract", "Contract"


class RightsReview(Word):
    MACHINE = "machine", "Read by machine"
    CONFIRMED = "confirmed", "Confirmed"
    CORRECTED = "corrected", "Corrected"
    REJECTED = "rejected", "Rejected"


class EvidenceMethod(Word):
    """Where a rights statement was found."""

    VISIBLE_TEXT = "visible_text", "Visible text"
    META = "meta", "Meta element"
    JSON_LD = "json_ld", "JSON-LD"
    LINK = "link", "Link element"
    HEADER = "header", "HTTP header"
    ROBOTS = "robots", "robots.txt"
    WELL_KNOWN = "well_known", "Well-known file"
    RSL = "rsl", "RSL"
    PERSON = "person", "A person"


class Profile(Word):
    """Which statutory exception the operator works under."""

    EU_QUOTATION = "eu-quotation", "EU quotation"
    UK_QUOTATION = "uk-quotation", "UK quotation"
    US_FAIR_USE = "us-fair-use", "US fair use"
    STRICT = "strict", "Strict: paraphrase and link"


class Channel(Word):
    """The way by which an excerpt leaves."""

    API = "api", "API"
    PAGE = "page", "Public page"
    FEED = "feed", "Feed"
    EXPORT = "export", "Export"
    WEBHOOK = "webhook", "Webhook"


class WarningKind(Word):
    """What a careful reader would stumble over on a page."""

    HEADLINE_NOT_BORNE_OUT = "headline_not_borne_out", "Headline not borne out by the body"
    WORDING_DRIFT = "wording_drift", "Wording drifts between quotation and paraphrase"
    SINGLE_UNNAMED_ORIGIN = "single_unnamed_origin", "Everything rests on one unnamed source"
    ATTRIBUTION_LAUNDERING = "attribution_laundering", "A statement is upgraded above its source"
    PLURAL_FOR_ONE = "plural_for_one", "Plural words for one source"
    PICTURE_OLDER_THAN_STORY = "picture_older_than_story", "Picture older than the story"
    UNDATED = "undated", "A weekday without a date"
    TENSION = "tension", "Two statements of one origin in tension"
    NUMBER_MISMATCH = "number_mismatch", "Numbers do not agree"


class CorrectionKind(Word):
    """What a person said of the machine's reading of a statement."""

    SOURCING = "sourcing", "Reads it otherwise"
    NO_STATEMENT = "no_statement", "No statement of the article"
    WITHDRAWN = "withdrawn", "Withdrawn: the machine's reading holds"


class CheckOutcome(Word):
    """What one visit found."""

    ALIVE = "alive", "Alive"
    MOVED_PERMANENTLY = "moved_permanently", "Moved for good"
    MOVED_TEMPORARILY = "moved_temporarily", "Moved for now"
    GONE = "gone", "Gone"
    SOFT_404 = "soft_404", "Answers, but the page is gone"
    BLOCKED = "blocked", "Blocks us"
    PAYWALLED = "paywalled", "Behind a paywall"
    ERROR = "error", "Error"
    UNSAFE = "unsafe", "Refused by the fetch guard"
    UNCLEAR = "unclear", "Answers, but not with the page: why cannot be told"


class PassageOutcome(Word):
    """What became of a passage on the visited page."""

    FOUND = "found", "Found"
    MOVED = "moved", "Elsewhere in the text"
    CHANGED = "changed", "Changed"
    MISSING = "missing", "Missing"
    UNKNOWN = "unknown", "Page not readable"


class LinkState(Word):
    """What is believed of a link after all its checks."""

    UNCHECKED = "unchecked", "Not visited yet"
    ALIVE = "alive", "Alive"
    MOVED = "moved", "Moved"
    FAILING = "failing", "Failing, being tried again"
    DEAD = "dead", "Dead"
    BLOCKED = "blocked", "Blocks us"
    UNCLEAR = "unclear", "Does not show: why cannot be told"


class FindingKind(Word):
    """What a visit means for the claims that rest on the page."""

    LINK_DEAD = "link_dead", "Page is gone"
    LINK_MOVED = "link_moved", "Page has moved"
    LINK_BACK = "link_back", "Page is back"
    PASSAGE_CHANGED = "passage_changed", "Quoted passage was edited"
    PASSAGE_MISSING = "passage_missing", "Quoted passage is missing"
    NOTICE_CHANGED = "notice_changed", "Rights notice changed"
    HEADLINE_CHANGED = "headline_changed", "Headline changed"
    BYLINE_CHANGED = "byline_changed", "Byline or date changed"
    HOST_BLOCKS = "host_blocks", "Site does not let us in"
    NOT_ARCHIVED = "not_archived", "No archived copy holds the quotation"


WEAKENING_FINDINGS = frozenset(
    {
        FindingKind.LINK_DEAD,
        FindingKind.PASSAGE_CHANGED,
        FindingKind.PASSAGE_MISSING,
        FindingKind.NOTICE_CHANGED,
    }
)
"""Findings that send a vetted claim back to the editors."""

EDITS = {FindingKind.PASSAGE_CHANGED: "edited", FindingKind.PASSAGE_MISSING: "taken out"}
"""Findings of something that readers of the page may be told of, or not, in words that follow “was”."""


class FindingState(Word):
    OPEN = "open", "Open"
    SETTLED = "settled", "Settled"
    FALSE_ALARM = "false_alarm", "False alarm"


class FaultKind(Word):
    """What can be wrong on our side so that visits are worth nothing."""

    NO_SITE_REACHED = "no_site_reached", "No site can be reached"
    RESOLVER = "resolver", "The name server answers for names that do not exist"


class ArchiveTask(Word):
    """What is asked of archives."""

    LOOK_UP = "look_up", "Look for copies"
    SAVE = "save", "Save the page"


class ArchiveState(Word):
    """What came of asking archives."""

    WAITING = "waiting", "To be asked"
    HOLDS = "holds", "A copy holds the quotation"
    NONE_HOLDS = "none_holds", "No copy holds the quotation"
    SAVED = "saved", "Saved"
    GIVEN_UP = "given_up", "Given up"


class WebhookPayload(Word):
    """How much a webhook carries."""

    THIN = "thin", "Id and address only"
    FULL = "full", "The whole release"


class WebhookKeyKind(Word):
    """How a webhook is signed."""

    HMAC = "hmac", "Shared secret (HMAC)"
    ED25519 = "ed25519", "Key pair (Ed25519)"


class MessageState(Word):
    """What became of one message of a webhook."""

    WAITING = "waiting", "Waiting"
    DELIVERED = "delivered", "Delivered"
    GIVEN_UP = "given_up", "Given up"


class ChangeKind(Word):
    """What changed, as left for the drain in ``review``."""

    CLAIM = "claim", "Claim"
    EVIDENCE = "evidence", "Evidence"
    SOURCE_GRADE = "source_grade", "Source grade"
    INFORMATION_GRADE = "information_grade", "Information grade"
    RIGHTS = "rights", "Rights"
    FINDING = "finding", "Finding"
    OUTLET = "outlet", "Outlet or owner"
    EDGE = "edge", "Edge between pieces of evidence"
    OVERRIDE = "override", "Effective status"
    SOURCE = "source", "Source"
    DOCUMENT = "document", "Facts of a page"
    SHARED_TEXT = "shared_text", "Shared text"
    DATE = "date", "A date that passed"
    RULES = "rules", "Rules"


def topic_of(words: str) -> str:
    """A topic as it is compared: tags of claims and topics of grades are typed by people."""
    return " ".join(words.split()).casefold()
