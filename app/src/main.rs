//! The page's own module, which is loaded first.

fn main() {
    runwright_app::page();
}
