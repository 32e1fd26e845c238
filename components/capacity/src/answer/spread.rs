//! Spreads manager pods one by one over the nodes.

use crate::packing::Amounts;

/// Nodes that managers may sit on.
pub(super) struct Place {
    pub nodes: i64,
    pub free: Amounts,
    pub allowed: bool,
}

/// Managers in one pool: so many on every node, and one more on some.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spread {
    pub each: i64,
    pub one_more_on: i64,
}

/// Gives each node one manager before any gets a second; the second value did not fit anywhere.
pub(super) fn spread(places: &[Place], replicas: i64, request: Amounts) -> (Vec<Spread>, i64) {
    let mut out = vec![Spread::default(); places.len()];
    let mut left = replicas.max(0);
    loop {
        let mut placed = false;
        for (place, spread) in places.iter().zip(&mut out) {
            if left == 0
                || place.nodes == 0
                || !place.allowed
                || !holds(place, spread.each + 1, request)
            {
                continue;
            }
            let here = place.nodes.min(left);
            left -= here;
            placed = true;
            if here == place.nodes {
                spread.each += 1;
            } else {
                spread.one_more_on = here;
            }
        }
        if !placed || left == 0 {
            return (out, left);
        }
    }
}

fn holds(place: &Place, managers: i64, request: Amounts) -> bool {
    let wanted = request.times(managers);
    place
        .free
        .list()
        .into_iter()
        .zip(wanted.list())
        .all(|((_, free), (_, wanted))| wanted <= free)
}
