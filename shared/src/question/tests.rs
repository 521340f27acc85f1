use super::*;
use crate::prompt_content::PromptContent;
use crate::site::SiteDocument;

/// Every text that an element and its children hold, in order.
fn text(element: &Element) -> String {
    let of = |node: &Node| match node {
        Node::Element(element) => text(element),
        Node::Text(text) => text.clone(),
    };
    element.children.iter().map(of).collect()
}

/// Every element of a tag, in order.
fn all(element: &Element, tag: Tag) -> Vec<&Element> {
    let inner = element.children.iter().flat_map(|node| match node {
        Node::Element(element) => all(element, tag),
        Node::Text(_) => Vec::new(),
    });
    (element.tag == tag).then_some(element).into_iter().chain(inner).collect()
}

/// What elements say of an attribute.
fn each(elements: &[&Element], attribute: Attribute) -> Vec<String> {
    elements.iter().map(|one| one.attributes.get(&attribute).cloned().unwrap_or_default()).collect()
}

/// The question of a survey in its site's language, for a script and in a form.
fn trees(survey: &str, locale: &str, chosen: Option<u8>) -> (Element, Element) {
    let document = format!(
        r#"{{"name":"Kokage","origins":[],"locale":"{locale}","surveys":[{{"id":"s","goal":"g","touchpoints":["t"],{survey}}}]}}"#
    );
    let document = SiteDocument::parse(document.as_bytes()).expect("a site");
    let survey = &document.surveys[0];
    let content = PromptContent::new(&document, survey, &document.locale);
    let (scale, display) = (survey.scale(), content.display);
    let question = Question { scale, display, locale: &content.lang, texts: &content.texts };
    assert_eq!(content.question, question.tree(Shown::ByScript));
    (content.question.clone(), question.tree(Shown::InForm(chosen)))
}

#[test]
fn every_score_is_a_radio_with_its_number_and_name() {
    for (survey, values, first, last) in [
        (r#""metric":"nps""#, 0..=10, "0 Not at all likely", "10 Extremely likely"),
        (r#""metric":"ces""#, 1..=5, "1 Strongly disagree", "5 Strongly agree"),
        (r#""metric":"ces","scale":7"#, 1..=7, "1 Strongly disagree", "7 Strongly agree"),
        (r#""metric":"csat","display":"stars""#, 1..=5, "1 Very bad", "5 Very good"),
    ] {
        let (by_script, in_form) = trees(survey, "en", None);
        for tree in [by_script, in_form] {
            let radios = all(&tree, Tag::Input);
            let values: Vec<_> = values.clone().map(|value: u8| value.to_string()).collect();
            assert_eq!(each(&radios, Attribute::Value), values);
            let names = each(&radios, Attribute::AriaLabel);
            assert_eq!((&*names[0], &*names[names.len() - 1]), (first, last));
        }
    }
}

#[test]
fn what_a_screen_reader_hears_twice_is_hidden_once() {
    let (tree, _) = trees(r#""metric":"ces","scale":7"#, "en", None);
    for label in all(&tree, Tag::Label) {
        for node in &label.children {
            let Node::Element(seen) = node else { panic!("text beside a radio: {node:?}") };
            let hidden = seen.attributes.get(&Attribute::AriaHidden).is_some_and(|it| it == "true");
            assert_eq!(hidden, seen.tag != Tag::Input, "{seen:?}");
        }
    }
}

#[test]
fn a_form_knows_what_was_chosen_and_the_bucket_of_each_score() {
    let (by_script, in_form) = trees(r#""metric":"csat""#, "en", Some(4));
    let radios = all(&in_form, Tag::Input);
    assert_eq!(each(&radios, Attribute::Checked), ["", "", "", "checked", ""]);
    let buckets = ["detractor", "detractor", "passive", "promoter", "promoter"];
    assert_eq!(each(&radios, Attribute::Bucket), buckets);
    assert_eq!(each(&all(&by_script, Tag::Input), Attribute::Checked), [""; 5]);
}

#[test]
fn a_language_writes_its_own_numerals_and_sends_ours() {
    let (tree, _) = trees(r#""metric":"csat""#, "fa", None);
    assert_eq!(each(&all(&tree, Tag::Input), Attribute::Value), ["1", "2", "3", "4", "5"]);
    assert_eq!(text(all(&tree, Tag::B)[0]), "۱");
}

#[test]
fn a_statement_stands_below_the_quiet_question() {
    let (_, tree) = trees(r#""metric":"ces""#, "en", None);
    let legend = all(&tree, Tag::Legend)[0];
    let quiet = all(legend, Tag::Small);
    assert_eq!(quiet.len(), 1);
    assert!(text(legend).starts_with(&format!("{} ", text(quiet[0]))), "{}", text(legend));
}

#[test]
fn only_a_script_greets_by_name() {
    let (by_script, in_form) = trees(r#""metric":"nps""#, "en", None);
    let greets =
        |tree: &Element| each(&all(tree, Tag::Small), Attribute::Hook).contains(&"greeting".into());
    assert!(greets(&by_script) && !greets(&in_form));
}

#[test]
fn a_tree_is_the_same_after_it_was_sent() {
    let (tree, _) = trees(r#""metric":"csat","display":"faces""#, "ja", None);
    let sent = serde_json::to_string(&tree).unwrap();
    assert_eq!(serde_json::from_str::<Element>(&sent).unwrap(), tree);
    serde_json::from_str::<Element>(r#"{"tag":"script"}"#).unwrap_err();
    serde_json::from_str::<Element>(r#"{"tag":"b","attributes":{"onclick":"x"}}"#).unwrap_err();
}
