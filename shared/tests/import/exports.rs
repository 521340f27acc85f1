//! Tables in the shape that other products export, by what their headers are.

use koe_shared::import::{Export, Reading};

use crate::{reading, rejected, rows, scores};

#[track_caller]
fn check(table: &str, query: &str, export: Export, columns: &[(&str, usize)]) -> Reading {
    let read = reading(table, query).unwrap();
    assert_eq!(read.plan.export(), Some(export));
    let understood = read.plan.columns();
    let understood: Vec<_> = understood.iter().map(|c| (c.column.as_str(), c.place)).collect();
    assert_eq!(understood, columns);
    read
}

fn times(read: &Reading) -> Vec<String> {
    let rows = read.rows.iter().filter_map(|row| row.as_ref().ok());
    rows.map(|row| row.answered_at.to_string()).collect()
}

#[test]
fn delighted_with_unix_times_or_written_ones() {
    let api = "id,person,survey_type,score,comment,permalink,created_at,updated_at\n\
               5435,10,nps,9,\"Good, quick\",https://example.com/r/1,1794270600,1794270700\n\
               5436,11,nps,3,,https://example.com/r/2,1794313800,\n";
    let columns =
        [("external_id", 1), ("respondent", 2), ("score", 4), ("comment", 5), ("answered_at", 7)];
    let read = check(api, "survey=nps", Export::Delighted, &columns);
    assert_eq!(times(&read), ["2026-11-10T00:30:00Z", "2026-11-10T12:30:00Z"]);
    assert_eq!(read.rows[0].as_ref().unwrap().respondent.as_deref(), Some("10"));

    let file = "Response ID,Name,Email,Survey Type,Score,Comment,Created at,Updated at\n\
                5435,A,a@example.com,nps,9,Good,2026-11-10 00:30:00 UTC,\n";
    let columns = [("external_id", 1), ("score", 5), ("comment", 6), ("answered_at", 7)];
    let read = check(file, "survey=nps", Export::Delighted, &columns);
    assert_eq!(times(&read), ["2026-11-10T00:30:00Z"]);
}

const SURVEY_MONKEY: &str = "\
Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,\
Custom Data 1,How likely is it that you would recommend Kokage to a friend?,What did you buy?,,\
What is the main reason?\r\n\
,,,,,,,,,Response,Plants,Tools,Open-Ended Response\r\n\
11001,42,11/10/2026 09:28:00,11/10/2026 09:30:00,10.0.0.1,,,,,9,Plants,,\"Good, quick\"\r\n\
11002,42,11/13/2026 09:28:00,11/13/2026 09:30:00,10.0.0.1,,,,,zero,,Tools,\r\n\
11003,42,11/11/2026 09:28:00,11/11/2026 09:30:00,10.0.0.1,,,,,Extremely likely - 10,,,ja\r\n";

#[test]
fn survey_monkey_with_its_second_header() {
    let columns = [("external_id", 1), ("answered_at", 4), ("score", 10), ("comment", 13)];
    let read = check(SURVEY_MONKEY, "survey=nps", Export::SurveyMonkey, &columns);
    assert_eq!(read.rows.len(), 3, "the second header is no row");
    assert_eq!(times(&read), ["2026-11-10T00:30:00Z", "2026-11-11T00:30:00Z"]);
    let [row] = rejected(&read).try_into().unwrap();
    assert_eq!((row.line, row.code), (4, "score_not_an_integer"));
    assert_eq!(read.rows[2].as_ref().unwrap().score.unwrap().value(), 10);
    assert_eq!(read.rows[2].as_ref().unwrap().comment.as_deref(), Some("ja"));
    assert_eq!(read.rows[0].as_ref().unwrap().external_id.as_deref(), Some("11001"));
}

#[test]
fn typeform_whose_times_are_utc_as_its_header_says() {
    let table = "#,\"How likely are you to recommend Kokage, honestly?\",Why?,Response Type,\
                 Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID,Tags,Ending\n\
                 abc123,9,Quick,completed,2026-11-10 00:28:00,,2026-11-10 00:30:00,ff,,\n\
                 abc124,,,started,2026-11-10 00:28:00,,,ff,,\n";
    let columns = [("external_id", 1), ("score", 2), ("comment", 3), ("answered_at", 7)];
    let read = check(table, "survey=nps", Export::Typeform, &columns);
    assert_eq!(times(&read), ["2026-11-10T00:30:00Z"]);
    assert_eq!(read.rows[0].as_ref().unwrap().written_at, "2026-11-10 00:30:00");
    assert_eq!(rejected(&read)[0].code, "missing_score");
}

#[test]
fn google_forms_in_japanese_and_in_english() {
    let table = "タイムスタンプ,Kokage を友人に薦めますか（0〜10）,その理由を教えてください\n\
                 2026/11/10 9:30:00 午前 GMT+9,9,早かった\n\
                 2026/11/10 午後 9:30:00,3,\n";
    let columns = [("answered_at", 1), ("score", 2), ("comment", 3)];
    let read = check(table, "survey=nps", Export::GoogleForms, &columns);
    assert_eq!(times(&read), ["2026-11-10T00:30:00Z", "2026-11-10T12:30:00Z"]);
    let table = "Timestamp,Email Address,How likely are you to recommend us?,Anything else?\n\
                 11/13/2026 9:30:00,a@example.com,9,no\n";
    let columns = [("answered_at", 1), ("score", 3), ("comment", 4)];
    check(table, "survey=nps", Export::GoogleForms, &columns);
}

#[test]
fn a_form_whose_score_can_not_be_told_names_its_questions() {
    let table = "Timestamp,Q1,Q2\n2026-11-10,9,x\n";
    let told = reading(table, "survey=nps").unwrap_err().to_string();
    assert!(told.ends_with("it could be \"Q1\", \"Q2\": say it by map=score:Q1"), "{told}");
    assert_eq!(scores(&rows(table, "survey=nps&map=score:Q1")), [9]);
}

#[test]
fn salesforce_reports_and_records() {
    let report = "Record ID,Contact ID,NPS Score,Comments,Created Date\n\
                  a0B1,0031,9,Good,\"11/13/2026, 9:30 AM\"\n";
    let columns =
        [("external_id", 1), ("respondent", 2), ("score", 3), ("comment", 4), ("answered_at", 5)];
    let read = check(report, "survey=nps", Export::Salesforce, &columns);
    assert_eq!(times(&read), ["2026-11-13T00:30:00Z"]);
    let records = "\"Id\",\"CreatedDate\",\"NPS_Score__c\",\"Comments__c\"\n\
                   \"a0B1\",\"2026-11-10T00:30:00.000+0000\",\"9.0\",\"Good\"\n";
    let columns = [("external_id", 1), ("answered_at", 2), ("score", 3), ("comment", 4)];
    let read = check(records, "survey=nps", Export::Salesforce, &columns);
    assert_eq!(times(&read), ["2026-11-10T00:30:00Z"]);
}

#[test]
fn koe_s_own_export_is_known_by_its_header_in_any_case() {
    let header = "ID,Survey,Survey_Version,Revision,Outcome,Score,Bucket,Comment,Contact_Email,\
                  Contact_When,Counted,Test,Answered_At,Received_At";
    let row = "019a0000-0000-7000-8000-000000000000,nps,1,3,answered,10,promoter,''=1 ,\
               'a@example.com,'+after six,true,TRUE,2026-11-10T08:00:00Z,2026-11-10T08:00:01Z";
    let read = reading(format!("{header}\r\n{row}\r\n"), "").unwrap();
    assert_eq!(read.plan.export(), Some(Export::Koe));
    assert_eq!(read.dropped, []);
    let row = read.rows[0].as_ref().unwrap();
    assert_eq!(row.comment.as_deref(), Some("'=1 "), "one apostrophe, and no blank, is taken off");
    let contact = row.contact.as_ref().unwrap();
    assert_eq!(contact.email.as_deref(), Some("'a@example.com"), "which is no formula");
    assert_eq!(contact.when.as_deref(), Some("+after six"));
    assert_eq!(row.own.as_ref().unwrap().revision, 3);
    assert!(row.test);
}

#[test]
fn an_id_that_is_none_is_a_rejected_row_in_the_own_export() {
    let header = "id,survey,survey_version,revision,outcome,score,answered_at,received_at\n";
    let row = "1,nps,1,1,answered,10,2026-11-10T08:00:00Z,2026-11-10T08:00:01Z\n";
    let read = reading(format!("{header}{row}{}", &row[1..]), "").unwrap();
    assert_eq!(rejected(&read)[0].code, "invalid_id");
    // A row added by hand has none, and is known by what it says.
    assert_eq!(read.rows[1].as_ref().unwrap().own, None);
}

#[test]
fn an_apostrophe_elsewhere_is_the_owner_s() {
    let read = rows("score,answered_at,comment\n9,2026-11-10,'=1\n", "survey=nps");
    assert_eq!(read[0].comment.as_deref(), Some("'=1"));
}

#[test]
fn a_question_that_asks_for_the_reason_of_a_score_is_no_score() {
    let table = "Timestamp,How likely are you to recommend us?,Why did you give this score?\n\
                 2026-11-10,9,quick\n";
    let columns = [("answered_at", 1), ("score", 2), ("comment", 3)];
    check(table, "survey=nps", Export::GoogleForms, &columns);
}

#[test]
fn of_two_questions_that_could_be_the_comment_none_is_guessed() {
    let table = "Timestamp,How likely are you to recommend us?,Why?,What could we improve?\n\
                 2026-11-10,9,quick,nothing\n";
    let read = check(table, "survey=nps", Export::GoogleForms, &[("answered_at", 1), ("score", 2)]);
    assert_eq!(read.rows[0].as_ref().unwrap().comment, None);
    let read = rows(table, "survey=nps&map=comment:Why?");
    assert_eq!(read[0].comment.as_deref(), Some("quick"));
}
