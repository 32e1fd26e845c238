//! Tries what could help, one change at a time, and ranks it by what the answer would then be.
//!
//! Reading order: this file (trying and ranking), [`slots`], [`less`], [`nodes`], [`own`] (what is tried).

mod less;
mod nodes;
mod own;
mod slots;

use std::cmp::Ordering;

use runwright_model::answer::fleet::{Change, ChangeKind, Edit, FleetQuestion, Guarantee, Waits};

use super::jobs::Search;
use super::setup::Setup;
use super::{Care, Core, cost, rounded, waits};

/// Changes that are reported.
const MOST: usize = 10;
/// The same for a large fleet, and changes that are tried there.
const MOST_OF_LARGE: usize = 3;
const TRIED_OF_LARGE: usize = 16;

/// A change before it is tried.
struct Idea {
    kind: ChangeKind,
    about: Option<String>,
    edits: Vec<Edit>,
    question: FleetQuestion,
    /// The kind that gets nodes of its own.
    own: Option<usize>,
}

/// An idea that helps. Its best packing is reckoned last, and only if it is reported.
struct Useful {
    score: Score,
    setup: Setup,
    own: Option<usize>,
    change: Change,
}

/// The ideas at work: first each is tried, then the best packing of each reported one is reckoned.
pub(super) struct Trials {
    before: Score,
    price: Option<f64>,
    most: usize,
    /// The next one last.
    ideas: Vec<Idea>,
    total: usize,
    tried: usize,
    useful: Vec<Useful>,
    /// The one whose best packing is being reckoned.
    packing: Option<(Setup, Search, Change)>,
    done: Vec<Change>,
}

impl Trials {
    /// Scores the present state and collects the ideas.
    pub fn new(question: &FleetQuestion) -> Trials {
        let now = Core::new(question, Care::Light);
        let mut ideas = Vec::new();
        slots::slots(question, &now, &mut ideas);
        slots::timeout(question, &mut ideas);
        less::less(question, &now.setup, &mut ideas);
        for pool in 0..question.pools.len() {
            nodes::one_more(question, pool, &mut ideas);
            nodes::larger(question, pool, &mut ideas);
            nodes::fewer(question, pool, &now, &mut ideas);
        }
        own::own(question, &now, &mut ideas);
        let large = now.setup.is_large();
        if large {
            ideas.truncate(TRIED_OF_LARGE);
        }
        ideas.reverse();
        let most = if large { MOST_OF_LARGE } else { MOST };
        Trials {
            before: Score::of(question, &now),
            price: cost::fixed_per_hour(question),
            most,
            total: ideas.len() + ideas.len().min(most),
            ideas,
            tried: 0,
            useful: Vec::new(),
            packing: None,
            done: Vec::new(),
        }
    }

    /// Tries one idea, or reckons the best packing of one change that is reported; false where nothing is left.
    pub fn step(&mut self) -> bool {
        if let Some(idea) = self.ideas.pop() {
            self.tried += 1;
            self.try_one(idea);
            if self.ideas.is_empty() {
                self.rank();
            }
            return true;
        }
        if let Some((setup, search, change)) = &mut self.packing {
            if !search.step(setup) {
                change.best = search.found();
                self.done.push(change.clone());
                self.packing = None;
                self.tried += 1;
            }
            return true;
        }
        if self.useful.is_empty() {
            return false;
        }
        let one = self.useful.remove(0);
        let search = Search::quick(&one.setup);
        self.packing = Some((one.setup, search, one.change));
        true
    }

    /// Steps done, of [`Trials::total`].
    pub fn tried(&self) -> usize {
        self.tried
    }

    /// Steps in all; fewer once it is known how many changes are reported.
    pub fn total(&self) -> usize {
        self.total
    }

    /// What was found so far, the most useful first.
    pub fn done(self) -> Vec<Change> {
        self.done
    }

    fn try_one(&mut self, idea: Idea) {
        let core = Core::new(&idea.question, Care::Light);
        let score = Score::of(&idea.question, &core);
        let before = &self.before;
        let useful = match (idea.kind, idea.own) {
            (_, Some(kind)) => score.splits(before, kind),
            (ChangeKind::LongerPollTimeout, _) => true,
            // What these slots take beyond the places fails, even if a busy hour seldom comes to that.
            (ChangeKind::SlotsAsExpected, _) if score.slots < before.slots => true,
            (ChangeKind::FewerNodes, _) => score.equals(before),
            // Safe, at the price of a longer line.
            (ChangeKind::SlotsAsGuaranteed, _) => score.waits.is_some(),
            _ => score.beats(before),
        };
        if !useful {
            return;
        }
        let change = Change {
            kind: idea.kind,
            own_jobs: idea.own.map(|kind| own::jobs(&core.setup, kind)),
            best: 0,
            expected: score.expected,
            expected_gain: rounded(score.expected - before.expected),
            gain: rounded(score.at_once() - before.at_once()),
            waits: score.waits,
            cost_per_hour_change: cost::fixed_per_hour(&idea.question)
                .zip(self.price)
                .map(|(then, now)| cost::money(then - now)),
            about: idea.about,
            edits: idea.edits,
        };
        let new = Useful {
            score,
            setup: core.setup,
            own: idea.own,
            change,
        };
        // Of the ways to set nodes apart for a kind, only the best is of use.
        let same = |old: &&mut Useful| new.own.is_some() && old.own == new.own;
        match self.useful.iter_mut().find(same) {
            Some(old) if new.splits_better(old) => *old = new,
            Some(_) => {}
            None => self.useful.push(new),
        }
    }

    fn rank(&mut self) {
        self.useful.sort_by(|a, b| {
            let (a, b) = (&a.score, &b.score);
            let jobs = b.at_once().total_cmp(&a.at_once());
            jobs.then(a.failing().cmp(&b.failing()))
                .then(a.p90().cmp(&b.p90()))
                .then(b.expected.total_cmp(&a.expected))
        });
        self.useful.truncate(self.most);
        self.total = self.tried + self.useful.len();
    }
}

impl Useful {
    /// Of two ways to set nodes apart for a kind: the one with more jobs at once, then the one with more of the kind's own.
    fn splits_better(&self, other: &Useful) -> bool {
        let order = self.score.expected.total_cmp(&other.score.expected);
        order.then(self.change.own_jobs.cmp(&other.change.own_jobs)) == Ordering::Greater
    }
}

/// What changes are ranked by.
struct Score {
    expected: f64,
    slots: i64,
    waits: Option<Waits>,
    /// By kind.
    guaranteed: Vec<Guarantee>,
}

impl Score {
    fn of(question: &FleetQuestion, core: &Core) -> Score {
        Score {
            expected: core.jobs.at_once.expected.mean,
            slots: core.slots.total,
            waits: waits::light(question, core),
            guaranteed: core.jobs.at_once.guaranteed.clone(),
        }
    }

    /// Jobs that run at once.
    fn at_once(&self) -> f64 {
        self.expected.min(self.slots as f64)
    }

    /// A line that never ends is the longest.
    fn p90(&self) -> i64 {
        self.waits.map_or(i64::MAX, |waits| waits.p90_ms)
    }

    fn failing(&self) -> i64 {
        self.waits.map_or(i64::MAX, |waits| waits.failing_permille)
    }

    /// Whether anything becomes clearly better and the jobs at once do not become fewer.
    fn beats(&self, now: &Score) -> bool {
        let same = self.at_once() > now.at_once() - 0.05;
        self.at_once() > now.at_once() + 0.05
            || same && self.failing() < now.failing()
            || same && self.failing() <= now.failing() && self.p90() < now.p90()
    }

    /// Whether all the same jobs run and none waits longer.
    fn equals(&self, now: &Score) -> bool {
        self.at_once() > now.at_once() - 0.05
            && self.failing() <= now.failing()
            && self.p90() <= now.p90()
    }

    /// Whether nodes of its own help a kind: clearly more jobs run at once, or it could be refused long before the fleet is
    /// full, and being sure of a place costs hardly any jobs. The waits do not tell, as the line they are played with has
    /// one kind of place.
    fn splits(&self, now: &Score, kind: usize) -> bool {
        let surely = now.guaranteed.get(kind).map_or(0, |one| one.jobs) as f64;
        self.at_once() > now.at_once() * 1.03
            || self.expected >= now.expected * 0.97 && surely < now.expected * 0.75
    }
}

fn edit(path: &[&str], from: i64, to: i64) -> Edit {
    Edit {
        path: path.concat(),
        from: from.to_string(),
        to: to.to_string(),
    }
}
