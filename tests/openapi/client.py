"""The API as a program in Python meets it, through the client that was generated from its document.

1. A site is put, read, and put back as it was read.
2. A key is made, listed, used, and revoked.
3. An answer is sent; `scores` and `answers` tell of it.
4. What is wrong is a typed refusal.
"""

import datetime
import os
import secrets
import time
import uuid

from koe_client import AuthenticatedClient, Client
from koe_client.api.for_visitors import send_answer
from koe_client.api.keys import create_key, list_keys, revoke_key
from koe_client.api.reports import get_scores, list_answers
from koe_client.api.sites import get_site, put_site
from koe_client.models import (
    AnswerBody,
    AnswerReceipt,
    Answers,
    BucketWidth,
    ConfidenceLevel,
    KeyList,
    KeyRequest,
    NewKey,
    Outcome,
    Problem,
    Scope,
    Scores,
    SegmentFilter,
    Site,
    SiteDocument,
)

SITE = "typed-py"
URL = os.environ["KOE_URL"]


def is_a(kind, value):
    """The value, which is of that type and no refusal."""
    assert isinstance(value, kind), value
    return value


def answer_id():
    """A UUIDv7 of now."""
    now = time.time_ns() // 1_000_000
    return uuid.UUID(
        int=now << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62)
    )


admin = AuthenticatedClient(base_url=URL, token=os.environ["KOE_ADMIN_KEY"])

# 1
document = SiteDocument.from_dict(
    {
        "name": "Kokage",
        "timezone": "Asia/Tokyo",
        "origins": ["https://shop.example"],
        "segments": {"plan": ["free", "pro"]},
        "surveys": [
            {"id": "nps", "metric": "nps", "goal": "test", "touchpoints": ["post-purchase"]}
        ],
    }
)
is_a(Site, put_site.sync(SITE, client=admin, body=document))
read = is_a(Site, get_site.sync(SITE, client=admin))
assert read.timezone == "Asia/Tokyo"
assert read.updated_at.tzinfo is not None
again = SiteDocument.from_dict(read.to_dict())
assert is_a(Site, put_site.sync(SITE, client=admin, body=again)).surveys == read.surveys

# 2
request = KeyRequest(name="dashboard", scope=Scope.READ)
key = is_a(NewKey, create_key.sync(SITE, client=admin, body=request))
listed = is_a(KeyList, list_keys.sync(SITE, client=admin)).keys
assert [(listed_key.id, listed_key.scope) for listed_key in listed] == [(key.id, Scope.READ)]
reader = AuthenticatedClient(base_url=URL, token=key.key)

# 3
answer = AnswerBody(
    site=SITE,
    survey="nps",
    id=answer_id(),
    revision=1,
    outcome=Outcome.ANSWERED,
    score=9,
    comment="ありがとう",
)
visitor = Client(base_url=URL)
receipt = is_a(AnswerReceipt, send_answer.sync(client=visitor, body=answer))
assert receipt.id == answer.id
today = datetime.datetime.now(datetime.timezone.utc)
scores = is_a(
    Scores,
    get_scores.sync(
        SITE,
        client=reader,
        survey="nps",
        from_=today.date() - datetime.timedelta(days=7),
        to=today + datetime.timedelta(minutes=1),
        interval=BucketWidth.DAY,
        group_by="touchpoint",
        compare="previous",
        confidence=ConfidenceLevel.VALUE_2,
    ),
)
assert (scores.result.score, scores.result.n, scores.result.distribution["9"]) == (100, 1, 1)
assert scores.series[-1].result.n == 1
assert scores.groups[0].withheld is True and scores.groups[0].n == 1
assert scores.comparison.change.verdict is None
free = SegmentFilter.from_dict({"segment.plan": "free"})
filtered = is_a(Scores, get_scores.sync(SITE, client=reader, survey="nps", segments=free))
assert filtered.result.n == 0
page = is_a(Answers, list_answers.sync(SITE, client=reader, has_comment=True))
assert [(told.score, told.comment) for told in page.answers] == [(9, "ありがとう")]
assert page.cursor is None

# 4
answer.id, answer.score = answer_id(), 11
refusal = is_a(Problem, send_answer.sync(client=visitor, body=answer))
assert (refusal.status, refusal.code, refusal.field) == (422, "score_off_scale", "score")
assert revoke_key.sync_detailed(SITE, key.id, client=admin).status_code == 204
refusal = is_a(Problem, list_answers.sync(SITE, client=reader))
assert refusal.code == "key_unknown"
