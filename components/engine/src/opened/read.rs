//! Says what opened files are and which plan they make.

use super::{files, finding, open_all, words};
use runwright_checks::documents::check_opened;
use runwright_documents::Origin;
use runwright_files::open::{Kind, read as reading};
use runwright_model::Lang;
use runwright_model::protocol::{Kept, Opened, OpenedPart, ReadSay, Source};

/// Reads files together.
pub fn read(sources: &[Source], lang: Lang) -> ReadSay {
    read_opened(sources, &open_all(sources), lang)
}

/// The same of files that were opened already.
pub(super) fn read_opened(
    sources: &[Source],
    opened: &[runwright_files::open::Opened],
    lang: Lang,
) -> ReadSay {
    let files = files(sources, opened);
    let reading = reading::read(&files);
    let say = |((source, opened), said): ((&Source, &_), &reading::FileReading)| {
        one(source, opened, said, lang)
    };
    ReadSay {
        files: sources
            .iter()
            .zip(opened)
            .zip(&reading.files)
            .map(say)
            .collect(),
        draft: reading.draft,
    }
}

fn one(
    source: &Source,
    opened: &runwright_files::open::Opened,
    said: &reading::FileReading,
    lang: Lang,
) -> Opened {
    let lines = super::Starts::of(&source.text);
    let mut origins: Vec<Origin> = Vec::new();
    let mut parts = Vec::new();
    for (index, part) in opened.parts.iter().enumerate() {
        let edited = said.edited.contains(&index);
        if let Some(view) = opened.view(&source.text, part).filter(|_| edited) {
            origins.extend(
                reading::places(part, &view)
                    .into_iter()
                    .map(|(field, span)| Origin {
                        first_line: lines.line(span.start),
                        last_line: lines.line(span.end.saturating_sub(1).max(span.start)),
                        field,
                    }),
            );
        }
        parts.push(OpenedPart {
            part: match part.kind {
                Kind::Values => "values",
                Kind::Config { .. } => "config",
                Kind::Corefile => "corefile",
            }
            .to_string(),
            place: part.way.words(),
            line: lines.line(part.at),
            edited,
        });
    }
    Opened {
        name: source.name.clone(),
        what: words::what(opened, lang),
        parts,
        findings: check_opened(&source.text, opened, lang)
            .into_iter()
            .map(|note| finding(&source.name, note, &origins))
            .collect(),
        kept: said
            .kept
            .iter()
            .map(|(key, at)| Kept {
                key: key.clone(),
                line: lines.line(*at),
            })
            .collect(),
        understood: said.understood,
        total: said.total,
        secret: said.secret,
    }
}
