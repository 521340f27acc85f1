//! `docs/costs.md`, held against the application: each figure of its tables is measured or calculated here.
//! Where one differs, the message is the table as it should be.

mod bill;
mod meter;
mod sizes;

use std::fmt;

use self::bill::{bill, by_part};
use self::meter::{Line, measured};
use self::sizes::sizes;

const PAGE: &str = include_str!("../../../docs/costs.md");

/// The lines below a heading of the page's tables, each as its cells.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let below = PAGE.lines().skip_while(|line| *line != heading).skip(2);
    let lines = below.take_while(|line| line.starts_with('|'));
    lines.map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

/// The table below a heading says this, line by line.
#[track_caller]
fn says(heading: &str, lines: &[impl fmt::Display]) {
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    let told: Vec<String> =
        table(heading).iter().map(|cells| format!("| {} |", cells.join(" | "))).collect();
    assert!(told == lines, "docs/costs.md should say\n{heading}\n| …\n{}", lines.join("\n"));
}

#[tokio::test]
async fn an_entry_is_as_long_as_the_page_says() {
    says("| entry | key | metadata | value |", &sizes().await);
}

/// Each call, and the bill that follows from that and from what the page assumes.
#[tokio::test]
async fn each_call_costs_what_the_page_says_and_so_does_a_month() {
    let (lines, sizes) = (measured().await, sizes().await);
    says("| what | requests | reads | writes | deletes | lists |", &lines);
    let assumed = table("| assumed | |");
    says(
        "| for another million answers a month | requests | processor | writes | storage | in all |",
        &by_part(&lines, &sizes, &assumed),
    );
    says(
        "| dollars a month | 10 thousand answers | 1 million | 100 million |",
        &bill(&lines, &sizes, &assumed),
    );
}

/// The measured line of that name.
#[track_caller]
fn line<'a>(lines: &'a [Line], what: &str) -> &'a Line {
    lines.iter().find(|line| line.what == what).unwrap_or_else(|| panic!("{what} is measured"))
}
