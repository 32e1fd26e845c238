//! Measures words roughly, and keeps labels from lying on each other.

/// Width of a character at 11 px, roughly; full-width ones count twice.
const GLYPH: i64 = 6;

/// Roughly how many pixels a text takes at 11 px.
pub(super) fn width(text: &str) -> i64 {
    text.chars()
        .map(|c| if c.is_ascii() { GLYPH } else { 2 * GLYPH })
        .fold(0, i64::saturating_add)
}

/// The same of a bold text.
pub(super) fn bold(text: &str) -> i64 {
    let plain = width(text);
    plain.saturating_add(plain / 6)
}

/// The text, or as much of it as fits into so many pixels, with an ellipsis.
pub(super) fn cut(text: &str, most: i64) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut left = most - 2 * GLYPH;
    let mut out = String::new();
    for c in text.chars() {
        left -= if c.is_ascii() { GLYPH } else { 2 * GLYPH };
        if left < 0 {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

/// Moves places apart until any two are at least `gap` from each other, as near to where they were as their order
/// allows, all from `top` to `bottom`. What finds no room is `None`.
pub(super) fn spread(places: &[i64], gap: i64, top: i64, bottom: i64) -> Vec<Option<i64>> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    let at = |i: usize| places.get(i).copied().unwrap_or(top);
    order.sort_by_key(|i| at(*i));
    let mut put: Vec<i64> = Vec::with_capacity(order.len());
    for i in &order {
        let free = put.last().map_or(top, |last| last + gap);
        put.push(at(*i).clamp(top, bottom.max(top)).max(free));
    }
    let mut limit = bottom;
    for y in put.iter_mut().rev() {
        *y = (*y).min(limit);
        limit = *y - gap;
    }
    let mut out = vec![None; places.len()];
    for (i, y) in order.into_iter().zip(put) {
        if let Some(slot) = out.get_mut(i) {
            *slot = (y >= top).then_some(y);
        }
    }
    out
}

/// Puts intervals into as few rows as they need without touching each other: the row of each.
pub(super) fn rows(intervals: &[(i64, i64)]) -> Vec<i64> {
    let mut ends: Vec<Vec<(i64, i64)>> = Vec::new();
    let mut out = Vec::with_capacity(intervals.len());
    for (from, to) in intervals {
        let free = |row: &Vec<(i64, i64)>| row.iter().all(|(a, b)| *to < *a || *b < *from);
        let row = ends.iter().position(free).unwrap_or(ends.len());
        match ends.get_mut(row) {
            Some(row) => row.push((*from, *to)),
            None => ends.push(vec![(*from, *to)]),
        }
        out.push(i64::try_from(row).unwrap_or(0));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_characters() {
        let check = |text: &str, most: i64, expect: &str| assert_eq!(cut(text, most), expect);
        check("ci × 12", 60, "ci × 12");
        check("builders-large", 60, "builders…");
        check("大型构建节点", 60, "大型构建…");
        check("abc", 0, "…");
        check("", 0, "");
    }

    #[test]
    fn places_are_spread_and_stay_within() {
        let check = |places: &[i64], expect: &[i64]| {
            let found: Vec<i64> = spread(places, 10, 0, 40)
                .into_iter()
                .map(|y| y.unwrap_or(-1))
                .collect();
            assert_eq!(found, expect, "{places:?}");
        };
        check(&[], &[]);
        check(&[5, 25], &[5, 25]);
        check(&[40, 40, 40], &[20, 30, 40]);
        check(&[12, 10, 11], &[30, 10, 20]);
        check(&[0, 0, 0, 0, 0, 0], &[-1, 0, 10, 20, 30, 40]);
        check(&[i64::MIN, i64::MAX], &[0, 40]);
    }

    #[test]
    fn intervals_share_a_row_where_they_can() {
        let check = |intervals: &[(i64, i64)], expect: &[i64]| {
            assert_eq!(rows(intervals), expect, "{intervals:?}");
        };
        check(&[(0, 10), (20, 30), (5, 8)], &[0, 0, 1]);
        check(&[(0, 10), (10, 30), (9, 12)], &[0, 1, 2]);
    }
}
