//! Changes words and lines of a Corefile; everything else keeps its bytes.

use super::words::line_end;
use super::write::{self, Style};
use super::{Block, Corefile, Directive, Line, Place, Word, read};
use crate::source::{Refusal, Span, Splice};

/// Sets an argument or the name of a plugin.
pub fn set_word(text: &str, word: &Word, new: &str) -> Result<Vec<Splice>, Refusal> {
    replace(text, word, new, write::arg)
}

/// Sets an address of a block.
pub fn set_address(text: &str, word: &Word, new: &str) -> Result<Vec<Splice>, Refusal> {
    replace(text, word, new, write::address)
}

fn replace(
    text: &str,
    word: &Word,
    new: &str,
    write: fn(&str) -> Result<String, Refusal>,
) -> Result<Vec<Splice>, Refusal> {
    if word.text == new {
        return Ok(Vec::new());
    }
    let with = write::instead(text, word, write(new)?)?;
    Ok(vec![Splice::new(word.span.clone(), with)])
}

/// Sets all arguments of a plugin; those that stay keep their bytes.
pub fn set_args(
    text: &str,
    directive: &Directive,
    args: &[String],
) -> Result<Vec<Splice>, Refusal> {
    let old = &directive.args;
    let kept = old
        .iter()
        .zip(args)
        .take_while(|(old, new)| old.text == **new)
        .count();
    let rest = old.len().min(args.len()) - kept;
    let same = old.iter().rev().zip(args.iter().rev()).take(rest);
    let tail = same.take_while(|(old, new)| old.text == **new).count();
    let (last, until) = (old.len() - tail, args.len() - tail);
    let mut splices = Vec::new();
    // Behind what new arguments go.
    let mut end = directive.name.span.end;
    for (index, word) in old.iter().take(last).enumerate() {
        match args.get(index).filter(|_| index < until) {
            Some(new) => splices.append(&mut set_word(text, word, new)?),
            None if text
                .get(word.span.clone())
                .is_some_and(|word| word.contains("{{")) =>
            {
                return Err(Refusal::Template);
            }
            None => splices.push(Splice::new(end..word.span.end, "")),
        }
        end = word.span.end;
    }
    let new = args.get(last..until.max(last)).unwrap_or_default();
    let written: Result<Vec<String>, Refusal> = new.iter().map(|new| write::arg(new)).collect();
    let with: String = written?.iter().flat_map(|new| [" ", new]).collect();
    if !with.is_empty() {
        splices.push(Splice::new(end..end, with));
    }
    Ok(splices)
}

/// Adds lines to a block: behind the line of an index, or before all lines.
pub fn insert(
    text: &str,
    place: Place,
    lines: &[Line],
    after: Option<usize>,
) -> Result<Vec<Splice>, Refusal> {
    let style = Style::of(text);
    let (body, inside, span) = match place {
        Place::Block(block) => (&block.body, &block.inside, &block.span),
        Place::Directive(directive) => (&directive.block, &directive.inside, &directive.span),
    };
    if text.get(span.clone()).is_none() {
        return Err(Refusal::NoPlace);
    }
    let outer = match place {
        // A block without braces stands at the margin, with all its lines.
        Place::Block(Block { inside: None, .. }) => None,
        _ => Some(indent(text, span.start)),
    };
    let begins = body
        .iter()
        .map(|line| line.span.start)
        .find(|&start| begins_line(text, start));
    let inner = match (begins, outer) {
        (Some(start), _) => indent(text, start).to_owned(),
        (None, Some(outer)) => [outer, &style.step].concat(),
        (None, None) => String::new(),
    };
    let mut new = String::new();
    style.lines(lines, &inner, &mut new)?;
    let (behind, close) = match (place, after, inside) {
        (_, Some(index), _) => (
            body.get(index).ok_or(Refusal::NoPlace)?.span.end,
            inside.as_ref().map(|inside| inside.end),
        ),
        (_, None, Some(inside)) => (inside.start, Some(inside.end)),
        (Place::Directive(directive), None, None) if !directive.has_block => {
            let outer = outer.unwrap_or_default();
            let with = [" {", style.newline, &new, outer, "}"].concat();
            return Ok(vec![Splice::new(span.end..span.end, with)]);
        }
        (Place::Directive(_), None, None) => return Err(Refusal::Unreadable),
        (Place::Block(block), None, None) => match block.addresses.last() {
            Some(last) => (last.span.end, None),
            None => return Ok(vec![Splice::new(span.start..span.start, new)]),
        },
    };
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let line = line_end(text, behind);
    let tail = text.get(behind..line).unwrap_or_default();
    if tail.trim_start().starts_with('#') || tail.trim().is_empty() {
        return Ok(vec![match line < text.len() {
            true => Splice::new(line + 1..line + 1, new),
            false => Splice::new(line..line, [style.newline, new.trim_end()].concat()),
        }]);
    }
    // Something follows on the line: the block is broken into lines here.
    let blank = tail.len() - tail.trim_start().len();
    let next = behind + blank;
    let indent = if close == Some(next) {
        outer.unwrap_or_default()
    } else {
        &inner
    };
    let with = [style.newline, &new, indent].concat();
    Ok(vec![Splice::new(behind..next, with)])
}

/// Takes out a plugin or a line of a plugin's block, with its comment.
pub fn remove(text: &str, directive: &Directive) -> Result<Vec<Splice>, Refusal> {
    cut(text, &directive.span, false)
}

/// Takes out a block with the comment above it and the empty line that parted it from others.
pub fn remove_block(text: &str, block: &Block) -> Result<Vec<Splice>, Refusal> {
    if block.inside.is_none()
        && !block.body.is_empty()
        && read(text)
            .faults
            .iter()
            .any(|fault| block.span.contains(&fault.at))
    {
        return Err(Refusal::Unreadable);
    }
    cut(text, &block.span, true)
}

/// Adds a block at the end.
///
/// Refused where the last block has no braces and would take it in.
pub fn add_block(text: &str, addresses: &[String], lines: &[Line]) -> Result<Vec<Splice>, Refusal> {
    let Corefile { blocks, .. } = read(text);
    if let Some(last) = blocks.last().filter(|last| last.inside.is_none()) {
        let open = text
            .get(last.span.clone())
            .is_some_and(|block| block.contains('{'))
            && !last.body.is_empty();
        let import = last
            .addresses
            .first()
            .is_some_and(|first| first.text == "import");
        match import {
            true => {}
            false => {
                return Err(if open {
                    Refusal::Unreadable
                } else {
                    Refusal::Form
                });
            }
        }
    }
    let style = Style::of(text);
    let written: Result<Vec<String>, Refusal> = addresses
        .iter()
        .map(|address| write::address(address))
        .collect();
    let written = written?;
    if written.is_empty() {
        return Err(Refusal::Form);
    }
    let mut new = [&written.join(" "), " {", style.newline].concat();
    style.lines(lines, &style.step, &mut new)?;
    new.push('}');
    let bare = text.trim_start_matches('\u{feff}');
    if bare.trim().is_empty() {
        new.push_str(style.newline);
    } else if text.ends_with('\n') {
        let above = text.trim_end_matches([' ', '\t', '\r', '\n']);
        let blank = text
            .get(above.len()..)
            .is_some_and(|blank| blank.matches('\n').count() > 1);
        new = [if blank { "" } else { style.newline }, &new, style.newline].concat();
    } else {
        new = [style.newline, style.newline, &new].concat();
    }
    Ok(vec![Splice::new(text.len()..text.len(), new)])
}

fn line_start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    if start == 0 && text.starts_with('\u{feff}') {
        3.min(at)
    } else {
        start
    }
}

/// The blanks that begin the line of a place.
fn indent(text: &str, at: usize) -> &str {
    let line = text.get(line_start(text, at)..at).unwrap_or_default();
    line.get(..line.len() - line.trim_start_matches([' ', '\t']).len())
        .unwrap_or_default()
}

fn begins_line(text: &str, at: usize) -> bool {
    text.get(line_start(text, at)..at)
        .is_some_and(|before| before.trim().is_empty())
}

/// Takes out what is at a span: whole lines where nothing else is on them.
fn cut(text: &str, span: &Span, block: bool) -> Result<Vec<Splice>, Refusal> {
    let tail = text
        .get(span.end..line_end(text, span.end))
        .ok_or(Refusal::NoPlace)?;
    let alone = tail.trim().is_empty() || tail.trim_start().starts_with('#');
    if !begins_line(text, span.start) || !alone {
        let before = text.get(..span.start).unwrap_or_default();
        let start = match before.trim_end_matches([' ', '\t']) {
            _ if begins_line(text, span.start) => span.start,
            before => before.len(),
        };
        // At the start of a line the next word takes the place.
        let blank = if start == span.start {
            tail.len() - tail.trim_start().len()
        } else {
            0
        };
        // Behind other words on the line, the comment is not this one's.
        return Ok(vec![Splice::new(start..span.end + blank, "")]);
    }
    let mut start = comment_above(text, line_start(text, span.start));
    let end = (line_end(text, span.end) + 1).min(text.len());
    let below = text.get(end..).unwrap_or_default();
    let mut end = end;
    if block
        && below
            .split('\n')
            .next()
            .is_some_and(|line| line.trim().is_empty())
    {
        let before = text.get(..start).unwrap_or_default();
        let kept = before.trim_end_matches([' ', '\t', '\r', '\n', '\u{feff}']);
        if kept.is_empty() {
            end = text.len() - below.trim_start_matches([' ', '\t', '\r', '\n']).len();
            end = if end < text.len() {
                line_start(text, end)
            } else {
                end
            };
        } else if let Some(line) = before.get(kept.len()..).and_then(|blank| blank.find('\n')) {
            start = kept.len() + line + 1;
        }
    }
    if end == text.len() && !text.ends_with('\n') {
        let before = text.get(..start).unwrap_or_default();
        start = before.trim_end_matches(['\n', '\r']).len();
    }
    Ok(vec![Splice::new(start..end, "")])
}

/// Where the comment directly above a line begins; `#name …` without a blank is a plugin that was commented out.
fn comment_above(text: &str, line: usize) -> usize {
    let mut start = line;
    while start > 0 {
        let above = line_start(text, start - 1);
        let comment = text.get(above..start).unwrap_or_default().trim();
        let prose = comment
            .strip_prefix('#')
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '#']));
        if !prose || above >= start {
            break;
        }
        start = above;
    }
    start
}
