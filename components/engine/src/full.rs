//! The engine that also reads files, which the page loads when it is first needed.

mod entry;

fn main() {}
