//! What costs no answer: an optional cell that can't be kept is left out, and told.

use koe_shared::answer::Channel;

use crate::{only_row, reading, rejected, rows};

#[test]
fn every_optional_column_that_is_right_is_kept() {
    let row = only_row(
        "SCORE,Answered_At,Survey,comment,touchpoint,locale,respondent,external_id,channel,page,\
         publish,test,outcome,segment.Plan,ordinal\n\
         9,2026-11-10T00:30:00Z,nps, good ,post-purchase,ja-jp,m_1,order-1,Email,\
         https://shop.example/thanks?id=1,yes,0,Answered,pro,2\n",
        "",
    );
    assert_eq!(row.comment.as_deref(), Some("good"));
    assert_eq!(row.touchpoint.unwrap().as_str(), "post-purchase");
    assert_eq!(row.locale.unwrap().as_str(), "ja-JP");
    assert_eq!(row.respondent.as_deref(), Some("m_1"));
    assert_eq!(row.external_id.as_deref(), Some("order-1"));
    assert_eq!(row.channel, Channel::Email);
    assert_eq!(row.page.as_deref(), Some("/thanks"));
    assert_eq!((row.publish, row.test, row.ordinal), (true, false, Some(2)));
    assert_eq!(row.segments.get("plan"), Some("pro"));
    assert_eq!(row.written_at, "2026-11-10T00:30:00Z");
    assert_eq!((row.contact, row.own), (None, None));
}

#[test]
fn nothing_is_said_by_nothing() {
    let table = "score,answered_at,comment,touchpoint,locale,respondent,external_id,channel,page,\
                 publish,test,outcome,segment.plan,ordinal\n\
                 9,2026-11-10,NA, ,,,,,,,,,NA,\n\
                 9,2026-11-10\n";
    let read = reading(table, "survey=nps").unwrap();
    assert_eq!(read.dropped, []);
    for row in read.rows.into_iter().map(Result::unwrap) {
        assert_eq!((row.comment, row.touchpoint, row.locale, row.page), (None, None, None, None));
        assert_eq!((row.respondent, row.external_id, row.ordinal), (None, None, None));
        assert_eq!((row.channel, row.publish, row.test), (Channel::Import, false, false));
        assert!(row.segments.is_empty());
    }
}

#[test]
fn every_optional_cell_that_is_wrong_is_left_out_and_told() {
    let long = "x".repeat(4_001);
    let table = format!(
        "score,answered_at,comment,touchpoint,locale,respondent,channel,page,publish,test,outcome,\
         segment.plan,segment.My Plan,choice,contact_email,comment,bucket,counted,id,other\n\
         9,2026-11-10,{long},モバイル,en_GB,会員,letter,thanks,often,perhaps,complete,\"a\nb\",pro,\
         price,a@example.com,again,promoter,yes,77,x\n"
    );
    let read = reading(table, "survey=nps").unwrap();
    assert_eq!(read.rows.len(), 1);
    let row = read.rows[0].as_ref().unwrap();
    assert_eq!((&row.comment, &row.locale, &row.page), (&None, &None, &None));
    assert_eq!((row.channel, row.test), (Channel::Import, false));
    let told: Vec<_> =
        read.dropped.iter().map(|told| (told.column.as_str(), told.detail.as_str())).collect();
    assert_eq!(
        told,
        [
            (
                "channel",
                "is not web, link, email, sms, qr, api or import, so it is import: \
                         \"letter\" (line 2)"
            ),
            ("choice", "choices are not kept yet (line 2)"),
            ("comment", "a column before it has the same name (line 2)"),
            ("comment", "is over 4000 UTF-16 units, so it is left out (line 2)"),
            (
                "contact_email",
                "a contact is kept with the visitor's consent, which only Koe's own \
                               export shows (line 2)"
            ),
            ("locale", "is not a BCP 47 tag, so it is left out: \"en_GB\" (line 2)"),
            (
                "outcome",
                "is not answered, dismissed or ignored, so it is answered: \"complete\" \
                         (line 2)"
            ),
            ("page", "is neither a path nor an address, so it is left out: \"thanks\" (line 2)"),
            ("publish", "is neither true nor false, so it is false: \"often\" (line 2)"),
            (
                "respondent",
                "is not 1 to 128 printable ASCII characters, so it is left out \
                            (line 2)"
            ),
            (
                "segment.My Plan",
                "is not named with 1 to 32 of a-z, 0-9 and _, so it is left out \
                                 (line 2)"
            ),
            (
                "segment.plan",
                "has a line break, or is over the 400 bytes of all segments, so it is \
                              left out (line 2)"
            ),
            ("test", "is neither true nor false, so it is false: \"perhaps\" (line 2)"),
            (
                "touchpoint",
                "is not the id of a touchpoint (a-z, 0-9 and -), so the answer counts \
                            as (other): \"モバイル\" (line 2)"
            ),
        ]
    );
}

#[test]
fn segments_over_their_bound_are_told_by_name() {
    let long = "x".repeat(397);
    let table = format!("score,segment.a,segment.b,segment.c\n9,{long},yyy,z\n");
    let read = reading(table, "survey=nps&answered_at=2026-11-10").unwrap();
    let kept = read.rows[0].as_ref().unwrap().segments.iter().map(|(name, _)| name);
    assert_eq!(kept.collect::<Vec<_>>(), ["a", "c"]);
    assert_eq!(read.dropped[0].column, "segment.b");
}

#[test]
fn what_is_left_out_of_a_rejected_row_is_not_told() {
    let table = "score,answered_at,locale\n11,2026-11-10,en_GB\n9,soon,en_GB\n";
    let read = reading(table, "survey=nps").unwrap();
    assert_eq!(rejected(&read).len(), 2);
    assert_eq!(read.dropped, []);
}

#[test]
fn what_is_said_for_all_rows_stands_in_for_an_empty_cell() {
    let table = "score,survey,answered_at\n9,,\n5,effort,2026-11-11T00:00:00Z\n";
    let read = rows(table, "survey=nps&answered_at= 2026-11-10 9:30 ");
    assert_eq!(read[0].written_at, "2026-11-10 9:30");
    assert_eq!(read[0].answered_at.to_string(), "2026-11-10T00:30:00Z");
    assert_eq!((read[0].survey.as_str(), read[1].survey.as_str()), ("nps", "effort"));
    assert_eq!((read[1].survey_version, read[1].score.unwrap().value()), (2, 5));
}

#[test]
fn segments_are_named_by_map_too() {
    let row = only_row(
        "nps,Plan,Name of plan\n9,x,pro\n",
        "survey=nps&answered_at=2026-11-10&map=score:NPS,segment.plan:Name of plan",
    );
    assert_eq!(row.segments.get("plan"), Some("pro"));
}

#[test]
fn comments_are_equal_however_they_are_composed_and_end_their_lines() {
    let read = rows(
        "score,comment\n9,\"caf\u{e9}\r\ntwo\"\n9,\"cafe\u{301}\ntwo\"\n9,\"cafe\u{301}\rtwo\"\n",
        "survey=nps&answered_at=2026-11-10",
    );
    for row in read {
        assert_eq!(row.comment.as_deref(), Some("caf\u{e9}\ntwo"));
    }
}
