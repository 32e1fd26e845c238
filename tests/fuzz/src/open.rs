//! Opens any text as a file of a team, reads it into a plan, and writes the plan's changes into it.

use crate::pick::Pick;
use runwright_checks::documents::check;
use runwright_engine::{Memory, handle_with, opened, plan};
use runwright_files::open::{open, view};
use runwright_model::protocol::{Against, Ask, PlanAsk, Request, Source};
use runwright_model::{Draft, Kind, Lang, Plan, Value, field, json};

const NAME: &str = "opened.yaml";
const LANGS: [Lang; 2] = [Lang::En, Lang::Zh];

pub fn run(text: &str) {
    let mut pick = Pick::of(text);
    places(text);
    let lang = *pick.of_list(&LANGS);
    let sources = vec![Source {
        name: NAME.to_owned(),
        text: text.to_owned(),
    }];
    let said = opened::read(&sources, lang);
    let mut ask = PlanAsk {
        draft: said.draft.clone(),
        base: said.draft.clone(),
        origin: said.draft,
        sources,
        ..PlanAsk::default()
    };
    // The whole answer takes longer than all else together.
    let whole = pick.below(8) == 0;
    let written = if whole { shown } else { written };
    assert_eq!(written(&ask, lang), text, "a text that was only opened");
    for _ in 0..2 {
        change(&mut ask.draft, &mut pick);
    }
    let outcome = written(&ask, lang);
    places(&outcome);
    let kinds = |text: &str| -> Vec<_> { open(text).parts.iter().map(|part| part.kind).collect() };
    let (before, after) = (kinds(text), kinds(&outcome));
    assert!(
        before.is_empty() || !after.is_empty(),
        "{:?}\n{text:?}\nbecame\n{outcome:?}",
        ask.draft
    );
    if whole {
        others(ask, lang, &mut pick);
    }
}

/// What is said of a file names places in it.
fn places(text: &str) {
    let opened = open(text);
    for part in &opened.parts {
        assert!(text.is_char_boundary(part.at), "a part at {}", part.at);
        assert!(view(text, &part.way).is_some(), "no way to {:?}", part.way);
    }
    let lines = text.matches('\n').count() + 1;
    let [en, zh] = LANGS.map(|lang| check(text, lang));
    let codes = |notes: &[runwright_checks::documents::Note]| -> Vec<_> {
        let said = notes.iter().map(|note| (note.code.clone(), note.line));
        said.collect()
    };
    assert_eq!(codes(&en), codes(&zh), "the languages differ");
    for note in &en {
        let line = note.line as usize;
        assert!((1..=lines).contains(&line), "{} at {line}", note.code);
    }
}

/// The file with the plan's changes in it.
fn written(ask: &PlanAsk, lang: Lang) -> String {
    let plan = Plan::read_with(&ask.draft, &ask.good).plan;
    let opened = opened::open_all(&ask.sources);
    let mut files = opened::written(ask, &opened, &plan, lang).into_iter();
    files.next().expect("as many files as sources").text
}

/// The file as the plan's answer shows it.
fn shown(ask: &PlanAsk, lang: Lang) -> String {
    let said = plan::plan(ask, lang, &mut Memory::default());
    let file = said.files.iter().find(|file| file.path == NAME);
    let file = file.expect("the opened file is among the files");
    let tokens: usize = file.tokens.iter().map(|run| (run >> 3) as usize).sum();
    let lines: usize = file.text.lines().map(str::len).sum();
    assert_eq!(tokens, lines, "tokens do not cover the text");
    file.text.clone()
}

/// Changes some field, most of the time to something that fits.
fn change(draft: &mut Draft, pick: &mut Pick) {
    let fields: Vec<_> = field::all().collect();
    let field = pick.of_list(&fields);
    let words = [
        "7",
        "256Mi",
        "500m",
        "true",
        "false",
        "host.example.com",
        "https://gitlab.example.com/",
        "it's \"q\" {{ x }}",
        "",
    ];
    let value = match field.kind {
        Kind::Bool => match draft.get(field.id).and_then(Value::text) {
            Some("true") => Value::from("false"),
            _ => Value::from("true"),
        },
        _ => Value::from(*pick.of_list(&words)),
    };
    draft.set(field.id, value);
}

/// The other questions about opened files.
fn others(plan: PlanAsk, lang: Lang, pick: &mut Pick) {
    let path = NAME.to_owned();
    let ask = match pick.below(4) {
        0 => Ask::Upgrade {
            plan,
            chart: "0.88.0".to_owned(),
        },
        1 => Ask::Minimal { plan, path },
        _ => {
            let with = *pick.of_list(&[Against::Opened, Against::Defaults, Against::Saved]);
            Ask::Compare { plan, path, with }
        }
    };
    let request = Request { seq: 1, lang, ask };
    let response = handle_with(&request, &mut Memory::default());
    let text = json::write(&response);
    assert!(json::read(&text).is_ok(), "an answer that is no JSON");
}

pub fn read(text: &str) {
    check(text, Lang::En);
}
