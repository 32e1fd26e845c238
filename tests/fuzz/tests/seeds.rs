//! Runs every target on its seeds, so that a target that no longer holds is seen without a fuzzer.

use runwright_fuzz::TARGETS;
use std::path::Path;

#[test]
fn targets_hold_on_their_seeds() {
    for target in &TARGETS {
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("seeds")
            .join(target.name);
        let mut count = 0;
        for file in std::fs::read_dir(&seeds).unwrap() {
            let path = file.unwrap().path();
            println!("{}", path.display());
            target.run(&std::fs::read(path).unwrap());
            count += 1;
        }
        assert!(count >= 12, "{}: {count} seeds", target.name);
    }
}

#[test]
fn targets_take_what_is_no_text() {
    for target in &TARGETS {
        for data in [
            &b""[..],
            b"\0",
            b"\xff\xfe",
            b"a: \xc3",
            b"\xef\xbb\xbf",
            b"\r",
            b"v1.\n",
        ] {
            target.run(data);
        }
    }
}
