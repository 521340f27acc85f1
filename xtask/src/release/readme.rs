//! The release's README, in both languages, from the templates in `xtask/release`.
//!
//! `{{name}}` is replaced. What stands between a line `{{#repo}}` and `{{/repo}}` is for a release with a
//! public repository, between `{{^repo}}` and `{{/repo}}` for one without.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use super::repository::Repository;
use super::values::OPTIONAL;
use crate::paths;

/// A language of the README.
pub(super) struct Language {
    pub(super) file: &'static str,
    template: &'static str,
    /// What it shows, the best first; one of them is there.
    pictures: [Picture; 2],
    optional: fn(&super::values::Optional) -> &'static str,
}

/// A picture of the project's guides.
#[derive(Clone, Copy)]
pub(super) struct Picture {
    pub(super) file: &'static str,
    /// What it shows.
    text: &'static str,
}

pub(super) const LANGUAGES: [Language; 2] = [
    Language {
        file: "README.md",
        template: include_str!("../../release/README.md"),
        pictures: [
            Picture { file: "desk-en.png", text: "The desk, with the scores of a shop" },
            Picture { file: "prompt-en.png", text: "The prompt on a shop's thank-you page" },
        ],
        optional: |optional| optional.english,
    },
    Language {
        file: "README.ja.md",
        template: include_str!("../../release/README.ja.md"),
        pictures: [
            Picture { file: "desk-ja.png", text: "ある店のスコアを表示したデスク" },
            Picture {
                file: "prompt-ja-dark.png", text: "購入後のページに表示された質問"
            },
        ],
        optional: |optional| optional.japanese,
    },
];

impl Language {
    /// The first of its pictures that there is.
    pub(super) fn picture(&self) -> Result<Picture> {
        let found = self.pictures.into_iter().find(|picture| picture.path().exists());
        found.with_context(|| format!("docs/pictures has no picture for {}", self.file))
    }
}

impl Picture {
    pub(super) fn path(&self) -> PathBuf {
        paths::root().join("docs/pictures").join(self.file)
    }
}

/// The text, with the figures of `docs/costs.md`.
pub(super) fn written(
    language: &Language,
    repo: Option<&Repository>,
    costs: &str,
) -> Result<String> {
    let picture = language.picture()?;
    let bill = bill(costs).context("docs/costs.md has no bill of three sizes")?;
    let optional: Vec<String> = OPTIONAL
        .iter()
        .map(|optional| format!("- `{}`: {}", optional.heading, (language.optional)(optional)))
        .collect();
    let mut text = chosen(language.template, repo.is_some());
    for (name, value) in [
        ("{{repo}}", repo.map(ToString::to_string).unwrap_or_default()),
        ("{{picture}}", picture.text.to_owned()),
        ("{{file}}", picture.file.to_owned()),
        ("{{version}}", env!("CARGO_PKG_VERSION").to_owned()),
        ("{{small}}", bill[0].to_owned()),
        ("{{middle}}", bill[1].to_owned()),
        ("{{optional}}", optional.join("\n")),
    ] {
        text = text.replace(name, &value);
    }
    ensure!(!text.contains("{{"), "{} has a name that nothing replaces", language.file);
    Ok(text)
}

/// The template without the parts that are for the other kind of release.
fn chosen(template: &str, with_repo: bool) -> String {
    let (mut text, mut shown) = (String::new(), true);
    for line in template.lines() {
        match line {
            "{{#repo}}" => shown = with_repo,
            "{{^repo}}" => shown = !with_repo,
            "{{/repo}}" => shown = true,
            line if shown => text.extend([line, "\n"]),
            _ => {}
        }
    }
    text
}

/// What a month costs in dollars, at each of three sizes.
fn bill(costs: &str) -> Option<[&str; 3]> {
    let line =
        costs.lines().find_map(|line| line.strip_prefix("| in all, with 5 for the plan |"))?;
    let cells: Vec<&str> = line.trim_end_matches('|').split('|').map(str::trim).collect();
    cells.try_into().ok()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn costs() -> String {
        fs::read_to_string(paths::root().join("docs/costs.md")).unwrap()
    }

    fn both(repo: Option<&Repository>) -> [String; 2] {
        LANGUAGES.map(|language| written(&language, repo, &costs()).unwrap())
    }

    #[test]
    fn it_begins_with_the_button_where_there_is_a_repository_and_names_none_elsewhere() {
        let repo: Repository = "https://github.com/you/koe".parse().unwrap();
        for text in both(Some(&repo)) {
            let button = "(https://deploy.workers.cloudflare.com/?url=https://github.com/you/koe)";
            assert!(text.lines().next().unwrap().ends_with(button), "{text}");
            assert!(text.lines().nth(2).unwrap().starts_with("!["), "{text}");
            assert!(text.contains("git fetch https://github.com/you/koe HEAD"), "{text}");
        }
        for text in both(None) {
            assert!(text.starts_with("!["), "{text}");
            assert!(!text.contains("deploy.workers.cloudflare.com"), "{text}");
        }
    }

    #[test]
    fn it_has_seven_steps_and_asks_for_no_compiler_and_no_curl() {
        let repo: Repository = "https://gitlab.com/you/koe".parse().unwrap();
        for text in both(None).into_iter().chain(both(Some(&repo))) {
            let is_step = |line: &&str| line.starts_with(|c: char| c.is_ascii_digit());
            assert_eq!(text.lines().filter(is_step).count(), 7, "{text}");
            assert!(!text.contains("cargo") && !text.contains("curl"), "{text}");
        }
    }

    /// A phrase of `docs/costs.md`, and the figures of it that the README says.
    #[test]
    fn its_figures_are_those_of_the_guide_to_costs() {
        let costs = costs();
        for (phrase, figures) in [
            ("so some 140 answers; 4,200 a month", &["140", "4,200"][..]),
            ("| writes | 1,000 |", &["1,000"]),
            ("keeps what visitors said for up to 30 days", &["30"]),
            ("Five of six visitors", &["10"]),
            ("| dollars a month | 10 thousand answers | 1 million |", &["1"]),
        ] {
            assert!(costs.contains(phrase), "{phrase}");
            for text in both(None) {
                assert!(figures.iter().all(|figure| text.contains(figure)), "{phrase}: {text}");
            }
        }
        let [small, middle, _] = bill(&costs).unwrap();
        for text in both(None) {
            assert!(text.contains(small) && text.contains(middle), "{text}");
        }
    }
}
