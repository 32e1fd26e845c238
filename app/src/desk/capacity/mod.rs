//! The capacity page: what the fleet is, how many jobs run at once, how long they wait, what that costs and what helps.
//!
//! Reading order: [`sizing`] (the questions to the capacity worker and its answers), [`form`] (pools, kinds of jobs,
//! arrivals), [`results`] (numbers, pictures, changes, sums).

mod form;
mod results;
pub mod sizing;

use super::{Desk, head};
use crate::texts as tx;
use runwright_widgets::dom::El;

/// The page.
pub fn view(desk: Desk) -> El {
    let store = desk.store;
    sizing::follow(store, desk.sizing);
    let page = head(store, tx::CAPACITY, super::texts::capacity::LEAD);
    El::new("div", "capacity")
        .child(page)
        .child(results::answer(store, desk.sizing))
        .child(form::view(store, desk.sizing))
        .child(results::details(store, desk.sizing))
}
