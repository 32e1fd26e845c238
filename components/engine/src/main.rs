//! The engine that the page starts with.

mod entry;

fn main() {}
