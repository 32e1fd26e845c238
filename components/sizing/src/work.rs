//! The stages of an answer, as `runwright-capacity` works them off.

pub use runwright_capacity::fleet::Work;
pub use runwright_model::answer::fleet::Stage;
