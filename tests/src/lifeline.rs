//! What this process starts ends with it, a crash or Ctrl-C included: a few lines of shell keep watch
//! over a program, and when their input closes, they end it with all it started and remove its folder.

use std::{
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, ChildStdin, Command, Stdio},
};

/// Ends the process group `$1` and removes the folder `$2` once the input has closed. The group is
/// asked first: a program then stops its own children in order.
const WATCH: &str = r#"read -r _; kill -s TERM -- "-$1"
for _ in 1 2 3 4 5 6 7 8 9 10; do kill -s 0 -- "-$1" || break; sleep 0.2; done
kill -s KILL -- "-$1"; rm -rf "$2""#;

/// Keeps a program and its folder. Both end when this is dropped, or when this process ends.
#[derive(Debug)]
pub struct Lifeline {
    input: Option<ChildStdin>,
    watch: Child,
}

impl Lifeline {
    /// The lifeline of a program that leads a process group of its own.
    #[track_caller]
    pub fn of(program: &Child, folder: &Path) -> Self {
        let mut watch = Command::new("sh")
            .args(["-c", WATCH, "watch", &program.id().to_string()])
            .arg(folder)
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("a shell can be started");
        Self { input: watch.stdin.take(), watch }
    }
}

impl Drop for Lifeline {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.watch.wait();
    }
}
