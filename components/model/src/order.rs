//! Sorts short lists with little code.

/// Puts the items in order; equal ones keep theirs.
///
/// For lists of some dozens: time grows with the square of the length. The library's sort is made for
/// any length and comes again for every type, 4 kB of wasm each.
pub fn sort_short<T>(items: &mut [T], before: impl Fn(&T, &T) -> bool) {
    for end in 1..items.len() {
        for at in (1..=end).rev() {
            match items.get(at - 1..=at) {
                Some([first, second]) if before(second, first) => items.swap(at - 1, at),
                _ => break,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn as_the_stable_sort(items in prop::collection::vec((0_u8..5, any::<u8>()), 0..30)) {
            let (mut ours, mut theirs) = (items.clone(), items);
            sort_short(&mut ours, |one, other| one.0 < other.0);
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(ours, theirs);
        }
    }
}
