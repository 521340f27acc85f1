//! What a page looks like to its owner: everything Koe might have touched.

use super::Page;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Reads it all in one go. What Koe adds, its tag and its prompt, is left out; that it adds no
/// more is what is looked for.
const READ: &str = r"(() => {
  const ours = 'koe-prompt, script, link[rel=modulepreload], link[rel=preload]';
  const styles = element => ['', '::before', '::after'].map(part => {
    const style = getComputedStyle(element, part);
    return [...style].map(name => `${name}: ${style.getPropertyValue(name)}`);
  });
  const box = element => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return `box: ${[left, top, width, height]}`;
  };
  const elements = [...document.querySelectorAll('*')].filter(element => !element.closest(ours));
  const copy = document.documentElement.cloneNode(true);
  copy.querySelectorAll(ours).forEach(element => element.remove());
  return {
    markup: copy.outerHTML.replace(/\s+/g, ' '),
    elements: elements.map(element => ({ name: element.localName + '#' + element.id, styles: [box(element), ...styles(element).flat()] })),
    sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
    scroll: [scrollX, scrollY, document.documentElement.scrollWidth, document.documentElement.scrollHeight],
  };
})()";

/// Markup, place and computed style of every element and of what stands before and after it, how
/// many stylesheets there are, how far the page is scrolled and how large it is.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Looks {
    markup: String,
    elements: Vec<Styled>,
    sheets: u32,
    scroll: [f64; 4],
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
struct Styled {
    name: String,
    styles: Vec<String>,
}

impl Page {
    /// What the page looks like now.
    #[track_caller]
    pub fn looks(&self) -> Looks {
        serde_json::from_value(self.eval(READ)).expect("the page is read in this form")
    }

    /// The names of everything global.
    #[track_caller]
    pub fn globals(&self) -> BTreeSet<String> {
        let names = self.eval("Object.getOwnPropertyNames(window)");
        serde_json::from_value(names).expect("names are strings")
    }
}

impl Looks {
    /// Fails unless both are the same, naming what is not.
    #[track_caller]
    pub fn are(&self, before: &Self, when: &str) {
        assert_eq!(self.markup, before.markup, "the markup {when}");
        let mut pairs = self.elements.iter().zip(&before.elements);
        if let Some((now, then)) = pairs.find(|(now, then)| now != then) {
            let styles = now.styles.iter().zip(&then.styles).filter(|(now, then)| now != then);
            panic!("{} {when}: (now, before): {:?}", now.name, styles.collect::<Vec<_>>());
        }
        assert_eq!(self.sheets, before.sheets, "stylesheets {when}");
        let (now, then) = (self.scroll.as_slice(), before.scroll.as_slice());
        assert!(now == then, "scroll position and size {when}: {now:?}, {then:?} before");
        assert_eq!(self, before, "the page {when}");
    }
}
