//! Writes a plan's changes of name resolution into a Corefile.

use super::read::corefile::{forward, is_root, name, targets};
use super::{Failed, Part, View, view};
use crate::Context;
use runwright_documents::corefile::source::{
    Block, Directive, Line, add_block, remove_block, set_args, set_word,
};
use runwright_documents::source::{Refusal, Seg, Splice, apply};

/// Writes the zones, upstreams and cluster domain that changed; says what could not be written.
pub fn write(text: &mut String, part: &Part, old: &Context, new: &Context) -> Vec<Failed> {
    let mut pen = Pen {
        text,
        part,
        failed: Vec::new(),
    };
    let (upstreams, zones) = crate::corefile::wanted(new);
    let (old_upstreams, old_zones) = crate::corefile::wanted(old);
    let domain = new.plan.dns.cluster_domain.as_str();
    if domain != old.plan.dns.cluster_domain {
        pen.change("kubernetes", |text, view| domain_of(text, view, domain));
    }
    if upstreams != old_upstreams {
        pen.change("forward", |text, view| {
            let root = view.corefile.blocks.iter().find(|block| is_root(block));
            let forward = root.and_then(forward).ok_or(Refusal::NoPlace)?;
            let node = ["/etc/resolv.conf".to_owned()];
            let to = if upstreams.is_empty() {
                &node[..]
            } else {
                &upstreams
            };
            set_targets(text, forward, to)
        });
    }
    for (zone, _) in &old_zones {
        if !zones.iter().any(|(known, _)| known == zone) {
            pen.change(zone, |text, view| match block_of(view, zone) {
                Some(block) if block.addresses.len() == 1 => remove_block(text, block),
                // Other zones stand with it.
                Some(_) => Err(Refusal::Shared),
                None => Ok(Vec::new()),
            });
        }
    }
    for (zone, resolvers) in &zones {
        let before = old_zones.iter().find(|(known, _)| known == zone);
        if before.is_some_and(|(_, known)| known == resolvers) {
            continue;
        }
        pen.change(zone, |text, view| match block_of(view, zone) {
            Some(block) if block.addresses.len() > 1 => Err(Refusal::Shared),
            Some(block) => set_targets(text, forward(block).ok_or(Refusal::NoPlace)?, resolvers),
            None => add_block(text, &[[zone, ":53"].concat()], &lines(resolvers)),
        });
    }
    pen.failed
}

/// The text and what was refused on the way.
struct Pen<'a> {
    text: &'a mut String,
    part: &'a Part,
    failed: Vec<Failed>,
}

impl Pen<'_> {
    fn change(&mut self, what: &str, make: impl Fn(&str, &View) -> Result<Vec<Splice>, Refusal>) {
        let made = match view(self.text, &self.part.way) {
            Some(view) => {
                make(view.text(self.text), &view).and_then(|made| view.carried(self.text, &made))
            }
            None => Err(Refusal::NoPlace),
        };
        match made {
            Ok(splices) => *self.text = apply(self.text, &splices),
            Err(why) => self.failed.push(Failed {
                path: vec![Seg::Key(what.to_owned())],
                why,
            }),
        }
    }
}

fn block_of<'a>(view: &'a View, zone: &str) -> Option<&'a Block> {
    view.corefile.blocks.iter().find(|block| {
        !block.snippet
            && block
                .addresses
                .iter()
                .any(|address| name(&address.text).eq_ignore_ascii_case(zone))
    })
}

/// Sets where a `forward` sends to; the names it is for stay.
fn set_targets(text: &str, forward: &Directive, to: &[String]) -> Result<Vec<Splice>, Refusal> {
    if targets(forward) == to {
        return Ok(Vec::new());
    }
    let from = forward.args.first().map_or(".", |arg| arg.text.as_str());
    let mut args = vec![from.to_owned()];
    args.extend(to.iter().cloned());
    set_args(text, forward, &args)
}

fn domain_of(text: &str, view: &View, domain: &str) -> Result<Vec<Splice>, Refusal> {
    let mut splices = Vec::new();
    for block in &view.corefile.blocks {
        let word = block
            .directive("kubernetes")
            .and_then(|plugin| plugin.args.first())
            .filter(|word| !word.text.ends_with(".arpa"));
        if let Some(word) = word {
            splices.extend(set_word(text, word, domain)?);
        }
    }
    Ok(splices)
}

fn lines(resolvers: &[String]) -> Vec<Line> {
    let to: Vec<&str> = std::iter::once(".")
        .chain(resolvers.iter().map(String::as_str))
        .collect();
    vec![
        Line::new("errors", &[]),
        Line::new("cache", &["30"]),
        Line::new("forward", &to),
    ]
}
