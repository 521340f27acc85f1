//! The stylesheet and the script of the desk, served by the Worker under names that hold their hashes.
//!
//! Both stand in the repository as they are served: the desk has no build step of its own.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use crate::hex;

/// A file of the desk.
pub(crate) struct DeskFile {
    /// Where it lies, such as `/desk/look-0123456789.css`.
    pub(crate) path: String,
    /// Its media type.
    pub(crate) kind: &'static str,
    /// What is in it.
    pub(crate) text: String,
}

/// The stylesheet.
pub(crate) static LOOK: LazyLock<DeskFile> = LazyLock::new(|| {
    let parts = [
        include_str!("look/tokens.css"),
        include_str!("look/ground.css"),
        include_str!("look/bar.css"),
        include_str!("look/card.css"),
        include_str!("look/form.css"),
        include_str!("look/list.css"),
        include_str!("look/door.css"),
        include_str!("look/choices.css"),
        include_str!("look/report.css"),
        include_str!("look/charts.css"),
        include_str!("look/tenth.css"),
        include_str!("look/trend.css"),
        include_str!("look/comments.css"),
        include_str!("look/cases.css"),
        include_str!("look/journey.css"),
        include_str!("look/notes.css"),
        include_str!("look/sites.css"),
        include_str!("look/check.css"),
        include_str!("look/sketch.css"),
        include_str!("look/hand_out.css"),
        include_str!("look/import.css"),
        include_str!("look/narrow.css"),
        include_str!("look/report_narrow.css"),
        include_str!("look/print.css"),
        include_str!("look/forced_colours.css"),
    ];
    DeskFile::new("look", "css", "text/css; charset=utf-8", parts.concat())
});

/// What the page in the frame of the preview needs beside the stylesheet of all prompts.
pub(crate) static PREVIEW: LazyLock<DeskFile> = LazyLock::new(|| {
    let text = include_str!("look/preview.css").to_owned();
    DeskFile::new("preview", "css", "text/css; charset=utf-8", text)
});

/// The script.
pub(crate) static SCRIPT: LazyLock<DeskFile> = LazyLock::new(|| {
    let parts = [
        include_str!("script/copy.js"),
        include_str!("script/menu.js"),
        include_str!("script/fields.js"),
        include_str!("script/preview.js"),
        include_str!("script/print.js"),
        include_str!("script/ticks.js"),
    ];
    // A part does not see the names of another.
    let parts = parts.map(|part| format!("{{\n{part}}}\n"));
    DeskFile::new("desk", "js", "text/javascript; charset=utf-8", parts.concat())
});

/// What the script adds on the page of the import, which is as much again.
pub(crate) static IMPORT_SCRIPT: LazyLock<DeskFile> = LazyLock::new(|| {
    let text = format!("{{\n{}}}\n", include_str!("script/import.js"));
    DeskFile::new("import", "js", "text/javascript; charset=utf-8", text)
});

impl DeskFile {
    fn new(name: &str, extension: &str, kind: &'static str, text: String) -> Self {
        let hash = hex::encode(&Sha256::digest(text.as_bytes())[..5]);
        Self { path: format!("/desk/{name}-{hash}.{extension}"), kind, text }
    }

    /// The file that is meant: of this release, or of another one with the same job. A page of the release
    /// before, still open, gets today's.
    pub(crate) fn named(file: &str) -> Option<&'static Self> {
        let is = |known: &Self| {
            let (name, extension) = (known.name(), known.extension());
            let hash = file.strip_prefix(name).and_then(|rest| rest.strip_prefix('-'));
            hash.and_then(|rest| rest.strip_suffix(extension))
                .is_some_and(|rest| rest.ends_with('.'))
        };
        [&*LOOK, &*PREVIEW, &*SCRIPT, &*IMPORT_SCRIPT].into_iter().find(|known| is(known))
    }

    /// Whether `file` names just these contents.
    pub(crate) fn is_at(&self, file: &str) -> bool {
        self.path.ends_with(&format!("/{file}"))
    }

    fn name(&self) -> &str {
        let file = self.path.rsplit('/').next().unwrap_or_default();
        file.split('-').next().unwrap_or_default()
    }

    fn extension(&self) -> &str {
        self.path.rsplit('.').next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_by_its_job_and_known_by_its_hash() {
        let file = LOOK.path.strip_prefix("/desk/").unwrap();
        assert!(DeskFile::named(file).is_some_and(|found| found.is_at(file)));
        let earlier = "look-0000000000.css";
        assert!(DeskFile::named(earlier).is_some_and(|found| !found.is_at(earlier)));
        assert!(DeskFile::named("look-0000000000.js").is_none());
        assert!(DeskFile::named("other-0000000000.css").is_none());
        assert!(DeskFile::named("desk-0000000000.js").is_some());
    }
}
