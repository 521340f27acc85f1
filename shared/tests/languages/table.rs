//! The table of `docs/languages.md`.

/// Tag, name in itself and direction of each row.
pub(crate) fn rows() -> Vec<(String, String, String)> {
    let page = include_str!("../../../docs/languages.md");
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    page.lines()
        .map(cells)
        .filter_map(|cells| {
            let tag = cells.get(1)?.strip_prefix('`')?.strip_suffix('`')?.to_owned();
            Some((tag, cells.get(2)?.clone(), cells.get(4)?.clone()))
        })
        .collect()
}
