//! The release's folder: cleared of an earlier release, and filled.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// What a release consists of. All else in its folder (`.git`, say) is left alone.
const OURS: [&str; 11] = [
    "worker",
    "assets",
    "pictures",
    "release.json",
    "wrangler.toml",
    "package.json",
    "package-lock.json",
    ".dev.vars.example",
    ".gitignore",
    "README.md",
    "README.ja.md",
];

/// Makes the folder, and takes an earlier release out of it. A folder that holds something else, and no
/// release, is left as it is: whoever named it may have meant another.
pub(super) fn clear(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let is_release = folder.join("release.json").exists() && folder.join("wrangler.toml").exists();
    let other = fs::read_dir(folder)?.flatten().find(|entry| entry.file_name() != ".git");
    if let Some(other) = other.filter(|_| !is_release) {
        bail!(
            "{} holds {} and is no earlier release: name an empty folder by --out",
            folder.display(),
            other.file_name().display()
        );
    }
    for name in OURS {
        let entry = folder.join(name);
        if entry.is_dir() {
            fs::remove_dir_all(&entry)?;
        } else if entry.exists() {
            fs::remove_file(&entry)?;
        }
    }
    Ok(())
}

/// Copies a folder and all that is in it.
pub(super) fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    let entries = fs::read_dir(from)
        .with_context(|| format!("{} is missing: run `cargo xtask build`", from.display()))?;
    for entry in entries {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            copy_file(&entry.path(), &target)?;
        }
    }
    Ok(())
}

/// Copies a file into a folder that may not be there yet.
pub(super) fn copy_file(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to).with_context(|| from.display().to_string())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn only_an_empty_folder_or_an_earlier_release_is_filled() {
        let scratch = Scratch::new("release");
        let folder = scratch.path();
        fs::create_dir(folder.join(".git")).unwrap();
        clear(folder).unwrap();
        for name in ["release.json", "wrangler.toml", "LICENSE"] {
            fs::write(folder.join(name), "").unwrap();
        }
        clear(folder).unwrap();
        assert_eq!(scratch.names(), [".git", "LICENSE"]);
        let why = clear(folder).unwrap_err().to_string();
        assert!(why.contains("LICENSE and is no earlier release"), "{why}");
    }
}
