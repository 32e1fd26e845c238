//! Joins lines into messages and notes which rules fit each.

use super::capture::capture;
use super::containers::{container_of, ended};
use super::details::doubled;
use super::kind::{About, Fact};
use super::lines::{clean, goes_on};
use super::rules::{Met, Rules, rules};
use super::sched::reasons;
use crate::seen::{Seen, What};

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
const RECENT: usize = 1024;
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

/// A line that holds no words of rules, kept for as long as the next one may go on with it.
#[derive(Clone, Copy, Default)]
struct Lead<'a> {
    number: u32,
    raw: &'a [u8],
}

#[derive(Default)]
struct Message {
    text: Vec<u8>,
    /// Where its last line begins in `text`.
    last: usize,
    first_line: u32,
    lines: u32,
    /// Parts of rules that were met, if `any`.
    met: Met,
    any: bool,
    /// Lines with words of rules.
    marked: Vec<u32>,
    routine: bool,
}

pub struct Scan<'a> {
    all: &'a str,
    pub rules: &'static Rules,
    message: Message,
    line: Vec<u8>,
    /// The last lines before the next message, by number; a ring.
    leads: [Lead<'a>; LINES as usize],
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
            leads: [Lead::default(); LINES as usize],
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

    /// Takes in a line, or a piece of one. Most hold nothing and are neither cleaned nor copied.
    pub fn piece(&mut self, number: u32, raw: &'a [u8]) {
        if self.rules.matcher.may_find(raw) {
            self.lead_up(number, raw);
            self.line(number, raw, true);
            return;
        }
        if self.message.lines > 0 && self.line(number, raw, false) {
            return;
        }
        if let Some(lead) = self.leads.get_mut((number % LINES) as usize) {
            *lead = Lead { number, raw };
        }
    }

    /// Begins a message with the lines before it that it goes on with.
    fn lead_up(&mut self, number: u32, raw: &'a [u8]) {
        if self.message.lines > 0 {
            return;
        }
        let mut later = Vec::new();
        let mut earlier = Vec::new();
        let mut first = number;
        for back in 1..LINES {
            let before = number.saturating_sub(back);
            let lead = self.leads.get((before % LINES) as usize).copied();
            let Some(lead) = lead.filter(|lead| lead.number == before && before > 0) else {
                break;
            };
            if back == 1 {
                clean(raw, &mut later);
            }
            clean(lead.raw, &mut earlier);
            if !goes_on(&earlier, &later) {
                break;
            }
            first = before;
            std::mem::swap(&mut earlier, &mut later);
        }
        for before in first..number {
            if let Some(lead) = self.leads.get((before % LINES) as usize).copied() {
                self.line(before, lead.raw, true);
            }
        }
    }

    /// Takes a line into the message, or into a new one if it may begin one; whether it did.
    fn line(&mut self, number: u32, raw: &[u8], begin: bool) -> bool {
        let mut line = std::mem::take(&mut self.line);
        clean(raw, &mut line);
        let message = &self.message;
        let before = message.text.get(message.last..).unwrap_or_default();
        let open = message.lines > 0
            && message.lines < LINES
            && message.text.len() + line.len() < BYTES
            && number == message.first_line + message.lines;
        if !open || !goes_on(before, &line) {
            self.flush();
            if !begin {
                self.line = line;
                return false;
            }
            self.message.first_line = number;
        }
        self.words(number, &line);
        self.message.last = self.message.text.len();
        self.message.text.extend_from_slice(&line);
        self.message.lines += 1;
        self.line = line;
        true
    }

    /// Notes the words of rules in a line.
    fn words(&mut self, number: u32, line: &[u8]) {
        let mut marked = false;
        let mut routine = false;
        let mut facts = 0;
        let rules = self.rules;
        let message = &mut self.message;
        rules.matcher.find(line, |needle| {
            if let Some(at) = needle.checked_sub(rules.facts_from) {
                facts |= rules.facts.get(at).map_or(0, |fact| fact.bit());
                return;
            }
            if let Some(at) = needle.checked_sub(rules.routine) {
                let at_start = rules.at_start.get(at).copied();
                routine |= at_start != Some(true) || starts(line, needle, rules);
                return;
            }
            for group in rules.groups.get(needle).into_iter().flatten() {
                message.met.put(*group);
                marked = true;
            }
        });
        if marked {
            message.any = true;
            message.marked.push(number);
        }
        if routine {
            message.routine = true;
            self.routine.push(number);
        }
        self.about.put(facts);
        if facts & Fact::Script.bit() != 0 {
            self.about.script(number, line);
        }
    }

    /// Ends a message.
    pub fn flush(&mut self) {
        if self.message.routine {
            self.head();
        }
        if !self.message.any {
            self.clear();
            return;
        }
        let met = self.message.met;
        self.met.join(&met);
        let fit = self.fit(&met);
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
        if message.any {
            message.met = Met::NONE;
            message.any = false;
        }
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
        let all = self.rules;
        let fits = |at: &u16| {
            all.rules
                .get(usize::from(*at))
                .is_some_and(|rule| rule.fits(met))
        };
        let groups = met.groups().filter_map(|group| all.anchored.get(group));
        let mut rules: Vec<u16> = groups.flatten().copied().filter(fits).collect();
        rules.sort_unstable();
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
        let rules = fit
            .iter()
            .filter_map(|at| self.rules.rules.get(usize::from(*at)));
        let of = |words: &str| rules.clone().any(|rule| rule.category.starts_with(words));
        let mut instead = match of("sched_") {
            true => reasons(&text),
            false => Vec::new(),
        };
        let mut container = String::new();
        if of("git_") && doubled(&text) {
            instead.push("git_clone_url");
        } else if instead.is_empty() && of("oom_") && ended(&text) && self.looked < LOOKS {
            // Looking around costs, and the same pod says it again and again.
            self.looked += 1;
            let found = container_of(self.all, self.message.first_line, &text);
            if let Some((cause, name)) = found {
                instead.push(cause);
                container = name;
            }
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
            kind.seen.put(What::Container, &container);
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
