//! Texts and what is read of them.

mod carrying;
mod editing;
mod random;
mod reading;
