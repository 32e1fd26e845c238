//! Reads the tables of rules: which words of which parts of a cluster mean which cause.

use super::categories::CATEGORIES;
use super::kind::Fact;
use super::matcher::Matcher;
use runwright_model::protocol::Sure;
use std::sync::OnceLock;

const SETS: &str = include_str!("rules/sets.txt");
const TABLES: [&str; 4] = [
    include_str!("rules/reach.txt"),
    include_str!("rules/images.txt"),
    include_str!("rules/pods.txt"),
    include_str!("rules/runner.txt"),
];
const RANKS: &str = include_str!("rules/ranks.txt");
const NEAR: &str = include_str!("rules/near.txt");
const FACTS: &str = include_str!("rules/facts.txt");
const ROUTINE: &str = include_str!("rules/routine.txt");

/// Words of 64 groups; a group is one part of a rule, or a shared set.
const WORDS: usize = 24;

/// Which groups were met.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Met([u64; WORDS]);

impl Default for Met {
    fn default() -> Met {
        Met::NONE
    }
}

impl Met {
    pub const NONE: Met = Met([0; WORDS]);

    pub fn put(&mut self, group: u16) {
        if let Some(word) = self.0.get_mut(usize::from(group / 64)) {
            *word |= 1 << (group % 64);
        }
    }

    /// The groups that were met.
    pub fn groups(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let bits = (0..64).filter(move |bit| word >> bit & 1 == 1);
            let bits = if *word == 0 { None } else { Some(bits) };
            bits.into_iter().flatten().map(move |bit| at * 64 + bit)
        })
    }

    pub fn has(&self, group: u16) -> bool {
        let word = self.0.get(usize::from(group / 64)).copied();
        word.unwrap_or(0) >> (group % 64) & 1 == 1
    }

    /// A number that tells most sets apart.
    pub fn sum(&self) -> usize {
        let sum = self.0.iter().fold(0u64, |sum, word| {
            sum.rotate_left(9)
                .wrapping_add(*word)
                .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        });
        (sum >> 32) as usize
    }

    pub fn join(&mut self, other: &Met) {
        for (word, other) in self.0.iter_mut().zip(other.0) {
            *word |= other;
        }
    }
}

/// What has to hold in a message, and in the text around it.
pub struct Rule {
    pub category: &'static str,
    pub weight: u8,
    pub sure: Sure,
    /// Causes that fit as well.
    pub also: Vec<&'static str>,
    here: Vec<u16>,
    not_here: Vec<u16>,
    anywhere: Vec<u16>,
    nowhere: Vec<u16>,
}

impl Rule {
    /// Whether a message fits.
    pub fn fits(&self, met: &Met) -> bool {
        self.here.iter().all(|group| met.has(*group))
            && !self.not_here.iter().any(|group| met.has(*group))
    }

    /// Whether the text around it fits.
    pub fn fits_text(&self, met: &Met) -> bool {
        self.anywhere.iter().all(|group| met.has(*group))
            && !self.nowhere.iter().any(|group| met.has(*group))
    }
}

/// Causes that are put in almost the same words as another.
pub struct Near {
    pub cause: &'static str,
    /// Whether the words are the same whoever speaks.
    pub same: bool,
    pub others: Vec<&'static str>,
}

pub struct Rules {
    pub matcher: Matcher,
    /// The groups of each needle.
    pub groups: Vec<Vec<u16>>,
    pub rules: Vec<Rule>,
    /// The rules of each group that is their anchor.
    pub anchored: Vec<Vec<u16>>,
    /// A cause and what explains it; `*` is any other.
    pub ranks: Vec<(&'static str, Vec<&'static str>)>,
    /// What else a cause may be.
    pub near: Vec<Near>,
    /// The group of all words that say who speaks.
    pub speakers: u16,
    /// Needles from this number on are of routine lines; whether they stand at the beginning is their own affair.
    pub routine: usize,
    /// Of each of them.
    pub at_start: Vec<bool>,
    /// Needles from this number on are of facts, which are these.
    pub facts_from: usize,
    pub facts: Vec<Fact>,
    /// What could not be read; empty but for a slip in the tables.
    #[cfg_attr(not(test), allow(dead_code))]
    pub faults: Vec<String>,
}

/// The tables, read once.
pub fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(read)
}

struct Reader {
    needles: Vec<&'static [u8]>,
    groups: Vec<Vec<u16>>,
    /// Text of each group that was made, to make it once.
    known: Vec<String>,
    sets: Vec<(&'static str, &'static str)>,
    faults: Vec<String>,
}

fn read() -> Rules {
    let mut reader = Reader {
        needles: Vec::new(),
        groups: Vec::new(),
        known: Vec::new(),
        sets: SETS
            .lines()
            .filter(|line| line.starts_with('@'))
            .filter_map(|line| line.split_once(" = "))
            .collect(),
        faults: Vec::new(),
    };
    let mut rules = Vec::new();
    for table in TABLES {
        let mut head = None;
        for line in lines_of(table) {
            if let Some(words) = line
                .strip_prefix('[')
                .and_then(|line| line.strip_suffix(']'))
            {
                head = reader.head(words);
            } else if let Some((category, weight, sure, also)) = &head {
                let mut rule = Rule {
                    category,
                    weight: *weight,
                    sure: *sure,
                    also: also.clone(),
                    here: Vec::new(),
                    not_here: Vec::new(),
                    anywhere: Vec::new(),
                    nowhere: Vec::new(),
                };
                line.split(" & ")
                    .for_each(|part| reader.part(part, &mut rule));
                rules.push(rule);
            }
        }
    }
    let speakers = reader.group(
        "@pull | @inner | @helper | @manager | @coordinator | @runner | @api | @git | @kubectl",
        "",
    );
    let near = lines_of(NEAR).filter_map(|line| line.split_once(" = "));
    let near = near.map(|(cause, others)| Near {
        cause: cause.trim_end_matches('?'),
        same: cause.ends_with('?'),
        others: others.split(' ').collect(),
    });
    let near = near.collect();
    let ranks = RANKS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (cause, by) = line.split_once(" < ")?;
            Some((cause, by.split(' ').collect()))
        });
    let ranks = ranks.collect();
    let routine = reader.needles.len();
    for line in lines_of(ROUTINE) {
        reader
            .needles
            .push(line.strip_prefix('!').unwrap_or(line).as_bytes());
        reader.groups.push(Vec::new());
    }
    let facts_from = reader.needles.len();
    let mut facts = Vec::new();
    for (name, words) in FACTS.lines().filter_map(|line| line.split_once(" = ")) {
        if name.starts_with('#') {
            continue;
        }
        let Some(fact) = Fact::read(name) else {
            reader.faults.push(["no such fact: ", name].concat());
            continue;
        };
        for word in words.split(" | ") {
            reader.needles.push(word.trim_start_matches('·').as_bytes());
            reader.groups.push(Vec::new());
            facts.push(fact);
        }
    }
    if reader.known.len() > WORDS * 64 {
        reader
            .faults
            .push(["too many parts: ", &reader.known.len().to_string()].concat());
    }
    let (anchored, anchors) = anchors(&rules, &reader, routine);
    Rules {
        matcher: Matcher::new(reader.needles, &anchors),
        anchored,
        groups: reader.groups,
        rules,
        ranks,
        near,
        speakers,
        routine,
        at_start: lines_of(ROUTINE)
            .map(|line| line.starts_with('!'))
            .collect(),
        facts_from,
        facts,
        faults: reader.faults,
    }
}

/// A rule can fit only where a needle of its anchor stands, the part of it whose shortest needle is the longest. Gives the
/// rules by anchor, and which needles are of one; those of routine lines and facts are, and those looked for in the whole
/// text.
fn anchors(rules: &[Rule], reader: &Reader, routine: usize) -> (Vec<Vec<u16>>, Vec<bool>) {
    let mut shortest = vec![usize::MAX; reader.known.len()];
    for (needle, groups) in reader.needles.iter().zip(&reader.groups) {
        for group in groups {
            if let Some(shortest) = shortest.get_mut(usize::from(*group)) {
                // Single words stand in many lines.
                let word = needle
                    .iter()
                    .all(|byte| byte.is_ascii_alphabetic() || b" .=".contains(byte));
                let length = match word && needle.len() < 12 {
                    true => needle.len() / 4,
                    false => needle.len(),
                };
                *shortest = length.min(*shortest);
            }
        }
    }
    let mut anchored = vec![Vec::new(); reader.known.len()];
    let mut wanted = Met::NONE;
    for (at, rule) in (0u16..).zip(rules) {
        let length = |group: &&u16| shortest.get(usize::from(**group)).copied();
        if let Some(group) = rule.here.iter().max_by_key(length) {
            wanted.put(*group);
            if let Some(rules) = anchored.get_mut(usize::from(*group)) {
                rules.push(at);
            }
        }
        for group in rule.anywhere.iter().chain(&rule.nowhere) {
            wanted.put(*group);
        }
    }
    let anchors = reader.groups.iter().enumerate();
    let anchors = anchors
        .map(|(needle, groups)| needle >= routine || groups.iter().any(|group| wanted.has(*group)));
    (anchored, anchors.collect())
}

/// The lines of a table that are not remarks.
fn lines_of(table: &'static str) -> impl Iterator<Item = &'static str> {
    let lines = table.lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

type Head = (&'static str, u8, Sure, Vec<&'static str>);

impl Reader {
    /// `category weight sure +also`.
    fn head(&mut self, words: &'static str) -> Option<Head> {
        let mut split = words.split(' ');
        let category = self.category(split.next()?)?;
        let weight = split.next()?.parse().ok()?;
        let sure = match split.next()? {
            "certain" => Sure::Certain,
            "likely" => Sure::Likely,
            _ => Sure::Possible,
        };
        let also = split
            .filter_map(|word| self.category(word.strip_prefix('+')?))
            .collect();
        Some((category, weight, sure, also))
    }

    fn category(&mut self, name: &'static str) -> Option<&'static str> {
        let known = CATEGORIES.iter().find(|known| **known == name).copied();
        if known.is_none() {
            self.faults.push(["no such category: ", name].concat());
        }
        known
    }

    /// `a | b | @set`, with a mark before it that says where it must stand, or must not. A mark holds for all of a part.
    fn part(&mut self, part: &'static str, rule: &mut Rule) {
        let (mark, alternatives) = match part.as_bytes() {
            [b'!', b'~', ..] => ("!~", part.get(2..)),
            [b'!', ..] => ("!", part.get(1..)),
            [b'~', ..] => ("~", part.get(1..)),
            _ => ("", Some(part)),
        };
        let group = self.group(alternatives.unwrap_or(""), mark);
        let list = match mark {
            "!~" => &mut rule.nowhere,
            "!" => &mut rule.not_here,
            "~" => &mut rule.anywhere,
            _ => &mut rule.here,
        };
        list.push(group);
    }

    fn group(&mut self, alternatives: &'static str, mark: &str) -> u16 {
        if let Some(at) = self.known.iter().position(|known| known == alternatives) {
            return at as u16;
        }
        let group = self.known.len() as u16;
        self.known.push(alternatives.to_string());
        self.fill(alternatives, mark, group, 0);
        group
    }

    fn fill(&mut self, alternatives: &'static str, mark: &str, group: u16, depth: u8) {
        for word in alternatives.split(" | ") {
            let word = if mark.is_empty() {
                word
            } else {
                word.trim_start_matches(['!', '~'])
            };
            if word.starts_with('@') {
                let set = self
                    .sets
                    .iter()
                    .find(|(name, _)| *name == word)
                    .map(|(_, set)| *set);
                match set {
                    Some(set) if depth < 4 => self.fill(set, "", group, depth + 1),
                    _ => self.faults.push(["no such set: ", word].concat()),
                }
                continue;
            }
            self.needle(word, group);
        }
    }

    fn needle(&mut self, word: &'static str, group: u16) {
        let bytes: &'static [u8] = if word.contains(['·', '^']) {
            let word = word.replace('·', " ").replace('^', "\n ");
            // The tables are read once, so this is a few hundred bytes in all.
            Box::leak(word.into_bytes().into_boxed_slice())
        } else {
            word.as_bytes()
        };
        if bytes.len() < super::matcher::SHORTEST {
            self.faults.push(["too short: ", word].concat());
        }
        if bytes.iter().any(u8::is_ascii_uppercase) {
            self.faults.push(["not in lower case: ", word].concat());
        }
        let at = self.needles.iter().position(|known| *known == bytes);
        let at = at.unwrap_or_else(|| {
            self.needles.push(bytes);
            self.groups.push(Vec::new());
            self.needles.len() - 1
        });
        if let Some(groups) = self.groups.get_mut(at) {
            groups.push(group);
        }
    }
}
