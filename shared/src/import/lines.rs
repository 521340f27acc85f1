//! Counting the lines of a text that comes in chunks: LF, CRLF and CR each end one.

/// The line that the next character stands on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lines {
    line: u64,
    after_cr: bool,
}

impl Lines {
    pub(super) const fn new() -> Self {
        Self { line: 1, after_cr: false }
    }

    /// The line, from 1.
    pub(super) const fn line(self) -> u64 {
        self.line
    }

    /// Counts a byte of UTF-8.
    #[inline]
    pub(super) const fn pass(&mut self, byte: u8) {
        match byte {
            b'\r' => self.line += 1,
            b'\n' if !self.after_cr => self.line += 1,
            _ => {}
        }
        self.after_cr = byte == b'\r';
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn each_of_the_three_line_ends_counts_once() {
        for (text, line) in [
            ("", 1),
            ("a", 1),
            ("a\n", 2),
            ("a\r\nb", 2),
            ("a\rb\r", 3),
            ("\n\r\n\r", 4),
            ("\r\r\n", 3),
        ] {
            let mut lines = Lines::new();
            text.bytes().for_each(|byte| lines.pass(byte));
            assert_eq!(lines.line(), line, "{text:?}");
        }
    }
}
