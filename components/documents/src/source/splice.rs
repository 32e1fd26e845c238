//! Changes a text at some places and leaves the rest.

use super::Span;

/// Bytes of a text and what takes their place. An empty span inserts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    pub at: Span,
    pub with: String,
}

impl Splice {
    pub fn new(at: Span, with: impl Into<String>) -> Splice {
        Splice {
            at,
            with: with.into(),
        }
    }
}

/// The text with every splice made. Spans are of the text as it was; one that overlaps an earlier one, or does not
/// fit the text, is left out. Insertions at one place keep their order.
pub fn apply(text: &str, splices: &[Splice]) -> String {
    let mut sorted: Vec<&Splice> = splices.iter().collect();
    sorted.sort_by_key(|splice| (splice.at.start, splice.at.end));
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for splice in sorted {
        let (Some(kept), Some(_)) = (
            text.get(done..splice.at.start),
            text.get(splice.at.start..splice.at.end),
        ) else {
            continue;
        };
        out.push_str(kept);
        out.push_str(&splice.with);
        done = splice.at.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splices_leave_the_rest() {
        let check = |splices: &[(Span, &str)], expect: &str| {
            let splices: Vec<Splice> = splices
                .iter()
                .map(|(at, with)| Splice::new(at.clone(), *with))
                .collect();
            assert_eq!(apply("abcdé", &splices), expect);
        };
        check(&[], "abcdé");
        check(&[(1..2, "X"), (4..6, "")], "aXcd");
        check(&[(4..6, ""), (1..1, "1"), (1..1, "2")], "a12bcd");
        check(&[(0..2, "x"), (1..3, "y")], "xcdé");
        check(&[(5..5, "no"), (9..10, "no")], "abcdé");
        check(&[(6..6, "!")], "abcdé!");
    }
}
