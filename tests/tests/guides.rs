//! The guides in `docs/`, kept true: every snippet in them is put to use against the built Worker under
//! workerd, in a real browser, in Node or in Python, by somebody who changes nothing but the address and the
//! site's id.
//!
//! A snippet is a fenced block with a mark, ```` ```html test=the_tag ````; the tests of a guide name the
//! marks that they use as arguments. A block without a mark, and a mark that no test uses, fail.

#![allow(
    clippy::unwrap_used,
    reason = "a journey that meets nothing where something should be fails"
)]

mod guides {
    pub(crate) mod book;
    pub(crate) mod bundle;
    pub(crate) mod node;
    pub(crate) mod stand;

    mod alerts;
    mod analysis;
    mod assistants;
    mod comments;
    mod csp;
    mod debugging;
    mod deploying;
    mod email_and_qr;
    mod follow_up;
    mod html;
    mod pinned;
    mod privacy;
    mod react;
    mod saving;
    mod styling;
    mod switching;
    mod tag_manager;
    mod vue;

    /// The marks that tests use, by guide.
    const USED: &[(&str, &[&str])] = &[
        alerts::USED,
        analysis::USED,
        assistants::USED,
        comments::USED,
        csp::USED,
        debugging::USED,
        deploying::USED,
        email_and_qr::USED,
        follow_up::USED,
        html::USED,
        pinned::USED,
        privacy::USED,
        react::USED,
        saving::USED,
        styling::USED,
        switching::USED,
        tag_manager::USED,
        vue::USED,
    ];

    #[test]
    fn every_snippet_is_used_by_a_test() {
        let used = |guide: &str, mark: &str| {
            USED.iter().any(|(of, marks)| *of == guide && marks.contains(&mark))
        };
        let unused: Vec<_> =
            book::marks().into_iter().filter(|(guide, mark)| !used(guide, mark)).collect();
        assert!(unused.is_empty(), "no test uses {unused:?}");
    }

    #[test]
    fn no_snippet_goes_without_a_mark() {
        let unmarked = book::unmarked();
        assert!(unmarked.is_empty(), "blocks without `test=`: {unmarked:#?}");
    }

    #[test]
    fn links_between_guides_lead_somewhere() {
        let broken = book::broken_links();
        assert!(broken.is_empty(), "{broken:?}");
    }
}
