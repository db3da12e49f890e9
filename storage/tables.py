"""Every table in one picture.

Ids are 63-bit numbers made by us (they grow with time), so that rows can refer to each other before
anything is written. Moments are milliseconds since 1970 UTC. Each column says what it holds; the same
words stand in docs/tables.md, which a test compares.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.types import Instant, Packed, Tags

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


def _id(name: str = "id", comment: str = "Its id.") -> Column[Any]:
    return Column(name, BigInteger, primary_key=True, autoincrement=False, comment=comment)


def _ref(name: str, comment: str, *, null: bool = False) -> Column[Any]:
    return Column(name, BigInteger, nullable=null, comment=comment)


def _text(
    name: str, comment: str, *, key: bool = False, null: bool = False, default: str = ""
) -> Column[Any]:
    fallback = None if key or null else default
    return Column(name, Text, primary_key=key, nullable=null, default=fallback, comment=comment)


def _when(name: str, comment: str, *, null: bool = False) -> Column[Any]:
    return Column(name, Instant, nullable=null, comment=comment)


def _flag(name: str, comment: str, *, default: bool = False) -> Column[Any]:
    return Column(name, Boolean, nullable=False, default=default, comment=comment)


def _count(name: str, comment: str, *, null: bool = False, default: int = 0) -> Column[Any]:
    return Column(name, Integer, nullable=null, default=None if null else default, comment=comment)


def _tags(name: str, comment: str) -> Column[Any]:
    return Column(name, Tags, nullable=False, default=(), comment=comment)


# ── the way of a message ────────────────────────────────────────────────────────────────────────────

_POISONED = text("state = 'poisoned'")

inbox = Table(
    "inbox",
    metadata,
    _text("channel", "The messenger's name.", key=True),
    _text("update_id", "The messenger's id of the update; a repeated one is not worked on again.", key=True),
    _text("chat", "The chat's key, channel:chat."),
    _when("at", "When it was received."),
    _text("state", "done, or poisoned when it could not be worked on."),
    Column("payload", Packed, nullable=True, comment="What was said; emptied after the retention time."),
    _text("error", "The traceback of a poisoned update."),
    Index(None, "chat", "at"),
    Index(None, "at"),
    Index("ix_inbox_poisoned", "at", sqlite_where=_POISONED, postgresql_where=_POISONED),
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    _text("chat", "The chat's key it goes to."),
    _when("at", "When it was written."),
    _when("not_before", "Not to be sent earlier (quiet hours, retries)."),
    _text("state", "waiting, sent, failed, dropped, or held since a restore."),
    _count("attempts", "How often sending was tried."),
    Column("payload", Packed, nullable=False, comment="The message."),
    _text("ref", "The messenger's id of the sent message."),
    _text("error", "Why the last try failed."),
    _when("sent_at", "When the messenger took it.", null=True),
    Index("ix_outbox_state_not_before", "state", "not_before"),
    Index("ix_outbox_chat_id", "chat", "id"),
)

chat = Table(
    "chat",
    metadata,
    _text("chat", "The chat's key, channel:chat.", key=True),
    _ref("person_id", "The resident behind it; empty until consent.", null=True),
    _ref("staff_id", "The member of staff who linked it.", null=True),
    _text("language", "The language spoken here."),
    Column("session", LargeBinary, nullable=False, comment="Where the conversation stands, as JSON."),
    _ref("response_id", "The survey being answered here.", null=True),
    _when("seen_at", "When something was last said here."),
    _flag("unreachable", "The person has blocked us."),
    Index(None, "person_id"),
    Index(None, "staff_id"),
)

timer = Table(
    "timer",
    metadata,
    _text("kind", "What is due: a deadline, a digest, a reminder.", key=True),
    _text("key", "Whose; unique within the kind, so it fires once.", key=True),
    _when("due", "When."),
    Index(None, "due"),
)

incident = Table(
    "incident",
    metadata,
    _text("kind", "What is wrong: outbox, disk, messenger …", key=True),
    _text("subject", "With whom: a messenger or machine, or empty.", key=True),
    _when("since", "When it was first seen."),
    _when("seen_at", "When a process last saw it."),
)

file = Table(
    "file",
    metadata,
    _text("key", "Named by what is in it, as in the media folder.", key=True),
    Column("content", LargeBinary, nullable=False, comment="The bytes; on SQLite they lie in the folder."),
    _when("kept_at", "When it was last kept."),
    Index(None, "kept_at"),
)

learnt_model = Table(
    "learnt_model",
    metadata,
    _id("number", "Its number, counted from 1."),
    _when("trained_at", "When it was trained."),
    _when("activated_at", "When it was last taken into use; the latest is in use.", null=True),
    _text("about", "From how many needs and how good, as JSON; nothing of what anybody said."),
    Column("content", LargeBinary, nullable=False, comment="The model, as one file's bytes."),
)

counter = Table(
    "counter",
    metadata,
    _text("name", "What is counted (need numbers).", key=True),
    _ref("value", "The last number given."),
)

# ── people and places ───────────────────────────────────────────────────────────────────────────────

place = Table(
    "place",
    metadata,
    _text("code", "Its code, never changed; the one on the posters.", key=True),
    _text("level", "city, district, street, community or grid."),
    _text("parent", "The code of the place it lies in.", null=True),
    _text("zh", "Name in Chinese."),
    _text("en", "Name in English."),
    _tags("aliases", "Other names people use: estates, old names."),
    Column("latitude", Float, comment="WGS-84 degrees."),
    Column("longitude", Float, comment="WGS-84 degrees."),
    _text("phone", "The committee's telephone."),
)

person = Table(
    "person",
    metadata,
    _id(),
    _text("language", "zh_CN or en."),
    _when("created_at", "When they first came."),
    _text("community", "Code of their community.", null=True),
    _text("grid", "Code of their grid.", null=True),
    _text("name", "How they wish to be called. Personal."),
    _text("phone", "Telephone. Personal."),
    _text("address", "Building and flat. Personal."),
    _when("consent_at", "When they agreed.", null=True),
    _when("sensitive_consent_at", "When they agreed to sensitive matters.", null=True),
    _text("quiet_from", "Local time from which unasked messages wait, HH:MM.", default="22:00"),
    _text("quiet_to", "Local time until which they wait, HH:MM.", default="08:00"),
    _flag("stopped", "No unasked messages at all."),
    _when("forgotten_at", "When everything personal was deleted.", null=True),
)

staff = Table(
    "staff",
    metadata,
    _id(),
    _text("login", "The name they sign in with."),
    _text("name", "Their name."),
    _text("role", "social_worker, organization, committee or operator."),
    _tags("communities", "Codes of the communities they serve; empty means all."),
    _ref("organization_id", "The organization they work for.", null=True),
    _text("language", "zh_CN or en.", default="zh_CN"),
    _text("phone", "Their telephone at work."),
    _text("password", "Argon2 hash; empty means nobody can sign in with a password."),
    _flag("on_duty", "Alerted when life or limb is in danger."),
    _flag("active", "Whether they may sign in.", default=True),
    UniqueConstraint("login"),
)

link_code = Table(
    "link_code",
    metadata,
    _text("code", "The one-time code shown at the desk.", key=True),
    _ref("staff_id", "Whose messenger account it links."),
    _when("expires_at", "Until when it holds."),
)

audit = Table(
    "audit",
    metadata,
    _id(),
    _when("at", "When."),
    _text("actor", "Who: staff:<id>, resident or system."),
    _text("action", "What was done: looked at a telephone, exported, changed."),
    _text("subject", "To what: need:<id>, person:<id>."),
    _text("detail", "Which fields or values, as JSON.", default="{}"),
    Index(None, "subject"),
    Index(None, "at"),
)

_ENDED_WITH_WORDS = text("state IN ('closed', 'withdrawn', 'resolved') AND text <> ''")
"""Needs whose personal words the nightly pruning may empty one day: only these are in its index."""

GIVEN_UP = text("state = 'withdrawn' AND accepted_at IS NOT NULL")
"""Needs that were withdrawn after somebody had accepted them."""

TURNING = text("kind IN ('unmet', 'withdrawn', 'reopened')")
"""The lines of stories that a need's own fields do not tell; a week's digest reads only these."""

# ── needs ───────────────────────────────────────────────────────────────────────────────────────────

need = Table(
    "need",
    metadata,
    _id(),
    _text("number", "The short number people say."),
    _ref("person_id", "Who asked."),
    _text("community", "Code of the community.", null=True),
    _text("grid", "Code of the grid.", null=True),
    _text("category", "Code of the category."),
    _text("urgency", "routine, soon, urgent or emergency."),
    _text("state", "Where it stands, see docs/architecture.md."),
    _text("text", "In the resident's words. Personal."),
    _text("beneficiary", "Whom it is for: self, parent, child …", default="self"),
    _text("age_group", "child, youth, adult, elder or empty."),
    Column("lives_alone", Boolean, nullable=True, comment="The one it is for lives alone."),
    Column("disability", Boolean, nullable=True, comment="The one it is for has a disability."),
    _text("place", "Building, flat or landmark as said. Personal."),
    _text("time_wish", "When it would suit, as said."),
    _text("danger", "Kind of danger to life or limb, or empty."),
    _text("origin", "chat, desk, survey or demo.", default="chat"),
    _ref("entered_by", "The member of staff who entered it.", null=True),
    _ref("holder_id", "The organization that accepted it.", null=True),
    _when("created_at", "When it was filed."),
    _when("accepted_at", "When it was (last) accepted.", null=True),
    _when("resolved_at", "When it was (last) called resolved.", null=True),
    _when("closed_at", "When the resident confirmed.", null=True),
    _text("outcome", "solved, partly or not_solved.", null=True),
    _text("outcome_note", "What remains, or why not."),
    _text("unmet_reason", "Why nobody could serve it."),
    _count("rating", "1 to 5, by the resident.", null=True),
    _text("rating_word", "The resident's word with it. Personal."),
    _count("reopened", "How often it was reopened."),
    _text("answers", "Answers to the category's few questions, as JSON. Personal."),
    UniqueConstraint("number"),
    Index(None, "person_id"),
    Index(None, "state"),
    Index("ix_need_community_created", "community", "created_at"),
    Index("ix_need_community_state", "community", "state"),
    Index("ix_need_community_resolved", "community", "resolved_at", "created_at"),
    Index("ix_need_community_closed", "community", "closed_at", "created_at"),
    Index(
        "ix_need_community_given_up",
        "community",
        "accepted_at",
        sqlite_where=GIVEN_UP,
        postgresql_where=GIVEN_UP,
    ),
    Index(None, "holder_id"),
    Index("ix_need_words", "id", sqlite_where=_ENDED_WITH_WORDS, postgresql_where=_ENDED_WITH_WORDS),
)

entry = Table(
    "entry",
    metadata,
    _id(),
    _ref("need_id", "The need whose story it belongs to."),
    _when("at", "When it happened."),
    _text("kind", "What happened: submitted, offered, accepted, note …"),
    _text("actor", "By whom: resident, system, staff:<id>, or follower:<person> for a neighbour."),
    _text("visibility", "For whom: everyone, staff or workers.", default="everyone"),
    _text("data", "Details as JSON. A note's text is personal.", default="{}"),
    Index(None, "need_id", "at"),
    Index("ix_entry_turning", "need_id", sqlite_where=TURNING, postgresql_where=TURNING),
)

attachment = Table(
    "attachment",
    metadata,
    _id(),
    _ref("need_id", "The need it belongs to."),
    _when("at", "When it was sent."),
    _text("channel", "The messenger that can fetch it."),
    _text("kind", "photo, voice, video, document."),
    _text("ref", "What the messenger fetches it by."),
    _text("mime", "Its MIME type."),
    _ref("person_id", "The neighbour who sent it; empty for the one who asked.", null=True),
    Index(None, "need_id"),
    Index(None, "ref"),
)

follower = Table(
    "follower",
    metadata,
    _id("need_id", "The need that is followed."),
    Column(
        "person_id",
        BigInteger,
        primary_key=True,
        autoincrement=False,
        comment="The neighbour with the same need.",
    ),
    _when("at", "When they joined."),
    _text("text", "What they said themselves. Personal."),
    _text("place", "The place they said. Personal."),
    _ref("origin_id", "Their own need that was joined to this one by staff.", null=True),
    _text("answer", "solved or not_solved, once they were asked; empty before."),
    _when("answered_at", "When they answered.", null=True),
    Index(None, "person_id"),
    Index(None, "origin_id"),
)

plan_line = Table(
    "plan_line",
    metadata,
    _id(),
    _ref("need_id", "The need that is helped with."),
    _text("party", "support, volunteer or resource."),
    _ref("subject_id", "Who or what: the staff's, the volunteer's or the resource's id."),
    _text("skill", "A volunteer's skill that helps."),
    _text("state", "asked, accepted, declined or ended."),
    _text("reasons", "Why this one, as JSON phrases.", default="[]"),
    _when("asked_at", "When the social worker confirmed the line."),
    _ref("asked_by", "The social worker."),
    _when("answered_at", "When it was answered.", null=True),
    _when("shared_at", "When the resident agreed that contacts are exchanged.", null=True),
    _ref("allocation_id", "What was reserved of a resource.", null=True),
    Index(None, "need_id"),
    Index("ix_plan_line_party_subject", "party", "subject_id"),
)

batch = Table(
    "batch",
    metadata,
    _id(),
    _when("at", "When it was applied."),
    _ref("staff_id", "By whom."),
    Column("lines", Packed, nullable=False, comment="Each need's offer, and what it had before."),
    _when("undone_at", "When it was taken back.", null=True),
)

referral = Table(
    "referral",
    metadata,
    _id(),
    _ref("need_id", "The need that is offered."),
    _ref("organization_id", "To whom."),
    _ref("service_id", "For which of its services."),
    _text("state", "offered, accepted, completed, declined, expired or withdrawn."),
    _count("rank", "Its place among the candidates, from 1."),
    Column("score", Float, nullable=False, comment="The matcher's score, 0 to 1."),
    _when("offered_at", "When it was offered."),
    _when("deadline", "Until when an answer is due."),
    _when("answered_at", "When it was answered.", null=True),
    _ref("answered_by", "The member of staff who answered.", null=True),
    _text(
        "decline_reason", "out_of_scope, no_capacity, wrong_area, duplicate or needs_other_help.", null=True
    ),
    _text("note", "A word with the answer."),
    _when("completed_at", "When the work was done; of one declined after acceptance, given back.", null=True),
    _text("reasons", "Why this candidate, as JSON phrases.", default="[]"),
    Index(None, "need_id"),
    Index("ix_referral_organization_state", "organization_id", "state"),
    Index("ix_referral_organization_offered", "organization_id", "offered_at"),
    Index("ix_referral_service_state", "service_id", "state"),
    Index("ix_referral_state_deadline", "state", "deadline"),
    Index("ix_referral_offered", "offered_at"),
)

# ── organizations ───────────────────────────────────────────────────────────────────────────────────

organization = Table(
    "organization",
    metadata,
    _id(),
    _text("zh", "Name in Chinese."),
    _text("en", "Name in English."),
    _text("description_zh", "What it does, in Chinese."),
    _text("description_en", "What it does, in English."),
    _text("phone", "Telephone."),
    _text("email", "E-mail."),
    _text("website", "Web page."),
    _text("address", "Street address."),
    Column("latitude", Float, comment="WGS-84 degrees."),
    Column("longitude", Float, comment="WGS-84 degrees."),
    _text("grade", "excellent, good, qualified or unqualified.", null=True),
    Column("graded_on", Date, nullable=True, comment="Date of the evaluation."),
    _flag("suspended", "Gets no new referrals."),
    _tags("languages", "Languages spoken."),
    Column("founded_on", Date, nullable=True, comment="Date of registration."),
    _text("external_id", "Its id in the directory it came from."),
)

service = Table(
    "service",
    metadata,
    _id(),
    _ref("organization_id", "Who offers it."),
    _text("zh", "Name in Chinese."),
    _text("en", "Name in English."),
    _text("description_zh", "Description in Chinese."),
    _text("description_en", "Description in English."),
    _tags("categories", "Codes of the categories it serves."),
    _tags("area", "Codes of the places it serves."),
    _tags("audience", "Whom it serves: elder, child …; empty means everybody."),
    _count("capacity", "How many needs it can have in hand.", null=True),
    Column("openings", Packed, nullable=False, comment="Opening hours: weekday, opens, closes."),
    _text("fee", "What it costs, in words; empty means free."),
    _tags("languages", "Languages, when other than the organization's."),
    _flag("active", "Whether it is offered now.", default=True),
    _text("external_id", "Its id in the directory it came from."),
    Index(None, "organization_id"),
)

disclosure = Table(
    "disclosure",
    metadata,
    _id("organization_id", "Whose."),
    Column("year", Integer, primary_key=True, autoincrement=False, comment="Of which year."),
    Column("income", BigInteger, nullable=False, comment="Yuan."),
    Column("expenditure", BigInteger, nullable=False, comment="Yuan."),
    Column("budget", BigInteger, nullable=False, comment="Yuan, for the year after."),
    _when("published_at", "When it was published."),
)

directory_record = Table(
    "directory_record",
    metadata,
    _text("source", "The directory it was imported from, by the name given to it.", key=True),
    _text("entity", "HSDS's table: organization, service, phone …", key=True),
    _text("external_id", "Its id in that directory.", key=True),
    _count("position", "Its place among the rows of the directory."),
    Column("data", Packed, nullable=False, comment="The row as it was said there."),
    Column("mapped", Packed, nullable=True, comment="What was made of it here, to see later what changed."),
    _ref("subject_id", "The organization or service made of it.", null=True),
    _when("gone_at", "When the directory no longer had it.", null=True),
    Index(None, "subject_id"),
)

# ── surveys ─────────────────────────────────────────────────────────────────────────────────────────

form = Table(
    "form",
    metadata,
    _id(),
    _text("key", "The survey's name, the same over all versions."),
    _text("version", "The version."),
    _text("title_zh", "Title in Chinese."),
    _text("title_en", "Title in English."),
    Column("xform", LargeBinary, nullable=False, comment="The XForm."),
    _when("published_at", "When it was published."),
    UniqueConstraint("key", "version"),
)

campaign = Table(
    "campaign",
    metadata,
    _id(),
    _ref("form_id", "The form that is asked."),
    _tags("communities", "Codes of the communities; empty means all."),
    _when("opens_at", "From when."),
    _when("closes_at", "Until when; empty means open.", null=True),
    _count("quota", "How many responses are wanted.", null=True),
    _flag("by_link", "Only who has the link may answer; nobody is asked."),
    _when("closed_at", "When it was closed.", null=True),
)

invitation = Table(
    "invitation",
    metadata,
    _id(),
    _ref("campaign_id", "The campaign to be answered."),
    _ref("person_id", "Who was asked, or came by themselves."),
    _when("sent_at", "When they were asked or came."),
    _when("reminded_at", "When they were reminded, once.", null=True),
    _when("declined_at", "When they said no.", null=True),
    _when("told_at", "When they got the results.", null=True),
    UniqueConstraint("campaign_id", "person_id"),
    Index(None, "person_id"),
)

response = Table(
    "response",
    metadata,
    _id(),
    _ref("form_id", "The form version it is filled on."),
    _ref("person_id", "Who fills it."),
    _text("purpose", "campaign, need, volunteer …"),
    _ref("subject", "What waits for it: the id of the campaign or need."),
    _ref("campaign_id", "The campaign it answers.", null=True),
    _text("state", "draft, submitted or discarded."),
    _when("started_at", "When it was begun."),
    _when("changed_at", "When an answer last changed."),
    _when("submitted_at", "When it was sent.", null=True),
    Column("session", LargeBinary, nullable=False, comment="The engine's state of the answers. Personal."),
    Column("xml", LargeBinary, nullable=False, default=b"", comment="The submission. Personal."),
    Index(None, "person_id"),
    Index(None, "campaign_id"),
)

# ── volunteers ──────────────────────────────────────────────────────────────────────────────────────

volunteer = Table(
    "volunteer",
    metadata,
    _id("person_id", "The resident who helps."),
    _tags("skills", "What they can do."),
    _tags("times", "When they can."),
    _tags("areas", "Codes of the places they go to."),
    _when("since", "When they signed up."),
    _flag("active", "Whether they still help.", default=True),
)

volunteer_area = Table(
    "volunteer_area",
    metadata,
    _text(
        "place",
        "Code of a place they go to, empty for anywhere: the volunteer's areas, to be found by.",
        key=True,
    ),
    _id("person_id", "The volunteer."),
    Index(None, "person_id"),
)

activity = Table(
    "activity",
    metadata,
    _id(),
    _text("community", "Code of the community it is held in."),
    _text("zh", "Name in Chinese."),
    _text("en", "Name in English."),
    _text("place_zh", "Where to meet, in Chinese."),
    _text("place_en", "Where to meet, in English."),
    _ref("organization_id", "Who holds it.", null=True),
    _text("skill", "A skill that is needed, or empty."),
    _text("category", "The category it helps with, or empty."),
    Index(None, "community"),
)

shift = Table(
    "shift",
    metadata,
    _id(),
    _ref("activity_id", "The activity."),
    _when("starts", "From."),
    _when("ends", "To."),
    _count("capacity", "How many volunteers can come."),
    Index(None, "starts"),
    Index(None, "activity_id", "starts"),
)

sign_up = Table(
    "sign_up",
    metadata,
    _id(),
    _ref("shift_id", "The shift."),
    _ref("person_id", "The volunteer."),
    _text("state", "taken, waiting, cancelled, attended or absent."),
    _when("at", "When they signed up; the order of the waiting list."),
    UniqueConstraint("shift_id", "person_id"),
    Index(None, "person_id"),
)

hour = Table(
    "hour",
    metadata,
    _id(),
    _when("at", "When."),
    _text("debit", "The account that gives: person:<id> or bank."),
    _text("credit", "The account that gets."),
    _count("minutes", "How many minutes."),
    _text("reason", "What for: shift:<id>, need:<id>."),
    Index(None, "debit"),
    Index(None, "credit"),
)

# ── resources and topics ────────────────────────────────────────────────────────────────────────────

resource = Table(
    "resource",
    metadata,
    _id(),
    _text("kind", "goods, venue, equipment, money or skill."),
    _text("zh", "Name in Chinese."),
    _text("en", "Name in English."),
    _text("donor", "Who offers it."),
    _tags("tags", "Codes of the categories it helps with."),
    _tags("area", "Codes of the places it is for."),
    _count("quantity", "How many.", default=1),
    _flag("active", "Whether it is still there.", default=True),
)

pledge = Table(
    "pledge",
    metadata,
    _id(),
    _ref("resource_id", "Of which resource."),
    _count("quantity", "How many are promised."),
    _when("at", "When."),
)

allocation = Table(
    "allocation",
    metadata,
    _id(),
    _ref("resource_id", "Which resource."),
    _ref("need_id", "For which need."),
    _count("quantity", "How many."),
    _when("at", "When."),
)

topic = Table(
    "topic",
    metadata,
    _id(),
    _text("community", "Code of the community."),
    _text("title", "What it is about."),
    _when("raised_at", "When it was raised."),
    _ref("person_id", "Who raised it.", null=True),
    _text("state", "open, agenda, decided or dropped.", default="open"),
    Index(None, "community"),
)

topic_support = Table(
    "topic_support",
    metadata,
    _id("topic_id", "The topic."),
    Column("person_id", BigInteger, primary_key=True, autoincrement=False, comment="Who supports it."),
    _when("at", "When."),
)

digest = Table(
    "digest",
    metadata,
    _text("community", "Code of the community.", key=True),
    _text("week", "ISO week, 2026-W47.", key=True),
    _when("made_at", "When it was made."),
    _when("sent_at", "When it went to the committee.", null=True),
    Column("facts", Packed, nullable=False, comment="The counts it says, so that it can be read again."),
)

decision = Table(
    "decision",
    metadata,
    _id(),
    _text("community", "Code of the community."),
    _text("week", "ISO week of the digest it was decided on."),
    _text("text", "What the committee decided."),
    _text("outcome", "What became of it."),
    _when("at", "When it was written down."),
    _ref("staff_id", "By whom.", null=True),
    Index(None, "community", "week"),
)
