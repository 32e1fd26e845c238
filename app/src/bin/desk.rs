//! The module of the pages that few visits need.

fn main() {
    runwright_app::desk();
}
