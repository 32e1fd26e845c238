//! Joins lines into messages and notes which rules fit each.

use super::capture::capture;
use super::containers::{container_of, ended};
use super::kind::{About, Fact};
use super::lines::{clean, goes_on};
use super::rules::{Met, Rules, at_start, rules};
use super::sched::reasons;
use crate::seen::Seen;

/// A message has at most so many lines and bytes.
const LINES: u32 = 8;
const BYTES: usize = 4096;
/// Of messages of one kind, so many are read for names and so many lines are kept; of all kinds, so many are read.
const READ: u32 = 12;
const READS: u32 = 600;
const KEPT: usize = 200;
/// Different kinds of messages that are kept.
const KINDS: usize = 400;
/// Lists of rules that are kept, times that one is looked at, and sets of words that are remembered.
const FITS: usize = 1000;
const SAME: u32 = 300;
const RECENT: usize = 256;
/// Routine lines whose names are read.
const HEADS: u32 = 40;
/// Containers that are looked up in the lines around.
const LOOKS: u32 = 16;

/// Messages that the same rules fit.
pub struct Kind {
    /// Numbers of rules.
    pub rules: Vec<u16>,
    /// What its own reading says in place of the rules: reasons of the scheduler, the container that ended.
    pub instead: Vec<&'static str>,
    /// The runner passed on an event, which is no proof.
    pub event: bool,
    pub lines: Vec<u32>,
    pub seen: Seen,
    count: u32,
}

#[derive(Default)]
struct Message {
    text: Vec<u8>,
    /// Where its last line begins in `text`.
    last: usize,
    first_line: u32,
    lines: u32,
    met: Option<Box<Met>>,
    /// Lines with words of rules.
    marked: Vec<u32>,
    routine: bool,
}

pub struct Scan<'a> {
    all: &'a str,
    pub rules: &'static Rules,
    message: Message,
    line: Vec<u8>,
    pub met: Met,
    pub kinds: Vec<Kind>,
    /// Sets of words met before and what fits them, by a sum: repeated messages are looked up here.
    recent: Vec<Option<(Met, usize)>>,
    /// Lists of rules that fit together, and how often they did.
    fits: Vec<(Vec<u16>, u32)>,
    pub routine: Vec<u32>,
    pub about: About,
    /// Names from routine lines: the pod, its namespace, the runner's release.
    pub heads: Seen,
    read_heads: u32,
    looked: u32,
    reads: u32,
}

impl<'a> Scan<'a> {
    pub fn new(all: &'a str) -> Scan<'a> {
        Scan {
            all,
            rules: rules(),
            message: Message::default(),
            line: Vec::new(),
            met: Met::NONE,
            kinds: Vec::new(),
            recent: vec![None; RECENT],
            fits: Vec::new(),
            routine: Vec::new(),
            about: About::default(),
            heads: Seen::default(),
            read_heads: 0,
            looked: 0,
            reads: 0,
        }
    }

    /// Takes in a line, or a piece of one.
    pub fn line(&mut self, number: u32, raw: &[u8]) {
        let mut line = std::mem::take(&mut self.line);
        clean(raw, &mut line);
        let before = self
            .message
            .text
            .get(self.message.last..)
            .unwrap_or_default();
        let open = self.message.lines > 0
            && self.message.lines < LINES
            && self.message.text.len() + line.len() < BYTES
            && number == self.message.first_line + self.message.lines;
        if !open || !goes_on(before, &line) {
            self.flush();
            self.message.first_line = number;
        }
        let mut met = self.message.met.take();
        let mut marked = false;
        let mut routine = false;
        let mut facts = 0;
        let rules = self.rules;
        rules.matcher.find(&line, |needle| {
            if let Some(at) = needle.checked_sub(rules.facts_from) {
                facts |= rules.facts.get(at).map_or(0, |fact| fact.bit());
                return;
            }
            if let Some(at) = needle.checked_sub(rules.routine) {
                routine |= !at_start(at) || starts(&line, needle, rules);
                return;
            }
            for group in rules.groups.get(needle).into_iter().flatten() {
                met.get_or_insert_with(|| Box::new(Met::NONE)).put(*group);
                marked = true;
            }
        });
        self.message.met = met;
        self.about.put(facts);
        if facts & Fact::Script.bit() != 0 {
            self.about.script(number, &line);
        }
        self.message.last = self.message.text.len();
        self.message.text.extend_from_slice(&line);
        self.message.lines += 1;
        if marked {
            self.message.marked.push(number);
        }
        if routine {
            self.routine.push(number);
            self.message.routine = true;
        }
        self.line = line;
    }

    /// Ends a message.
    pub fn flush(&mut self) {
        let Some(met) = self.message.met.take() else {
            if self.message.routine {
                self.head();
            }
            self.clear();
            return;
        };
        self.met.join(&met);
        let fit = self.fit(&met);
        if self.message.routine {
            self.head();
        }
        if let Some((rules, count)) = self.fits.get_mut(fit) {
            *count = count.saturating_add(1);
            // The same again and again adds nothing.
            if !rules.is_empty() && *count <= SAME {
                let rules = rules.clone();
                self.note(rules);
            }
        }
        self.clear();
    }

    fn clear(&mut self) {
        let message = &mut self.message;
        message.text.clear();
        message.marked.clear();
        message.last = 0;
        message.lines = 0;
        message.routine = false;
    }

    /// The number of the list of rules that fit, looked up where the same words were met before.
    fn fit(&mut self, met: &Met) -> usize {
        let slot = met.sum() % RECENT;
        if let Some(Some((known, fit))) = self.recent.get(slot)
            && known == met
        {
            return *fit;
        }
        let rules = self.rules.rules.iter().enumerate();
        let rules: Vec<u16> = rules
            .filter(|(_, rule)| rule.fits(met))
            .filter_map(|(at, _)| u16::try_from(at).ok())
            .collect();
        let known = self.fits.iter().position(|(known, _)| *known == rules);
        let fit = known.unwrap_or(self.fits.len());
        if known.is_none() && fit < FITS {
            self.fits.push((rules, 0));
        }
        if let Some(recent) = self.recent.get_mut(slot) {
            *recent = Some((*met, fit));
        }
        fit
    }

    fn head(&mut self) {
        if self.read_heads < HEADS {
            self.read_heads += 1;
            let text = String::from_utf8_lossy(&self.message.text);
            capture(&text, &mut self.heads);
        }
    }

    fn note(&mut self, fit: Vec<u16>) {
        let text = String::from_utf8_lossy(&self.message.text);
        let event = text.contains("Event retrieved from the cluster");
        let mut instead = reasons(&text);
        if instead.is_empty() && ended(&text) && self.looked < LOOKS {
            // Looking around costs, and the same pod says it again and again.
            self.looked += 1;
            let container = container_of(self.all, self.message.first_line, &text);
            instead.extend(container);
        }
        let known = self
            .kinds
            .iter()
            .position(|kind| kind.rules == fit && kind.instead == instead && kind.event == event);
        if known.is_none() {
            if self.kinds.len() >= KINDS {
                return;
            }
            self.kinds.push(Kind {
                rules: fit,
                instead,
                event,
                lines: Vec::new(),
                seen: Seen::default(),
                count: 0,
            });
        }
        let last = self.kinds.len().saturating_sub(1);
        let Some(kind) = self.kinds.get_mut(known.unwrap_or(last)) else {
            return;
        };
        kind.count = kind.count.saturating_add(1);
        if kind.count <= READ && self.reads < READS {
            self.reads += 1;
            capture(&text, &mut kind.seen);
        }
        for line in &self.message.marked {
            if kind.lines.len() < KEPT && kind.lines.last() != Some(line) {
                kind.lines.push(*line);
            }
        }
    }
}

/// Whether a routine phrase stands at the beginning of a line.
fn starts(line: &[u8], needle: usize, rules: &Rules) -> bool {
    let line = line.trim_ascii_start();
    let phrase = rules.matcher.needle(needle).trim_ascii_end();
    line.get(..phrase.len())
        .is_some_and(|part| part.eq_ignore_ascii_case(phrase))
}
