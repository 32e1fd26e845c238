//! Cases by rule; the numbers follow the grammar and rounding of the API server.

use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(text: &str, decimal: &str, canonical: &str, milli: &str) {
    let quantity = Quantity::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(quantity.decimal(), decimal, "decimal of {text}");
    assert_eq!(quantity.canonical(), canonical, "canonical of {text}");
    assert_eq!(quantity.milli_value().to_string(), milli, "milli of {text}");
}

#[test]
fn reads_numbers_and_suffixes() {
    check("3", "3", "3", "3000");
    check("+07.50", "7.5", "7500m", "7500");
    check("0.5", "0.5", "500m", "500");
    check("1.", "1", "1", "1000");
    check("0.1m", "0.0001", "100u", "1");
    check("6000m", "6", "6", "6000");
    check("1E", "1000000000000000000", "1E", "1000000000000000000000");
    check("1E3", "1000", "1e3", "1000000");
    check("3e-2", "0.03", "30e-3", "30");
    check("5e0", "5", "5", "5000");
    check("-1500m", "-1.5", "-1500m", "-1500");
    check("0e99999", "0", "0", "0");
}

#[test]
fn keeps_the_family() {
    check("3.5Gi", "3758096384", "3584Mi", "3758096384000");
    check("2048Mi", "2147483648", "2Gi", "2147483648000");
    check("0.25Ki", "256", "256", "256000");
    check("1.3Ki", "1331.2", "1331200m", "1331200");
    check("0.0001Ki", "0.1024", "102400u", "103");
    check(
        "64Ei",
        "9223372036854775807",
        "9223372036854775807",
        "9223372036854775807000",
    );
}

#[test]
fn rounds_away_from_zero_at_the_ninth_place() {
    check("0.2n", "0.000000001", "1n", "1");
    check("1e-400", "0.000000001", "1e-9", "1");
    check("2.0000000001", "2.000000001", "2000000001n", "2001");
    check("-0.2n", "-0.000000001", "-1n", "0");
    check("0.000000000000000000000001e24", "1", "1", "1000");
    check(
        "1.00000000000000000000000000000000000000000001",
        "1.000000001",
        "1000000001n",
        "1001",
    );
}

#[test]
fn a_suffix_alone_is_zero() {
    for text in [".", "m", "Ti", "e3", "+", "-", ".k", "E"] {
        check(text, "0", "0", "0");
        assert_eq!(
            suspicious(text, Resource::Memory),
            Some(Suspicion::MissingNumber),
            "{text}"
        );
    }
    for text in ["Pi", "Ei", "e-10", "+Ei"] {
        assert_eq!(
            Quantity::parse(text),
            Err(QuantityError::NoDigits),
            "{text}"
        );
    }
}

#[test]
fn says_what_is_wrong() {
    let check = |text: &str, id: &str, suggestions: &[&str]| {
        let error = Quantity::parse(text).expect_err(text);
        assert_eq!(error.id(), id, "{text}");
        assert_eq!(error.suggestions(), suggestions, "{text}");
    };
    check("", "empty", &[]);
    check("  ", "empty", &[]);
    check("1K", "bad-suffix", &["1k", "1Ki"]);
    check("1KI", "bad-suffix", &["1Ki"]);
    check("2mi", "bad-suffix", &["2Mi"]);
    check("1GB", "bad-suffix", &["1G", "1Gi"]);
    check("4GiB", "bad-suffix", &["4Gi"]);
    check("512 Mi", "space-inside", &["512Mi"]);
    check("512 MB", "space-inside", &["512M", "512Mi"]);
    check(" 1", "space-inside", &["1"]);
    check("1,5", "comma", &["1.5"]);
    check("2 cores", "space-inside", &["2"]);
    check("500mcpu", "bad-suffix", &["500m"]);
    check("1e", "bad-suffix", &[]);
    check("50%", "bad-suffix", &[]);
    check("--1", "no-digits", &[]);
    check("many", "no-digits", &[]);
    check("1e31", "too-large", &[]);
}

#[test]
fn suspects_slips() {
    let check = |text: &str, resource: Resource, id: Option<&str>, suggestion: Option<&str>| {
        let found = suspicious(text, resource);
        assert_eq!(found.as_ref().map(Suspicion::id), id, "{text}");
        assert_eq!(
            found.as_ref().and_then(Suspicion::suggestion),
            suggestion,
            "{text}"
        );
    };
    check(
        "256m",
        Resource::Memory,
        Some("milli-memory"),
        Some("256Mi"),
    );
    check("10m", Resource::Storage, Some("milli-memory"), Some("10Mi"));
    check("512", Resource::Memory, Some("tiny-memory"), Some("512Mi"));
    check(
        "512Ki",
        Resource::Memory,
        Some("tiny-memory"),
        Some("512Mi"),
    );
    check("512k", Resource::Memory, Some("tiny-memory"), Some("512M"));
    check("2Mi", Resource::Memory, Some("tiny-memory"), Some("2Gi"));
    check("2000", Resource::Cpu, Some("huge-cpu"), Some("2000m"));
    check(
        "512Ti",
        Resource::Memory,
        Some("huge-memory"),
        Some("512Gi"),
    );
    check("-1", Resource::Cpu, Some("negative"), Some("1"));
    for (text, resource) in [
        ("500m", Resource::Cpu),
        ("64", Resource::Cpu),
        ("0", Resource::Memory),
        ("4Mi", Resource::Memory),
        ("1536Gi", Resource::Memory),
        ("1Mi", Resource::Storage),
        ("5.5.5", Resource::Memory),
    ] {
        check(text, resource, None, None);
    }
}

#[test]
fn adds_in_the_first_family() {
    let sum = |a: &str, b: &str| {
        let (a, b) = (
            Quantity::parse(a).expect("a"),
            Quantity::parse(b).expect("b"),
        );
        a.checked_add(b).expect("fits").canonical()
    };
    assert_eq!(sum("3Gi", "512Mi"), "3584Mi");
    assert_eq!(sum("0", "2Gi"), "2Gi");
    assert_eq!(sum("1G", "1Gi"), "2073741824");
    assert_eq!(sum("750m", "250m"), "1");
}

#[test]
fn prints_for_people() {
    assert_eq!(cores(4500), "4.5");
    assert_eq!(cores(250), "0.25");
    assert_eq!(cores(8000), "8");
    assert_eq!(cores(-1), "-0.001");
    assert_eq!(bytes_iec(4_831_838_208), "4.5 GiB");
    assert_eq!(bytes_iec(536_870_912), "512 MiB");
    assert_eq!(bytes_iec(900), "900 B");
    assert_eq!(bytes_iec(1023 * 1024 * 1024 + 1024 * 1023), "1 GiB");
    assert_eq!(bytes_iec(i64::MAX), "8 EiB");
    assert_eq!(bytes_iec(i64::MIN), "-8 EiB");
}

#[test]
fn travels_as_text() {
    let read: Quantity = serde_json::from_str("\"1.5Gi\"").expect("reads");
    assert_eq!(serde_json::to_string(&read).expect("writes"), "\"1536Mi\"");
    assert_eq!(
        serde_json::from_str::<Quantity>("2").expect("reads a number"),
        Quantity::from_milli(2000)
    );
    assert!(serde_json::from_str::<Quantity>("\"1GB\"").is_err());
}

proptest! {
    #[test]
    fn canonical_reads_back(
        whole in 0_u32..1_000_000, fraction in 0_u32..1_000,
        suffix in prop::sample::select(vec!["", "n", "u", "m", "k", "M", "G", "Ki", "Mi", "Gi", "e3", "E-3"]),
    ) {
        let quantity = Quantity::parse(&format!("{whole}.{fraction:03}{suffix}")).expect("grammar");
        let again = Quantity::parse(&quantity.canonical()).expect("canonical form");
        prop_assert_eq!(again, quantity);
        prop_assert_eq!(again.canonical(), quantity.canonical());
        prop_assert_eq!(Quantity::parse(&quantity.decimal()).expect("decimal"), quantity);
    }

    #[test]
    fn any_text_is_judged(text in "\\PC{0,24}") {
        let _ = suspicious(&text, Resource::Memory);
        if let Err(error) = Quantity::parse(&text) {
            for suggestion in error.suggestions() {
                prop_assert!(Quantity::parse(suggestion).is_ok());
            }
        }
    }

    #[test]
    fn any_number_is_judged(text in "[-+]?[0-9]{0,45}\\.?[0-9]{0,45}([KMGTPEkmun]i?|e[-+]?[0-9]{1,11})?") {
        if let Ok(quantity) = Quantity::parse(&text) {
            let _ = (quantity.canonical(), quantity.milli_i64(), quantity.value_i64());
            let _ = quantity.saturating_add(quantity);
        }
    }
}
