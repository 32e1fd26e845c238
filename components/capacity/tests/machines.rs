//! Holds the table of machine types to the rules here.

use runwright_capacity::allocatable::{Machine, Provider, allocatable};
use runwright_model::machines;
use runwright_model::plan::Platform;

#[test]
fn pods_are_what_the_interfaces_carry() {
    for one in machines::of(Platform::Eks) {
        let machine = Machine {
            provider: Provider::EksAl2023,
            cpu_m: i64::from(one.cpu_m),
            memory: i64::from(one.memory_mib) << 20,
            enis: one.enis.map(|(enis, ips)| (enis.into(), ips.into())),
            ..Machine::default()
        };
        let pods = allocatable(&machine).pods;
        assert_eq!(one.pods().map(i64::from), Some(pods), "{}", one.name);
    }
}
