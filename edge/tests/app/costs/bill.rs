//! The bill, from what was measured, what the page assumes, and Cloudflare's prices of November 2026.

use std::fmt;

use super::line;
use super::meter::Line;
use super::sizes::Size;

/// Answers a month.
const SIZES: [f64; 3] = [1e4, 1e6, 1e8];
/// Runs of the cron in a month of 30 days, and the hours that it looks for.
const RUNS: f64 = 144.0 * 30.0;
const HOURS: f64 = 24.0 * 30.0;
const MINUTES: f64 = 60.0 * HOURS;
/// Keys of a page of a list.
const PAGE: f64 = 1_000.0;

/// What a million costs, and what is included.
struct Price {
    dollars: f64,
    included: f64,
}

impl Price {
    fn of(&self, amount: f64) -> f64 {
        (amount - self.included).max(0.0) / 1e6 * self.dollars
    }
}

const PLAN: f64 = 5.0;
const REQUESTS: Price = Price { dollars: 0.30, included: 10e6 };
const PROCESSOR_MS: Price = Price { dollars: 0.02, included: 30e6 };
const READS: Price = Price { dollars: 0.50, included: 10e6 };
const WRITES: Price = Price { dollars: 5.0, included: 1e6 };
const LISTS: Price = Price { dollars: 5.0, included: 1e6 };
/// Of bytes: half a dollar a GB, of which one is included.
const STORAGE: Price = Price { dollars: 0.50 / 1e3, included: 1e9 };

/// A line of the bill: how much of it, and what it costs.
pub(super) struct Item {
    what: &'static str,
    unit: f64,
    amounts: [f64; 3],
    dollars: [f64; 3],
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "| {} |", self.what)?;
        for (amount, dollars) in self.amounts.iter().zip(self.dollars) {
            if self.unit > 0.0 {
                write!(f, " {}:", short(amount / self.unit))?;
            }
            write!(f, " {} |", short(dollars))?;
        }
        Ok(())
    }
}

/// Two digits after the point up to a hundred, then none, and thousands told apart.
fn short(number: f64) -> String {
    if number < 99.995 {
        return format!("{number:.2}");
    }
    let digits = format!("{number:.0}");
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).map(|g| str::from_utf8(g).unwrap()).collect();
    groups.into_iter().rev().collect::<Vec<_>>().join(",")
}

/// What the page assumes.
struct Assumed<'a>(&'a [Vec<&'static str>]);

impl Assumed<'_> {
    #[track_caller]
    fn numbers(&self, what: &str) -> Vec<f64> {
        let line = self.0.iter().find(|cells| cells[0].starts_with(what));
        let cell = line.unwrap_or_else(|| panic!("{what} is assumed"))[1];
        cell.split(", ").map(|number| number.replace(' ', "").parse().unwrap()).collect()
    }

    #[track_caller]
    fn number(&self, what: &str) -> f64 {
        self.numbers(what)[0]
    }
}

fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

/// What one kind of thing comes to, for each answer.
#[derive(Clone, Copy, Default)]
struct Part {
    requests: f64,
    ms: f64,
    written: f64,
    stored: f64,
}

impl Part {
    /// Dollars for a million answers a month, nothing included: requests, processor, writes, storage.
    fn dollars(&self, months: f64) -> [f64; 4] {
        [
            self.requests * REQUESTS.dollars,
            self.ms * PROCESSOR_MS.dollars,
            self.written * WRITES.dollars,
            self.stored * months * STORAGE.dollars,
        ]
    }
}

/// What answers bring with them, each part for one answer.
fn parts(lines: &[Line], sizes: &[Size], assumed: &Assumed<'_>) -> Vec<(&'static str, Part)> {
    let writes = |what| float(line(lines, what).operations.writes);
    let bytes = |what| float(sizes.iter().find(|size| size.what == what).unwrap().bytes());
    let others = assumed.number("prompts without an answer");
    let comments = assumed.number("comments");
    let late = assumed.number("share of them that comes after its hour");
    let prompts = 1.0 + others;
    let scripts = assumed.number("script requests to each prompt") * prompts;
    let ms_script = assumed.number("ms of processor for a script");
    let ms_outcome =
        assumed.number("ms for an answer") + assumed.number("ms to count 1,000 entries") / PAGE;
    let outcome = |times: f64, what, size| Part {
        requests: times,
        ms: times * ms_outcome,
        written: times * writes(what),
        stored: times * bytes(size),
    };
    let mark = writes("answer that comes after its hour") - writes("answer");
    let page = |times: f64| Part { requests: times, ms: times * ms_script, ..Part::default() };
    vec![
        ("scripts", page(scripts)),
        ("texts of prompts", page(prompts)),
        (
            "prompts without an answer",
            outcome(others, "prompt without an answer", "prompt without an answer"),
        ),
        ("answers", outcome(1.0, "answer", "answer")),
        ("their comments", outcome(comments, "its comment", "its comment, of 60 bytes")),
        ("late marks", Part { written: late * (prompts + comments) * mark, ..Part::default() }),
    ]
}

/// What another million answers a month costs, by what it is for.
pub(super) fn by_part(
    lines: &[Line],
    sizes: &[Size],
    assumed: &[Vec<&'static str>],
) -> Vec<String> {
    let assumed = Assumed(assumed);
    let months = assumed.number("months that answers are kept");
    let mut parts: Vec<(&str, [f64; 4])> = parts(lines, sizes, &assumed)
        .into_iter()
        .map(|(what, part)| (what, part.dollars(months)))
        .collect();
    let mut all = [0.0; 4];
    for (_, dollars) in &parts {
        all = [0, 1, 2, 3].map(|at| all[at] + dollars[at]);
    }
    parts.push(("in all", all));
    let write = |(what, dollars): &(&str, [f64; 4])| {
        let cells: Vec<String> = dollars.iter().map(|dollars| short(*dollars)).collect();
        format!("| {what} | {} | {} |", cells.join(" | "), short(dollars.iter().sum()))
    };
    parts.iter().map(write).collect()
}

/// The lines of the bill.
pub(super) fn bill(lines: &[Line], sizes: &[Size], assumed: &[Vec<&'static str>]) -> Vec<Item> {
    let assumed = Assumed(assumed);
    let parts = parts(lines, sizes, &assumed);
    let sum = |of: fn(&Part) -> f64| parts.iter().map(|(_, part)| of(part)).sum::<f64>();
    let outcomes = 1.0 + assumed.number("prompts without an answer") + assumed.number("comments");
    let (requests, ms) = (sum(|part| part.requests), sum(|part| part.ms));
    let (written, stored) = (sum(|part| part.written), sum(|part| part.stored));
    let months = assumed.number("months that answers are kept");
    let workers = assumed.numbers("Workers that run at once");
    // Whatever the number of answers.
    let scores = assumed.number("scores that are asked for");
    let score = line(lines, "score of 30 days, the first of a minute in a Worker").operations;
    let run = line(lines, "run of the cron with nothing to do").operations;
    let count = line(lines, "run that counts an hour").operations;
    let ms_a_month = assumed.number("ms for a run of the cron") * RUNS
        + assumed.number("ms for a score") * scores;
    let reads_a_month =
        float(run.reads) * RUNS + float(count.reads) * HOURS + float(score.reads) * scores;
    let lists_a_month = float(run.lists) * RUNS
        + float(count.lists - run.lists) * HOURS
        + float(score.lists) * scores;

    let item = |what, unit, price: &Price, amount: &dyn Fn(usize, f64) -> f64| {
        let amounts = [0, 1, 2].map(|size| amount(size, SIZES[size]));
        Item { what, unit, amounts, dollars: amounts.map(|amount| price.of(amount)) }
    };
    let mut items = vec![
        item("requests, in millions", 1e6, &REQUESTS, &|_, n| requests * n + RUNS + scores),
        item("processor, in millions of ms", 1e6, &PROCESSOR_MS, &|_, n| ms * n + ms_a_month),
        item("writes, in millions", 1e6, &WRITES, &|_, n| {
            written * n + float(count.writes) * HOURS
        }),
        item("reads, in millions", 1e6, &READS, &|size, _| workers[size] * MINUTES + reads_a_month),
        item("lists, in millions", 1e6, &LISTS, &|_, n| outcomes * n / PAGE + lists_a_month),
        item("storage after all months, in GB", 1e9, &STORAGE, &|_, n| stored * n * months),
    ];
    let total =
        [0, 1, 2].map(|size| PLAN + items.iter().map(|item| item.dollars[size]).sum::<f64>());
    items.push(Item {
        what: "in all, with 5 for the plan",
        unit: 0.0,
        amounts: total,
        dollars: total,
    });
    items
}
