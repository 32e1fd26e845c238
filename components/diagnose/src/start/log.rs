//! Reads when the stages of a job began and ended from its log.

use super::time::rfc3339;

/// The stages of a job log, grouped as the page shows them. Milliseconds since 1970.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Log {
    stages: Vec<(String, Option<i64>, Option<i64>)>,
    /// The last time of the log.
    last: Option<i64>,
}

const PREPARE: [&str; 2] = ["prepare_executor", "prepare_script"];
const CLONE: [&str; 3] = ["get_sources", "restore_cache", "download_artifacts"];
const RUN: [&str; 4] = [
    "step_script",
    "build_script",
    "step_release",
    "after_script",
];
const CLEANUP: [&str; 6] = [
    "archive_cache",
    "archive_cache_on_failure",
    "upload_artifacts_on_success",
    "upload_artifacts_on_failure",
    "cleanup_file_variables",
    "cleanup",
];

/// What the runner prints when a stage begins; used where the log has times but no markers.
const PHRASES: [(&str, &str); 8] = [
    ("Preparing the \"kubernetes\" executor", "prepare_executor"),
    ("Preparing environment", "prepare_script"),
    ("Getting source from Git repository", "get_sources"),
    ("Restoring cache", "restore_cache"),
    ("Downloading artifacts", "download_artifacts"),
    ("Executing \"step_script\" stage", "step_script"),
    ("Saving cache for", "archive_cache"),
    ("Cleaning up project directory", "cleanup_file_variables"),
];

impl Log {
    pub fn is_empty(&self) -> bool {
        self.stages.is_empty()
    }

    /// When the pod was ready for the first script.
    pub fn prepared(&self) -> Option<i64> {
        self.end(&PREPARE)
    }

    pub fn prepare(&self) -> Option<(i64, i64)> {
        self.span(&PREPARE)
    }

    pub fn clone(&self) -> Option<(i64, i64)> {
        self.span(&CLONE)
    }

    pub fn run(&self) -> Option<(i64, i64)> {
        self.span(&RUN)
    }

    pub fn cleanup(&self) -> Option<(i64, i64)> {
        self.span(&CLEANUP)
    }

    fn span(&self, of: &[&str]) -> Option<(i64, i64)> {
        let start = self
            .stages
            .iter()
            .filter(|(name, ..)| of.contains(&name.as_str()))
            .filter_map(|(_, start, _)| *start)
            .min()?;
        Some((start, self.end(of)?))
    }

    fn end(&self, of: &[&str]) -> Option<i64> {
        self.stages
            .iter()
            .filter(|(name, ..)| of.contains(&name.as_str()))
            .filter_map(|(_, _, end)| *end)
            .max()
    }

    /// Takes one line of a text in.
    pub fn line(&mut self, line: &str) {
        let time = rfc3339(line);
        if let Some(time) = time {
            self.last = Some(self.last.map_or(time, |last| last.max(time)));
        }
        let mut marked = false;
        for part in line.split("section_").skip(1) {
            let (starts, rest) = match (part.strip_prefix("start:"), part.strip_prefix("end:")) {
                (Some(rest), _) => (true, rest),
                (_, Some(rest)) => (false, rest),
                _ => continue,
            };
            let Some((seconds, rest)) = rest.split_once(':') else {
                continue;
            };
            let Ok(seconds) = seconds.parse::<u32>() else {
                continue;
            };
            let end = rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
                .unwrap_or(rest.len());
            let name = rest.get(..end).unwrap_or("");
            // The line's own time is the finer one; markers count whole seconds.
            let at = time.unwrap_or(i64::from(seconds) * 1000);
            self.note(name, starts, at);
            marked = true;
        }
        let Some(time) = time.filter(|_| !marked) else {
            return;
        };
        let phrase = PHRASES.iter().find(|(phrase, _)| line.contains(phrase));
        if let Some((_, name)) = phrase {
            if !self.stages.iter().any(|(known, ..)| known == name) {
                self.close(time);
                self.note(name, true, time);
            }
        } else if line.contains("Job succeeded") || line.contains("ERROR: Job failed") {
            self.close(time);
        }
    }

    /// Ends the stage that is open.
    fn close(&mut self, time: i64) {
        if let Some((_, Some(_), end @ None)) = self.stages.last_mut() {
            *end = Some(time);
        }
    }

    fn note(&mut self, name: &str, starts: bool, at: i64) {
        // A log has a dozen stages; more are not the runner's.
        if name.is_empty() || self.stages.len() >= 64 {
            return;
        }
        let index = match self.stages.iter().position(|(known, ..)| known == name) {
            Some(index) => index,
            None => {
                self.stages.push((name.to_string(), None, None));
                self.stages.len() - 1
            }
        };
        if let Some((_, start, end)) = self.stages.get_mut(index) {
            match starts {
                true => *start = Some(start.map_or(at, |known| known.min(at))),
                false => *end = Some(end.map_or(at, |known| known.max(at))),
            }
        }
    }
}
