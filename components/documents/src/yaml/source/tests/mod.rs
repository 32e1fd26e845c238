//! Texts and what is read of them.

mod editing;
mod random;
mod reading;
