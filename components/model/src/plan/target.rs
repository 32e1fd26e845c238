//! Target: where the runner goes and which release of it.

use crate::field::{Initial, Kind};
use crate::format::Format;
use crate::text::{same, t};
use crate::{Version, choice, section};

choice! {
    /// The flavour of Kubernetes; it decides node reserves and who owns the DNS configuration.
    Platform {
        Kubeadm = "kubeadm" same("kubeadm");
        Eks = "eks" same("EKS");
        Gke = "gke" same("GKE");
        Aks = "aks" same("AKS");
        K3s = "k3s" same("k3s");
        Rke2 = "rke2" same("RKE2");
        Openshift = "openshift" same("OpenShift");
        Other = "other" t("Other", "其他");
    }
}

section! {
    /// Where the runner goes and which release of it.
    Target "target" {
        /// Names the plan and the downloaded bundle.
        plan_name: String = Initial::Text("platform-ci"), Kind::Text(Format::Release),
            t("Plan name", "方案名称"),
            t("Names the downloaded bundle; no file depends on it.", "用作下载包的名称，不影响任何文件。");
        platform: Platform = Initial::Text("kubeadm"), Kind::Choice(Platform::OPTIONS),
            t("Platform", "平台"),
            t("Decides what a node reserves for itself and who owns the DNS configuration.", "决定节点为自身预留多少资源，以及 DNS 配置归谁管理。");
        kubernetes: Version = Initial::Text("1.34"), Kind::Text(Format::Version),
            t("Kubernetes version", "Kubernetes 版本"),
            t("Major and minor, as kubectl version prints them.", "主版本与次版本，与 kubectl version 的输出一致。");
        chart: Version = Initial::Text("0.92.0"), Kind::Text(Format::Version),
            t("Chart version", "Chart 版本"),
            t("The chart brings its runner. Settings that this runner does not know are disabled.", "Chart 决定 Runner 版本；该版本不认识的设置会被停用。");
        namespace: String = Initial::Text("gitlab-runner"), Kind::Text(Format::Label),
            t("Namespace of the managers", "管理器命名空间"),
            t("The Helm release is installed here.", "Helm release 安装在此命名空间。");
        job_namespace: String = Initial::Text("ci-jobs"), Kind::Text(Format::Label),
            t("Namespace of the jobs", "作业命名空间"),
            t("Job pods run here. Apart from the managers, a job cannot read the runner token.", "作业 Pod 在此运行。与管理器分开，作业就读不到 Runner 令牌。");
        release: String = Initial::Text("gitlab-runner"), Kind::Text(Format::Release),
            t("Release name", "Release 名称"),
            t("Names every object of the chart, and with it the label app.", "决定 Chart 所有对象的名称，也决定标签 app 的值。");
        fullname_override: String = Initial::Text(""), Kind::Text(Format::Label),
            t("Full name override", "覆盖完整名称"),
            t("Replaces the name that follows from the release.", "替换由 release 推导出的名称。") => .advanced() .example("ci-runner");
    }
}

/// Helps the page to list the chart releases in a select.
pub fn chart_label(pair: &crate::version::Pair) -> String {
    pair.chart.to_string() + " · runner " + &pair.runner.to_string()
}
