//! Texts and what is read of them.
