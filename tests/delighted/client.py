"""Delighted's own client for Python, pointed at Koe by its options: what it reads is what Koe has, and what
Koe refuses is an error of the kind that the client knows. `tests/tests/worker/delighted.rs` runs it.

1. Metrics, of all and of a range.
2. Responses: pages in both orders, a range, what was received since, persons, a single one.
3. People, by the client's own paging, and one by e-mail.
4. What is refused; last, too many refused keys.
"""

import datetime
import itertools
import json
import os
import warnings

with warnings.catch_warnings():
    # The package says that the service behind it has ended.
    warnings.simplefilter("ignore", FutureWarning)
    import delighted
from delighted.errors import (
    AuthenticationError,
    GeneralAPIError,
    ResourceValidationError,
    TooManyRequestsError,
)

URL = os.environ["KOE_URL"]
KEY = os.environ["KOE_KEY"]
EXPECTED = json.loads(os.environ["KOE_EXPECTED"])
TIMES, SINCE = EXPECTED["times"], EXPECTED["since"]
LATER = [time for time in TIMES if time >= SINCE]


def client(key, survey="shop-nps"):
    """The slash at the end is needed: the client joins addresses as a browser does."""
    return delighted.Client(api_key=key, api_base_url=f"{URL}/delighted/{survey}/v1/")


def refused(kind, says, call, **parameters):
    try:
        call(**parameters)
    except kind as error:
        assert says in str(error), error
        return error
    raise AssertionError(f"{call} is not refused")


koe = client(KEY)
delighted.shared_client = koe

# 1
assert dict(delighted.Metrics.retrieve()) == EXPECTED["metrics"]
since = datetime.datetime.fromtimestamp(SINCE, datetime.timezone.utc)
assert delighted.Metrics.retrieve(since=since).response_count == len(LATER)
assert delighted.Metrics.retrieve(until=SINCE - 1).response_count == len(TIMES) - len(LATER)


# 2
def every(per_page, **parameters):
    for page in itertools.count(1):
        responses = delighted.SurveyResponse.all(page=page, per_page=per_page, **parameters)
        if not responses:
            return
        yield from responses


oldest_first = list(every(100))
assert [response.created_at for response in oldest_first] == TIMES
assert len({response.id for response in oldest_first}) == len(TIMES)
assert [response.created_at for response in every(30, order="desc")] == TIMES[::-1]
assert [response.created_at for response in every(100, since=since)] == LATER
assert len(delighted.SurveyResponse.all()) == 20
updated = delighted.SurveyResponse.all(
    updated_since=EXPECTED["received"], order="desc:updated_at", per_page=1
)
assert (updated[0].score, updated[0].comment) == (10, "こんにちは")
assert updated[0].person_properties["plan"] == "pro"
newest = delighted.SurveyResponse.all(order="desc", per_page=1, expand=["person"])[0]
assert isinstance(newest.person, delighted.Person)
assert (newest.person.id, newest.person.email) == ("hana", "hana@example.com")
one = delighted.SurveyResponse.retrieve(newest.id, expand=["person"])
assert dict(one) == dict(newest)
assert delighted.SurveyResponse.retrieve(newest.id).person == "hana"

# 3
people = delighted.Person.list(per_page=20).auto_paging_iter()
assert sorted(person.id for person in people) == EXPECTED["people"]
for email, found in [
    ("hana@example.com", ["hana"]),
    ("kai@example.com", ["kai@example.com"]),
    ("nobody@example.com", []),
]:
    people = delighted.Person.list(email=email).auto_paging_iter()
    assert [person.id for person in people] == found, email

# 4
retrieve, responses = delighted.Metrics.retrieve, delighted.SurveyResponse.all
refused(AuthenticationError, "nobody has this key", retrieve, client=client("nobodys"))
refused(ResourceValidationError, "no counterpart of trend", retrieve, trend="1234")
refused(ResourceValidationError, "from 1 to 100", responses, per_page=101)
refused(ResourceValidationError, "notes", responses, expand=["notes"])
refused(GeneralAPIError, "no survey", responses, client=client(KEY, "nothing"))
refused(GeneralAPIError, "405", delighted.Person.create, email="a@example.com")
for _ in range(int(os.environ["KOE_LIMIT"])):
    try:
        retrieve(client=client("nobodys"))
    except AuthenticationError:
        continue
    except TooManyRequestsError as error:
        assert 1 <= error.retry_after <= 10, error.retry_after
        break
else:
    raise AssertionError("refused keys are never too many")
