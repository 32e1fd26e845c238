//! Says which container ended, where kubectl names it in another line than the reason.

/// Lines around a reason that are looked at for the container's name.
const BACK: usize = 60;
const ON: usize = 14;

/// Whether a message says that a container was killed for its memory, without saying which.
pub fn ended(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.contains("oomkilled")
        && !lower.contains("container ")
        && !lower.contains("svc-")
        && !lower.contains("helper")
}

/// The cause that the container makes of it, and its name.
pub fn container_of(all: &str, line: u32, text: &str) -> Option<(&'static str, String)> {
    // One object on one line: its own name is nearer than any other.
    let text = text.trim();
    let name = match name_in(text).or_else(|| name_before(text)) {
        Some(name) => name,
        None => around(all, line)?,
    };
    Some((cause(name, all), name.to_string()))
}

fn cause(name: &str, all: &str) -> &'static str {
    match name {
        "build" => "oom_build",
        "helper" | "init-permissions" => "oom_helper",
        _ if name.starts_with("svc-") => "oom_service",
        // Services have their alias as name; a pod without a container `build` is none of the runner's.
        _ if [
            "name: build",
            "\"name\": \"build\"",
            "\"name\":\"build\"",
            "  build:",
        ]
        .iter()
        .any(|word| all.contains(word)) =>
        {
            "oom_service"
        }
        "docker" | "dind" | "postgres" | "mysql" | "redis" | "db" => "oom_service",
        _ => "oom_build",
    }
}

fn around(all: &str, line: u32) -> Option<&str> {
    let at = usize::try_from(line).ok()?.checked_sub(1)?;
    let before: Vec<&str> = all
        .lines()
        .skip(at.saturating_sub(BACK))
        .take(at.min(BACK))
        .collect();
    let last = before.iter().rposition(|line| {
        let line = line.trim();
        line.starts_with("lastState") || line.starts_with("\"lastState")
    });
    let back = before.iter().enumerate().rev().find_map(|(index, line)| {
        let next = before.get(index + 1).copied().unwrap_or("");
        name_in(line)
            .or_else(|| described(line, next))
            .map(|name| (index, name))
    });
    // In JSON and YAML `lastState` stands before the name of its container.
    let on = all.lines().skip(at).take(ON).find_map(name_in);
    match (back, last, on) {
        (Some((name_at, _)), Some(last), Some(on)) if last > name_at => Some(on),
        (Some((_, name)), _, _) => Some(name),
        (None, _, on) => on,
    }
}

/// A name and the container's state on one line, as `kubectl -o jsonpath` prints them: `build {"terminated":…`.
fn name_before(line: &str) -> Option<&str> {
    let (name, state) = line.split_once(' ')?;
    state.starts_with("{\"").then_some(name)
}

/// The value of a key `name` in JSON or YAML.
fn name_in(line: &str) -> Option<&str> {
    let line = line.trim().trim_start_matches("- ");
    let rest = match line.strip_prefix("name:") {
        Some(rest) => rest,
        None => {
            let at = line.find("\"name\":")?;
            line.get(at + 7..)?
        }
    };
    let rest = rest.trim_start().trim_start_matches('"');
    let end = rest.find(['"', ',', ' ', '}']).unwrap_or(rest.len());
    rest.get(..end).filter(|name| !name.is_empty())
}

/// The head of a container in `kubectl describe`, whole or cut.
fn described<'a>(line: &'a str, next: &str) -> Option<&'a str> {
    const NEXT: [&str; 4] = ["Container ID:", "Image:", "State:", "Last State:"];
    let name = line.trim().strip_suffix(':')?;
    let plain = !name.is_empty() && !name.contains(' ') && line.starts_with([' ', '\t']);
    let next = next.trim_start();
    (plain && NEXT.iter().any(|word| next.starts_with(word))).then_some(name)
}
