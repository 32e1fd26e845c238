//! What is answered: numbers with their meaning, pictures, what helps, the sums.

use super::sizing::{Sizing, Stage};
use crate::js::Js;
use crate::store::Store;
use runwright_widgets::dom::El;

/// The answer in short, above the form.
pub fn answer(store: Store, sizing: Sizing) -> El {
    let _ = store;
    let headline = sizing.part(Stage::Quick, "words/headline");
    El::new("section", "block").child(
        El::new("p", "say").child(El::new("b", "").says(move || Js::parse(&headline.get()).text())),
    )
}

/// All of it, below the form.
pub fn details(store: Store, sizing: Sizing) -> El {
    let _ = (store, sizing);
    El::new("div", "")
}
