//! How much processor time the processes of a running Worker have taken, as Linux tells it.

use std::fs;
use std::time::Duration;

/// What a tick of the kernel's accounting is, on every Linux of today.
const TICK: Duration = Duration::from_millis(10);

/// One process, as `/proc/{id}/stat` tells it.
struct Process {
    id: u32,
    parent: u32,
    name: String,
    ticks: u32,
}

impl Process {
    fn read(id: u32) -> Option<Self> {
        Self::parse(id, &fs::read_to_string(format!("/proc/{id}/stat")).ok()?)
    }

    /// `{id} ({name}) {state} {parent} …`; the 14th and 15th fields are the ticks for itself and those
    /// that the system took for it.
    fn parse(id: u32, stat: &str) -> Option<Self> {
        let (head, rest) = stat.rsplit_once(") ")?;
        let (_, name) = head.split_once('(')?;
        let fields: Vec<&str> = rest.split(' ').collect();
        let number = |place: usize| fields.get(place)?.parse::<u32>().ok();
        let ticks = number(11)? + number(12)?;
        Some(Self { id, parent: number(1)?, name: name.to_owned(), ticks })
    }
}

/// The processor time of all processes with a name that are `root` or descend from it; `None` where there is none,
/// or the system tells it otherwise.
pub(crate) fn time_of(name: &str, root: u32) -> Option<Duration> {
    let ids = fs::read_dir("/proc")
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let all: Vec<Process> = ids.filter_map(Process::read).collect();
    let descends = |process: &&Process| {
        let mut ancestor = *process;
        loop {
            if ancestor.id == root {
                return true;
            }
            match all.iter().find(|other| other.id == ancestor.parent) {
                Some(parent) => ancestor = parent,
                None => return false,
            }
        }
    };
    let named = all.iter().filter(|process| process.name == name).filter(descends);
    named.map(|process| TICK * process.ticks).reduce(|sum, time| sum + time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_hold_whatever_stands_between_fields() {
        let stat = "7 (a) b (c)) S 3 7 7 0 -1 4194560 1 2 3 4 500 60 7 8 20 0 1 0 5 6 7";
        let process = Process::parse(7, stat).unwrap();
        assert_eq!((process.parent, process.name.as_str(), process.ticks), (3, "a) b (c)", 560));
        assert!(Process::parse(7, "7 (cut off) S 3").is_none());
    }
}
