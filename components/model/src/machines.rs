//! Lists machine types that are well known, so that a name fills in what it stands for.
//!
//! Series and sizes, not prices: those differ by region and contract. Memory is the nominal size of the type; what a
//! node reports is less, which the capacity answer takes off. Sources:
//!
//! - EC2: pods of each size, awslabs/amazon-eks-ami@0254c5b4:templates/shared/runtime/eni-max-pods.txt; cores and memory
//!   of each series, aws/karpenter-provider-aws@0c5e7d81:website/content/en/docs/reference/instance-types.md.
//! - Azure: MicrosoftDocs/azure-docs@1a0fe16a:articles/virtual-machines/dv5-dsv5-series.md, beside it
//!   @017371cd:dasv5-dadsv5-series.md, @02d00dc8:ev5-esv5-series.md, @04bf1e70:fsv2-series.md.
//! - Compute Engine: cloud.google.com/compute/docs/general-purpose-machines.

use crate::plan::target::Platform;

/// A machine type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// As the provider writes it, and as the node label `node.kubernetes.io/instance-type` says it.
    pub name: String,
    /// The managed Kubernetes of its provider.
    pub platform: Platform,
    /// Millicores of all vCPUs.
    pub cpu_m: u32,
    /// Nominal memory in MiB.
    pub memory_mib: u32,
    /// EC2: network interfaces, and addresses on each.
    pub enis: Option<(u32, u32)>,
}

impl Machine {
    /// The most pods on EKS by the standard count: interfaces x (addresses - 1) + 2; none elsewhere, where the cluster
    /// and not the type decides.
    pub fn pods(&self) -> Option<u32> {
        self.enis.map(|(enis, ips)| enis * (ips - 1) + 2)
    }

    /// Cores as the plan writes them.
    pub fn cpu(&self) -> String {
        (self.cpu_m / 1000).to_string()
    }

    /// Memory as the plan writes it.
    pub fn memory(&self) -> String {
        (self.memory_mib / 1024).to_string() + "Gi"
    }
}

/// Types that differ in size only: the name is `head`, the size, `tail`.
struct Series {
    head: &'static str,
    tail: &'static str,
    platform: Platform,
    /// GiB for each vCPU.
    gib: u32,
    sizes: &'static [Size],
}

/// What stands in the name, vCPUs, EC2's interfaces and addresses (0 elsewhere).
type Size = (&'static str, u32, u32, u32);

const EC2: &[Size] = &[
    ("large", 2, 3, 10),
    ("xlarge", 4, 4, 15),
    ("2xlarge", 8, 4, 15),
    ("4xlarge", 16, 8, 30),
    ("8xlarge", 32, 8, 30),
];
const VCPUS: &[Size] = &[
    ("2", 2, 0, 0),
    ("4", 4, 0, 0),
    ("8", 8, 0, 0),
    ("16", 16, 0, 0),
    ("32", 32, 0, 0),
];

const fn ec2(head: &'static str, gib: u32) -> Series {
    series(head, "", Platform::Eks, gib, EC2)
}

const fn gce(head: &'static str, gib: u32) -> Series {
    series(head, "", Platform::Gke, gib, VCPUS)
}

const fn azure(head: &'static str, tail: &'static str, gib: u32) -> Series {
    series(head, tail, Platform::Aks, gib, VCPUS)
}

const fn series(
    head: &'static str,
    tail: &'static str,
    platform: Platform,
    gib: u32,
    sizes: &'static [Size],
) -> Series {
    Series {
        head,
        tail,
        platform,
        gib,
        sizes,
    }
}

const ALL: &[Series] = &[
    ec2("m5.", 4),
    ec2("m6i.", 4),
    ec2("m7i.", 4),
    ec2("m7g.", 4),
    ec2("c6i.", 2),
    ec2("c7i.", 2),
    ec2("c7g.", 2),
    ec2("r6i.", 8),
    ec2("r7i.", 8),
    // The smallest takes more addresses than those of the other series.
    series(
        "t3.",
        "",
        Platform::Eks,
        4,
        &[
            ("large", 2, 3, 12),
            ("xlarge", 4, 4, 15),
            ("2xlarge", 8, 4, 15),
        ],
    ),
    gce("e2-standard-", 4),
    gce("n2-standard-", 4),
    gce("n2d-standard-", 4),
    gce("n2-highmem-", 8),
    series(
        "c3-standard-",
        "",
        Platform::Gke,
        4,
        &[
            ("4", 4, 0, 0),
            ("8", 8, 0, 0),
            ("22", 22, 0, 0),
            ("44", 44, 0, 0),
        ],
    ),
    azure("Standard_D", "s_v5", 4),
    azure("Standard_D", "as_v5", 4),
    azure("Standard_E", "s_v5", 8),
    azure("Standard_F", "s_v2", 2),
];

/// The types of a platform; all of them for one that runs on machines of any provider.
pub fn of(platform: Platform) -> Vec<Machine> {
    let own = matches!(platform, Platform::Eks | Platform::Gke | Platform::Aks);
    let mut list = Vec::new();
    for series in ALL
        .iter()
        .filter(|series| !own || series.platform == platform)
    {
        list.extend(series.sizes.iter().map(|size| machine(series, size)));
    }
    list
}

/// The type of this name, whatever the platform.
pub fn find(name: &str) -> Option<Machine> {
    let name = name.trim();
    for series in ALL {
        let size = name
            .strip_prefix(series.head)
            .and_then(|rest| rest.strip_suffix(series.tail));
        let found = size.and_then(|size| series.sizes.iter().find(|one| one.0 == size));
        if let Some(size) = found {
            return Some(machine(series, size));
        }
    }
    None
}

fn machine(series: &Series, &(size, vcpus, enis, ips): &Size) -> Machine {
    Machine {
        name: [series.head, size, series.tail].concat(),
        platform: series.platform,
        cpu_m: vcpus * 1000,
        memory_mib: vcpus * series.gib * 1024,
        enis: (enis > 0).then_some((enis, ips)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Quantity;

    #[test]
    fn names_are_unique_and_find_their_row() {
        let all = of(Platform::Other);
        assert!((60..=100).contains(&all.len()), "{}", all.len());
        for (at, one) in all.iter().enumerate() {
            assert!(
                all[..at].iter().all(|other| other.name != one.name),
                "{}",
                one.name
            );
            assert_eq!(find(&one.name).as_ref(), Some(one));
        }
        assert_eq!(find("m5.huge"), None);
        assert_eq!(find(""), None);
    }

    #[test]
    fn amounts_are_what_a_plan_can_read() {
        for one in of(Platform::Kubeadm) {
            let cpu = Quantity::parse(&one.cpu()).map(Quantity::milli_i64);
            let memory = Quantity::parse(&one.memory()).map(Quantity::value_i64);
            assert_eq!(cpu, Ok(i64::from(one.cpu_m)), "{}", one.name);
            assert_eq!(memory, Ok(i64::from(one.memory_mib) << 20), "{}", one.name);
            assert!((2000..=44_000).contains(&one.cpu_m), "{}", one.name);
            let per_core = one.memory_mib / (one.cpu_m / 1000);
            assert!([2048, 4096, 8192].contains(&per_core), "{}", one.name);
            assert_eq!(
                one.pods().is_some(),
                one.platform == Platform::Eks,
                "{}",
                one.name
            );
        }
    }

    #[test]
    fn a_platform_sees_its_own() {
        for platform in [Platform::Eks, Platform::Gke, Platform::Aks] {
            let own = of(platform);
            assert!(own.len() >= 20 && own.iter().all(|one| one.platform == platform));
        }
    }

    #[test]
    fn rows_are_those_of_the_sources() {
        let check = |name: &str, cpu_m: u32, memory_mib: u32, pods: Option<u32>| {
            let found = find(name).map(|one| (one.cpu_m, one.memory_mib, one.pods()));
            assert_eq!(found, Some((cpu_m, memory_mib, pods)), "{name}");
        };
        check("m5.large", 2000, 8192, Some(29));
        check("m5.xlarge", 4000, 16_384, Some(58));
        check("m5.2xlarge", 8000, 32_768, Some(58));
        check("m7i.4xlarge", 16_000, 65_536, Some(234));
        check("m7g.8xlarge", 32_000, 131_072, Some(234));
        check("c7g.large", 2000, 4096, Some(29));
        check("c6i.2xlarge", 8000, 16_384, Some(58));
        check("r7i.8xlarge", 32_000, 262_144, Some(234));
        check("t3.large", 2000, 8192, Some(35));
        check("t3.2xlarge", 8000, 32_768, Some(58));
        check("e2-standard-4", 4000, 16_384, None);
        check("n2-highmem-16", 16_000, 131_072, None);
        check("c3-standard-22", 22_000, 90_112, None);
        check("Standard_D8s_v5", 8000, 32_768, None);
        check("Standard_D16as_v5", 16_000, 65_536, None);
        check("Standard_E4s_v5", 4000, 32_768, None);
        check("Standard_F2s_v2", 2000, 4096, None);
    }
}
