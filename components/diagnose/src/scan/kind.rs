//! Tells what a text consists of: a job's log, the managers' log, events, pods.

/// What can stand in a text beside causes; the names of `rules/facts.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    Job,
    Manager,
    Events,
    Describe,
    Json,
    Yaml,
    Succeeded,
    Script,
    System,
    NetworkPhrase,
    ProfileLink,
    CleanupPhrase,
}

impl Fact {
    pub fn bit(self) -> u16 {
        1 << self as u16
    }

    pub fn read(name: &str) -> Option<Fact> {
        Some(match name {
            "job" => Fact::Job,
            "manager" => Fact::Manager,
            "events" => Fact::Events,
            "describe" => Fact::Describe,
            "json" => Fact::Json,
            "yaml" => Fact::Yaml,
            "succeeded" => Fact::Succeeded,
            "script" => Fact::Script,
            "system" => Fact::System,
            "network_phrase" => Fact::NetworkPhrase,
            "profile_link" => Fact::ProfileLink,
            "cleanup_phrase" => Fact::CleanupPhrase,
            _ => return None,
        })
    }
}

/// The facts of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct About {
    facts: u16,
    pub script_failed: Option<u32>,
}

impl About {
    /// Notes facts by their bits.
    pub fn put(&mut self, facts: u16) {
        self.facts |= facts;
    }

    pub fn has(&self, fact: Fact) -> bool {
        self.facts & fact.bit() != 0
    }

    /// Notes that a line says the script failed, if it did: 137 is a kill, and the system's failures are none of a script's.
    pub fn script(&mut self, number: u32, line: &[u8]) {
        let line = String::from_utf8_lossy(line).to_ascii_lowercase();
        let code = ["exit code ", "with status ", "exit status "]
            .iter()
            .find_map(|words| {
                let rest = line.split_once("job failed: ")?.1.split_once(words)?.1;
                let end = rest
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(rest.len());
                rest.get(..end)
            });
        if code.is_some_and(|code| !code.is_empty() && code != "137")
            && !line.contains("(system failure)")
        {
            self.script_failed.get_or_insert(number);
        }
    }
}
