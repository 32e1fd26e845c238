//! Tests of the scan.

use super::rules::rules;

#[test]
fn the_tables_can_be_read() {
    assert_eq!(rules().faults, [""; 0]);
}
