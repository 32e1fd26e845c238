//! Texts and what is read of them.

mod editing;
mod reading;
