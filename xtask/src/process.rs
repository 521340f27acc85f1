//! Running other programs: said beforehand, timed afterwards, and their output shown only when
//! it helps.

use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};

/// A program to run from the workspace's folder.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(crate::paths::root());
    command
}

/// Runs a step of a longer job: one line that says what happens and, at the end, how long it
/// took. The program's own output is shown only if it fails.
pub(crate) fn step(title: &str, command: &mut Command) -> Result<()> {
    let line = begin(title);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {}", program(command)))?;
    if output.status.success() {
        finish(&line, title);
        return Ok(());
    }
    line.abandon_with_message(format!("✗ {title}"));
    eprintln!("{}", String::from_utf8_lossy(&output.stdout));
    eprintln!("{}", String::from_utf8_lossy(&output.stderr));
    bail!("{} ended with {}", program(command), output.status)
}

/// Does work of our own as a step.
pub(crate) fn step_with<T>(title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let line = begin(title);
    match work() {
        Ok(value) => {
            finish(&line, title);
            Ok(value)
        }
        Err(error) => {
            line.abandon_with_message(format!("✗ {title}"));
            Err(error)
        }
    }
}

/// Runs a program whose output is the point (a test runner): all of it is shown.
pub(crate) fn show(title: &str, command: &mut Command) -> Result<()> {
    eprintln!("\n▸ {title}");
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("cannot start {}", program(command)))?;
    if !status.success() {
        bail!("{title}: {} ended with {status}", program(command));
    }
    Ok(())
}

/// What a program prints, trimmed; an error if it fails.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output()?;
    if !output.status.success() {
        bail!("{} ended with {}", program(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn program(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn begin(title: &str) -> ProgressBar {
    let style = ProgressStyle::with_template("{spinner} {msg} {elapsed:.dim}")
        .expect("the template is fixed and well formed");
    let line = ProgressBar::new_spinner().with_style(style).with_message(title.to_owned());
    if line.is_hidden() {
        eprintln!("▸ {title}");
    }
    line.enable_steady_tick(Duration::from_millis(120));
    line
}

fn finish(line: &ProgressBar, title: &str) {
    let seconds = line.elapsed().as_secs_f32();
    line.finish_and_clear();
    eprintln!("✓ {title} ({seconds:.1} s)");
}
