//! Matches image patterns the way the runner does: `*` stops at a slash, `**` does not.

/// Whether the pattern matches the whole name.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    // Recursion goes as deep as the texts are long; no image reference comes near this.
    if pattern.len() > 512 || name.len() > 512 {
        return false;
    }
    // Byte by byte: a wildcard that splits a character never completes a match.
    run(pattern.as_bytes(), name.as_bytes(), 200_000).unwrap_or(false)
}

/// Backtracks over wildcards; gives up (none) beyond `fuel` steps, so no pattern takes long.
fn run(pattern: &[u8], name: &[u8], fuel: u32) -> Option<bool> {
    let mut fuel = fuel;
    step(pattern, name, &mut fuel)
}

fn step(pattern: &[u8], name: &[u8], fuel: &mut u32) -> Option<bool> {
    *fuel = fuel.checked_sub(1)?;
    match pattern {
        [] => Some(name.is_empty()),
        [b'*', b'*', rest @ ..] => {
            // `**/x` also matches `x` alone.
            if let [b'/', after @ ..] = rest
                && step(after, name, fuel)?
            {
                return Some(true);
            }
            wild(rest, name, fuel, false)
        }
        [b'*', rest @ ..] => wild(rest, name, fuel, true),
        [b'?', rest @ ..] => match name {
            [b'/', ..] | [] => Some(false),
            [_, name @ ..] => step(rest, name, fuel),
        },
        [want, rest @ ..] => match name {
            [found, name @ ..] if want == found => step(rest, name, fuel),
            _ => Some(false),
        },
    }
}

fn wild(rest: &[u8], name: &[u8], fuel: &mut u32, stops: bool) -> Option<bool> {
    for at in 0..=name.len() {
        let (passed, left) = name.split_at(at);
        if stops && passed.contains(&b'/') {
            return Some(false);
        }
        if step(rest, left, fuel)? {
            return Some(true);
        }
    }
    Some(false)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn image_patterns() {
        let check = |pattern: &str, name: &str, expect: bool| {
            assert_eq!(matches(pattern, name), expect, "{pattern} {name}");
        };
        check("docker:28-dind", "docker:28-dind", true);
        check("docker:*", "docker:28-dind", true);
        check("*", "docker:28-dind", true);
        check("*", "registry.corp/docker:28", false);
        check("**", "registry.corp/docker:28", true);
        check("registry.corp/*", "registry.corp/ci/docker:28", false);
        check("registry.corp/**", "registry.corp/ci/docker:28", true);
        check("**/docker:*", "docker:28", true);
        check("docker:2?-dind", "docker:28-dind", true);
        check("", "x", false);
        // A pattern made to be slow ends.
        check(&"**a".repeat(40), &"a".repeat(60), true);
    }
}
