//! Finds the known word that a misspelt one was meant to be.

/// The nearest of some words, where it is near enough to be a slip: at most a quarter of the letters differ.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > 64 {
        return None;
    }
    let word = word.to_ascii_lowercase().replace('-', "_");
    let most = (word.chars().count() / 4).clamp(1, 3);
    known
        .map(|candidate| (distance(&word, candidate), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Letters to insert, remove, replace or swap with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut older: Vec<usize> = Vec::new();
    let mut old: Vec<usize> = (0..=b.len()).collect();
    let mut before = None;
    for (i, x) in a.chars().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&old, j) + usize::from(x != *y))
                .min(at(&old, j + 1) + 1)
                .min(at(&row, j) + 1);
            let swapped = j > 0 && before == Some(*y) && b.get(j - 1) == Some(&x);
            if swapped {
                best = best.min(at(&older, j - 1) + 1);
            }
            row.push(best);
        }
        older = std::mem::replace(&mut old, row);
        before = Some(x);
    }
    old.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_understood() {
        let check = |word: &str, expect: Option<&str>| {
            let known = [
                "cpu_limit",
                "cpu_request",
                "memory_limit",
                "image",
                "node_selector",
                "privileged",
            ];
            assert_eq!(nearest(word, known.into_iter()), expect, "{word}");
        };
        check("cpu_limits", Some("cpu_limit"));
        check("cpu-limit", Some("cpu_limit"));
        check("node_selectors", Some("node_selector"));
        check("priviledged", Some("privileged"));
        check("iamge", Some("image"));
        check("foo", None);
        check("locked", None);
        check("", None);
        check("wholly_other_words", None);
    }
}
