"""What schemathesis has to know beside the document.

A schema says how a value looks. Some rules of the API tie one value to another, to the site or to
the clock, and a few values are taken in whatever they look like. Both are named here, rule by
rule: whatever else is refused though the document allows it, or accepted though it does not, is a
finding. So is a refusal whose code the document does not name.
"""

import hashlib
import time
import uuid

import schemathesis
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis.core.failures import AcceptedNegativeData, ServerError
from schemathesis.openapi.checks import RejectedPositiveData

# The refusals that a call may get although the document allows it: the code, and the beginning of
# the field to blame.
BEYOND_A_SCHEMA = {
    # The two exclude each other, and one has to be there; dates are read together; scales and
    # segments are the site's.
    "get_scores": {
        ("missing_parameter", "survey"),
        ("conflicting_parameters", "survey"),
        ("empty_range", "from"),
        ("empty_range", "compare"),
        ("invalid_time", "compare"),
        ("mixed_scales", "scale"),
        ("invalid_parameter", "scale"),
        ("invalid_parameter", "group_by"),
        ("invalid_parameter", "department"),
        ("invalid_parameter", "segment."),
        ("too_many_buckets", "interval"),
    },
    "get_summary": {
        ("empty_range", "from"),
        ("empty_range", "compare"),
        ("invalid_time", "compare"),
        ("invalid_parameter", "department"),
        ("invalid_parameter", "segment."),
    },
    "list_voices": {
        ("empty_range", "from"),
        ("invalid_parameter", "department"),
        ("invalid_parameter", "segment."),
    },
    "list_cases": {
        ("empty_range", "from"),
        ("invalid_parameter", "department"),
        ("invalid_cursor", "cursor"),
    },
    "get_case_figures": {
        ("empty_range", "from"),
        ("invalid_parameter", "department"),
    },
    # Some fields mean something with one kind alone, a note needs words, and a reminder is of the year to come.
    "note_case_event": {
        ("unexpected_field", "assignee"),
        ("unexpected_field", "remind_at"),
        ("unexpected_field", "solved_at_first"),
        ("missing_field", "text"),
        ("out_of_bounds", "remind_at"),
    },
    # The touchpoints are the site's, the day is at most today there, and a site has so many notes.
    "create_note": {
        ("unknown_touchpoint", "touchpoint"),
        ("out_of_bounds", "at"),
        ("too_many", ""),
    },
    "list_answers": {
        ("conflicting_parameters", "survey"),
        ("empty_range", "from"),
        ("invalid_parameter", "department"),
        ("invalid_parameter", "segment."),
        ("invalid_cursor", "cursor"),
    },
    # Dates are read together, and with the site's retention.
    "recount_hours": {("empty_range", "from"), ("range_too_large", "from")},
    "list_respondent_answers": {("invalid_cursor", "cursor")},
    # The score goes with the outcome and the survey's scale, the version with the survey, the id
    # with the clock; a comment is counted in UTF-16; there is no contact without consent.
    "send_answer": {
        ("missing_score", "score"),
        ("score_without_answer", "score"),
        ("score_off_scale", "score"),
        ("unknown_survey_version", "survey_version"),
        ("clock_skew", "id"),
        ("comment_too_long", "comment"),
        ("contact_without_consent", "contact.consent"),
    },
    # Names that have to exist in a standard or in the document itself, and entries that may stand
    # there only once.
    "put_site": {
        # All seven days may be closed, each for itself.
        ("never_open", "hours"),
        ("unknown_timezone", "timezone"),
        ("locale_not_offered", "locale"),
        ("repeated", ""),
        ("unknown_scale", "surveys"),
        ("display_not_for_metric", "surveys"),
        ("invalid_selector", "touchpoints"),
        ("invalid_origin", "origins"),
        ("invalid_value", "theme.font"),
        ("secret_length", "identity.secret"),
        # A rule of alerts needs a condition that is more than empty, and departments of the site; a destination, of a
        # rule or of a department, one address, which may be called, and of a webhook its secret.
        ("matches_everything", "alerts"),
        ("unknown_department", "alerts"),
        ("invalid_quiet_hours", "alerts"),
        ("not_one_address", "alerts"),
        ("not_one_address", "departments"),
        ("empty", "alerts"),
        ("empty", "departments"),
        ("too_long", "alerts"),
        ("too_long", "departments"),
        ("invalid_address", "alerts"),
        ("invalid_address", "departments"),
        ("unknown_address", "alerts"),
        ("unknown_address", "departments"),
        ("missing_field", "alerts"),
        ("missing_field", "departments"),
        ("unknown_field", "alerts"),
        ("unknown_field", "departments"),
        ("invalid_secret", "alerts"),
        ("invalid_secret", "departments"),
        # `If-Match` names a state of the site.
        ("edited_meanwhile", ""),
    },
    "restore_site": {("edited_meanwhile", "")},
    # A table's columns, other names for them, and what tells the rows of its pieces apart.
    "import_answers": {
        ("invalid_parameter", "map"),
        ("missing_column", ""),
        ("ambiguous_column", ""),
        ("missing_ordinal", "ordinal"),
    },
    # A file is named by its contents, as `map_case` does where it is asked.
    "keep_released_file": {("file_hash_differs", "file")},
}

# What only the owner's page can have got wrong is dropped, and never costs a visitor's answer.
DROPPED_IF_WRONG = {"touchpoint", "locale", "page", "segments", "respondent"}


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Passes over what is right though a schema can't tell."""
    operation = case.operation.definition.raw["operationId"]
    if isinstance(failure, ServerError):
        # Not an error of the server: this location does not know so new a version of the survey yet.
        return response.json().get("code") != "survey_version_ahead"
    if isinstance(failure, RejectedPositiveData):
        problem = response.json()
        return not any(
            problem["code"] == code and problem.get("field", "").startswith(field)
            for code, field in BEYOND_A_SCHEMA.get(operation, ())
        )
    if isinstance(failure, AcceptedNegativeData):
        if any(value == "" for value in (case.query or {}).values()):
            # As a form sends a field that was left empty: it counts as absent.
            return False
        if operation == "send_answer" and isinstance(case.body, dict):
            kept = {name: case.body[name] for name in case.body.keys() - DROPPED_IF_WRONG}
            components = case.operation.schema.raw_schema["components"]
            schema = {"$ref": "#/components/schemas/AnswerBody", "components": components}
            return not Draft202012Validator(schema).is_valid(kept)
    return True


@schemathesis.check
def code_is_documented(ctx, response, case):
    """The document names every code under the status that it comes with."""
    documented = case.operation.definition.raw["responses"].get(str(response.status_code))
    if documented is None or "application/problem+json" not in documented.get("content", {}):
        return
    code = response.json()["code"]
    if f"`{code}`" not in documented["description"]:
        raise AssertionError(f"{response.status_code} {code} is not documented")


def answer_id(random):
    """An id as a browser makes it now."""
    now = time.time_ns() // 1_000_000
    high, low = random >> 62, random % (1 << 62)
    return str(uuid.UUID(int=now << 80 | 7 << 76 | high << 64 | 2 << 62 | low))


schemathesis.openapi.format("uuid", st.integers(0, (1 << 74) - 1).map(answer_id))


def table(rows):
    """A file of answers."""
    lines = [f"{score},{day},{survey}" for score, day, survey in rows]
    return "\n".join(["score,answered_at,survey", *lines]).encode()


scores = st.integers(0, 11)
days = st.dates().map(str)
surveys = st.sampled_from(["shop-nps", "support-ces", "", "no-such"])

schemathesis.openapi.media_type("text/csv", st.lists(st.tuples(scores, days, surveys)).map(table))


@schemathesis.hook
def map_case(context, case):
    """Brings together what goes together, so that most of what is allowed gets past those rules."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return case
    match case.operation.definition.raw["operationId"], case.body:
        case "keep_released_file", bytes() as contents:
            digest = hashlib.sha256(contents).hexdigest()
            case.path_parameters["file"] = f"kept-{digest[:10]}.js"
        case "send_answer", {"outcome": outcome} as answer:
            if outcome == "answered":
                answer.setdefault("score", 5)
            else:
                answer.pop("score", None)
        case "put_site", {"surveys": [*surveys]} as document:
            document.pop("locales", None)
            for survey in surveys:
                survey.pop("scale", None)
                survey.pop("display", None)
    return case


@schemathesis.deserializer("application/wasm")
def wasm(ctx, response):
    """WebAssembly is bytes."""
    return response.content
