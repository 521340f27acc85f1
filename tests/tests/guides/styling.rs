//! `styling.md`: the theme, custom properties and parts, held against computed styles.

use super::{
    book::tests_of,
    stand::{Stand, TAG},
};
use serde_json::Value;

/// The page asks at once.
const ASK: &str = "<script>koe('touchpoint', 'post-purchase')</script>";

tests_of! { "styling.md",
    /// 1. The theme of the site document: colour, corner, radius, the page's own font, light in a dark room.
    fn a_theme_is_seen(a_theme) {
        let theme: Value = serde_json::from_str(&a_theme).unwrap();
        let body = format!("<style>body {{ font-family: Georgia, serif }}</style>{TAG}{ASK}");
        let stand = Stand::new("guide-theme", &theme, &[("/", "", &body)]);
        let page = stand.visit();
        page.emulate(&[("prefers-color-scheme", "dark"), ("prefers-reduced-motion", "reduce")]);
        let panel = page.prompt().part("panel");
        let style = |name: &str| {
            panel.call(&format!("function () {{ return getComputedStyle(this)['{name}'] }}"))
        };
        assert_eq!(style("borderTopLeftRadius"), "4px");
        assert_eq!(style("fontFamily"), "Georgia, serif");
        assert_eq!(style("colorScheme"), "light");
        let box_of = "function () { const { left, right } = this.getBoundingClientRect(); \
                      return left < innerWidth - right }";
        assert_eq!(panel.call(box_of), true, "the panel is on the left");
        page.screenshot("guide-theme");
    }

    /// 1. Properties of the page's stylesheet win over the theme.
    fn custom_properties_win(custom_properties) {
        let body = format!("<style>{custom_properties}</style>{TAG}{ASK}");
        let page = Stand::with_body("guide-properties", &body).visit();
        let panel = page.prompt().part("panel");
        let style = |name: &str| {
            panel.call(&format!("function () {{ return getComputedStyle(this)['{name}'] }}"))
        };
        assert_eq!(style("borderTopLeftRadius"), "0px");
        assert_eq!(style("fontFamily"), "Georgia, serif");
        assert_eq!(style("backgroundColor"), "rgb(255, 250, 243)");
        assert_eq!(style("color"), "rgb(43, 33, 24)");
        page.screenshot("guide-properties");
    }

    /// 1. Parts take what the page's stylesheet says of them.
    fn parts_can_be_styled(parts) {
        let body = format!("<style>{parts}</style>{TAG}{ASK}");
        let page = Stand::with_body("guide-parts", &body).visit();
        let prompt = page.prompt();
        let question = "function () { \
            return getComputedStyle(this.querySelector('[part~=question]')).fontWeight }";
        assert_eq!(prompt.part("panel").call(question), "400");
        prompt.score(9).click();
        prompt.until("commenting");
        let send = prompt.part("send");
        assert_eq!(send.call("function () { return getComputedStyle(this).textTransform }"), "uppercase");
    }
}
