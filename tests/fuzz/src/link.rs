//! Opens any text as a link's fragment, as a plan file and as a request.

use data_encoding::BASE64URL_NOPAD;
use runwright_engine::{Memory, handle_json, link, saved};
use runwright_model::{Draft, Lang, json};

pub fn run(text: &str) {
    for lang in [Lang::En, Lang::Zh] {
        let _ = link::open(text, lang);
        let _ = saved::open(text, lang);
    }
    let response = handle_json(text, &mut Memory::default());
    assert!(json::read(&response).is_ok(), "an answer that is no JSON");
    // What a mutation of packed bytes would hardly ever reach.
    if let Ok((draft, _)) = link::read(&packed(text), Lang::En) {
        check(&draft);
    }
    if let Ok((draft, _)) = saved::read(text, Lang::En) {
        check(&draft);
    }
    let named = json::read(text).ok();
    if let Some(draft) = named.and_then(|json| Draft::from_json(&json).ok()) {
        let fragment = link::write(&draft);
        if !fragment.is_empty()
            && let Ok((draft, _)) = link::read(&fragment, Lang::Zh)
        {
            check(&draft);
        }
    }
}

/// What was taken from a link or a file goes through both again.
fn check(draft: &Draft) {
    let fragment = link::write(draft);
    assert_eq!(fragment.is_empty(), draft.0.is_empty());
    if !fragment.is_empty() {
        let (again, _) = link::read(&fragment, Lang::En).expect("a link of our own");
        assert_eq!(again, *draft, "{fragment}");
    }
    let file = saved::write(draft);
    let (again, _) = saved::read(&file, Lang::Zh).expect("a plan file of our own");
    assert_eq!(again, *draft, "{file}");
}

/// A fragment of the text in stored blocks of deflate.
fn packed(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len() + 16);
    let mut chunks = text.as_bytes().chunks(0xffff).peekable();
    while let Some(chunk) = chunks.next() {
        let length = chunk.len() as u16;
        bytes.push(u8::from(chunks.peek().is_none()));
        bytes.extend(length.to_le_bytes());
        bytes.extend((!length).to_le_bytes());
        bytes.extend(chunk);
    }
    ["v1.", &BASE64URL_NOPAD.encode(&bytes)].concat()
}

pub fn read(text: &str) {
    let _ = link::open(text, Lang::En);
    let _ = link::open(&packed(text), Lang::En);
    let _ = saved::open(text, Lang::En);
}
