//! Reads any text as what kubectl says of nodes.

use runwright_model::Lang;
use runwright_sizing::nodes::{groups, rows};

pub fn run(text: &str) {
    let (found, problems) = groups(text);
    assert!(
        !found.is_empty() || !problems.is_empty(),
        "no nodes, and no word why"
    );
    for group in &found {
        let names = i64::try_from(group.node_names.len()).unwrap_or(i64::MAX);
        assert!((1..=20).contains(&names) && names <= group.count);
        let none = |amount: i64| amount < 0;
        let own = &group.allocatable;
        assert!(
            ![own.cpu_m, own.memory, own.pods, group.gpu]
                .into_iter()
                .any(none)
        );
        for load in group.overhead.iter().chain([&group.others]) {
            assert!(![load.cpu_m, load.memory, load.pods].into_iter().any(none));
        }
    }
    let read = rows(text, Lang::En);
    assert_eq!(read.rows.len(), found.len());
    assert!(!read.notes.is_empty());
}

pub fn read(text: &str) {
    groups(text);
}
