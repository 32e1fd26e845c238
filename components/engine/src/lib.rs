//! Answers what the page and the CLI ask: one function, [`handle`], from request to response.
//!
//! The same code runs as the page's Web Worker, on its main thread where a worker cannot be had,
//! in the tests and in the `runwright` CLI.
//!
//! **Invariant:** no clock, no storage, and no state that an answer depends on. Only `entry.rs` knows that
//! there is a browser.

use runwright_model::Lang;
use runwright_model::protocol::{Ask, Request, Response, Say};
use runwright_model::say;

mod ask;
pub mod bundle;
pub mod link;
#[cfg(feature = "documents")]
pub mod opened;
pub mod plan;
pub mod preview;
#[cfg(feature = "documents")]
pub mod run;
pub mod saved;
pub mod spec;
pub mod words;

pub use plan::Memory;

/// Longest request accepted, in bytes: pasted node lists are the largest honest ones.
pub const MAX_REQUEST: usize = 32 << 20;

/// Answers one request.
pub fn handle(request: &Request) -> Response {
    handle_with(request, &mut Memory::default())
}

/// Answers one request of many; what is worth keeping for the next stays in `memory`.
pub fn handle_with(request: &Request, memory: &mut Memory) -> Response {
    let lang = request.lang;
    let say = match &request.ask {
        Ask::Spec => Say::Spec(Box::new(spec::spec(lang))),
        Ask::Plan(ask) => Say::Plan(Box::new(plan::plan(ask, lang, memory))),
        Ask::Bundle(ask) => bundle::bundle(ask, lang),
        Ask::Preview { plan, edits } => Say::Preview {
            hunks: preview::preview(plan, edits, lang),
        },
        Ask::Link { draft } => Say::Link {
            fragment: link::write(draft),
        },
        Ask::Open { fragment } => link::open(fragment, lang),
        Ask::Import { text } => saved::open(text, lang),
        #[cfg(feature = "documents")]
        Ask::Read { .. }
        | Ask::Settings
        | Ask::Upgrade { .. }
        | Ask::Minimal { .. }
        | Ask::Compare { .. } => opened::answer(&request.ask, lang, memory),
        #[cfg(feature = "documents")]
        Ask::Diagnose { .. }
        | Ask::Cause { .. }
        | Ask::Symptoms { .. }
        | Ask::Start { .. }
        | Ask::Kit { .. } => run::answer(&request.ask, lang),
        #[cfg(not(feature = "documents"))]
        _ => Say::Failed {
            message: "this engine reads no files".to_string(),
        },
    };
    Response {
        seq: request.seq,
        say,
    }
}

/// Answers a request in JSON with a response in JSON; what is not a request gets [`Say::Failed`].
pub fn handle_json(request: &str, memory: &mut Memory) -> String {
    let response = if request.len() > MAX_REQUEST {
        failed(0, "the text is larger than 32 MB")
    } else {
        match ask::read(request) {
            Ok(request) => handle_with(&request, memory),
            Err(why) => failed(0, &why),
        }
    };
    runwright_model::json::write(&response)
}

fn failed(seq: u32, why: &str) -> Response {
    Response {
        seq,
        say: Say::Failed {
            message: why.to_string(),
        },
    }
}

/// A list of unknown or unfit values, for people.
pub(crate) fn too_new(found: u32, lang: Lang) -> String {
    let known = runwright_model::protocol::FORMAT;
    say!(
        lang,
        "The plan has format {found}, this page knows {known}. What it does not know is left out.",
        "该方案的格式为 {found}，本页面支持 {known}；不认识的内容已略去。"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_request_is_answered_too() {
        for text in [
            "",
            "{}",
            "null",
            "{\"seq\":1}",
            "[1,2",
            "{\"seq\":1,\"lang\":\"en\",\"ask\":{\"kind\":\"nope\"}}",
        ] {
            let response: Response =
                serde_json::from_str(&handle_json(text, &mut Memory::default())).unwrap();
            assert!(matches!(response.say, Say::Failed { .. }), "{text}");
        }
    }
}
