//! Advises on caches that are not read or written.

use super::network::open;
use super::words::{address, code, grep};
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_model::plan::{Platform, Rbac};
use runwright_model::protocol::Advice;
use runwright_model::say;
use runwright_model::text::t;

/// Settings of the store, where the plan came from files that have one.
fn store(case: &Case) -> Option<String> {
    let id = "config.runners.cache.Type";
    let kind = case.draft.get(id)?.text()?.to_string();
    (!kind.is_empty()).then_some(kind)
}

pub(super) fn failure(case: &Case, advice: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let account = code(&plan.manager_account());
    let space = code(&plan.target.namespace);
    let status = case.seen.get(What::Status);
    let kept = plan
        .job
        .volumes
        .iter()
        .any(|volume| volume.mount_path == "/cache");
    let kind = store(case);
    let here = match (&kind, kept) {
        (Some(kind), _) => say!(
            lang,
            "The plan's store is {}.",
            "方案使用的存储是 {}。",
            code(kind)
        ),
        (None, true) => case.t(t(
            "The plan has no object store but a volume at `/cache`: the message is normal there, and the cache is as shared as that volume is.",
            "方案没有对象存储，但在 `/cache` 挂载了卷：出现该消息属正常，缓存能否共享取决于该卷。",
        ))
        .to_string(),
        (None, false) => case.t(t(
            "The plan has no object store (`[runners.cache]`): “No URL provided” is then normal, and a cache ends with its pod.",
            "方案没有对象存储（`[runners.cache]`）：此时“No URL provided”属正常，缓存随 Pod 消失。",
        ))
        .to_string(),
    };
    let code_of = match status {
        "403" => case.t(t(
            " 403 is a matter of rights: role, bucket policy or clock.",
            "403 是权限问题：角色、存储桶策略或时钟。",
        )),
        "404" => case.t(t(
            " 404 when reading is a cache that was never written; when writing, a wrong bucket.",
            "读取时 404 表示从未写入过缓存；写入时 404 表示存储桶不对。",
        )),
        _ => "",
    };
    advice.meaning = say!(
        lang,
        "The manager signs a URL for the store with its own account {account} in {space}; the helper in the job pod then uses that URL. {here}{code_of} Jobs go on without a cache, only slower.",
        "由管理器用自己的账号 {account}（{space}）为存储签发 URL，再由作业 Pod 中的 helper 使用该 URL。{here}{code_of}没有缓存时作业仍会继续，只是更慢。",
    );
    advice
        .step(
            case.t(t(
                "What the manager says when it signs; the job log has only what follows from it",
                "管理器签发 URL 时的报错；作业日志里只有其后果",
            )),
            grep(
                &commands.manager_logs(&["--tail=500"]),
                "pre-signed|AssumeRole|signBlob|getAccessToken|AccessDenied|AuthorizationPermissionMismatch",
            ),
        )
        .expect = case
        .t(t(
            "Nothing: signing works, so look at the way from the job pod to the store.",
            "没有输出：签发正常，应检查作业 Pod 到存储的链路。",
        ))
        .to_string();
    advice
        .step(
            case.t(t(
                "Which store the managers really use; the token is left out",
                "管理器实际使用的存储（不含令牌）",
            )),
            grep(
                &commands.manager(&[
                    "exec",
                    &commands.deployment(),
                    "--",
                    "cat",
                    "/home/gitlab-runner/.gitlab-runner/config.toml",
                ]),
                "runners.cache|Type|Shared|Bucket|Location|ServerAddress|RoleARN|ContainerName",
            ),
        )
        .expect = case
        .t(t(
            "`Type`, bucket and region. No `Type`: there is no store.",
            "`Type`、存储桶与区域。没有 `Type` 即没有配置存储。",
        ))
        .to_string();
    advice
        .step(
            case.t(t(
                "The cloud identity of the managers' account",
                "管理器账号绑定的云身份",
            )),
            commands.manager(&[
                "get",
                "serviceaccount",
                &plan.manager_account(),
                "--output=jsonpath={.metadata.annotations}",
            ]),
        )
        .expect = identity(case).to_string();
    let name = case.seen.get(What::Host);
    if !name.is_empty() {
        let url = ["https://", name, "/"].concat();
        advice
            .step(
                case.t(t("Whether a job reaches the store", "作业能否访问存储")),
                commands.net_test(&url),
            )
            .expect = case
            .t(t(
                "Any status, 403 included. `000`: policy or firewall.",
                "任何状态码（含 403）即可；`000`：策略或防火墙。",
            ))
            .to_string();
    }
    if !name.is_empty() || address(case).is_some() {
        open(case, advice, None);
    }
    grant(case, advice);
    advice.by_hand(
        case.t(t(
            "Check bucket name, region and endpoint in `[runners.cache]` (All settings), and that the node's clock is right: signed URLs are timed.",
            "核对 `[runners.cache]` 中的存储桶、区域与端点（“全部设置”），并确认节点时钟准确：签名 URL 有时效。",
        )),
        "",
    );
    if plan.security.network_policy {
        advice.by_hand(
            case.t(t(
                "If the store has a private address, add it under More ways out with its port.",
                "若存储使用私有地址，请在“更多出站”中添加其地址与端口。",
            )),
            commands.jobs(&["get", "networkpolicies", "--output=wide"]),
        );
    }
    advice
        .confirm(
            case.t(t(
                "Run a job that writes a cache, twice, while this is watched",
                "观察此命令，并把写缓存的作业连续运行两次",
            )),
            grep(
                &commands.manager_logs(&["--since=10m", "--tail=-1"]),
                "pre-signed|AccessDenied|cache",
            ),
        )
        .expect = case
        .t(t(
            "Nothing here; in the second job's log `Successfully extracted cache`.",
            "此处没有输出；第二次的作业日志出现 `Successfully extracted cache`。",
        ))
        .to_string();
    advice.prevent(case.t(t(
        "Let pipelines work without a cache; it is never guaranteed.",
        "流水线应在没有缓存时也能运行；缓存从不保证存在。",
    )));
    advice.prevent(case.t(t(
        "Search the managers' log for `pre-signed` in your log alerts: jobs stay green while it fails.",
        "在日志告警中监控管理器日志里的 `pre-signed`：签发失败时作业仍显示成功。",
    )));
    advice.alike(
        case,
        "oom_helper",
        case.t(t(
            "There the helper is killed while it packs: `Killed`, 137.",
            "那种情况 helper 在打包时被杀：`Killed`、137。",
        )),
    );
    advice.alike(
        case,
        "network_blocked",
        case.t(t(
            "There the upload times out, and so does the rest.",
            "那种情况上传超时，其他访问也超时。",
        )),
    );
    advice.alike(
        case,
        "dns_nxdomain",
        case.t(t(
            "There the store's name is not found.",
            "那种情况存储的域名无法解析。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Give the jobs' ServiceAccount access to the bucket",
            "给作业的 ServiceAccount 授予存储桶权限",
        )),
        case.t(t(
            "The manager signs. Only `RoleARN` and multipart uploads need credentials on the job's side.",
            "签名的是管理器。只有 `RoleARN` 与分段上传才需要作业侧的凭据。",
        )),
    );
    advice.wrong(
        case.t(t(
            "“No URL provided” is an error",
            "“No URL provided”是错误",
        )),
        case.t(t(
            "Without `[runners.cache]` every job prints it. It matters only where a store is configured.",
            "没有 `[runners.cache]` 时每个作业都会打印。只有配置了存储时才有意义。",
        )),
    );
}

/// What the annotation is called where the platform tells.
fn identity(case: &Case) -> &'static str {
    match case.plan.target.platform {
        Platform::Eks => "eks.amazonaws.com/role-arn",
        Platform::Gke => "iam.gke.io/gcp-service-account",
        Platform::Aks => "azure.workload.identity/client-id",
        _ => case.t(t(
            "The annotation of your cloud; none where keys from a Secret are used.",
            "对应云平台的注解；使用 Secret 中的密钥时没有注解。",
        )),
    }
}

/// How the managers' account gets its rights at the store, by platform.
fn grant(case: &Case, advice: &mut Advice) {
    let plan = case.plan;
    let account = plan.manager_account();
    let annotation = match plan.target.platform {
        Platform::Eks => "eks.amazonaws.com/role-arn=ROLE_ARN",
        Platform::Gke => "iam.gke.io/gcp-service-account=NAME@PROJECT.iam.gserviceaccount.com",
        Platform::Aks => "azure.workload.identity/client-id=CLIENT_ID",
        _ => "",
    };
    let text = match plan.target.platform {
        Platform::Eks => t(
            "Bind the account to an IAM role with `s3:GetObject` and `s3:PutObject` on the bucket. The trust policy names the OIDC provider without `https://` and exactly this namespace and account.",
            "把账号绑定到对存储桶有 `s3:GetObject` 与 `s3:PutObject` 权限的 IAM 角色。信任策略中的 OIDC 提供方不带 `https://`，命名空间与账号须完全一致。",
        ),
        Platform::Gke => t(
            "Bind the account by Workload Identity; the Google account needs `roles/iam.serviceAccountTokenCreator` on itself to sign, and rights on the bucket.",
            "通过 Workload Identity 绑定账号；Google 账号需对自身有 `roles/iam.serviceAccountTokenCreator` 才能签名，并具有存储桶权限。",
        ),
        Platform::Aks => t(
            "Bind the account by Workload Identity; it needs Storage Blob Data Contributor on the container and the right to make a user delegation key.",
            "通过 Workload Identity 绑定账号；需要容器的 Storage Blob Data Contributor 角色，以及生成用户委托密钥的权限。",
        ),
        _ => t(
            "Give the managers keys of the store by a Secret (`runners.cache.secretName` of the chart), with rights to read and write the bucket.",
            "通过 Secret（Chart 的 `runners.cache.secretName`）为管理器提供存储密钥，并具有存储桶的读写权限。",
        ),
    };
    let command = if annotation.is_empty() {
        case.commands().manager(&["get", "secrets"])
    } else {
        case.commands()
            .manager(&["annotate", "serviceaccount", &account, annotation])
    };
    advice.by_hand(case.t(text), command);
    if plan.security.rbac == Rbac::Chart && !annotation.is_empty() {
        advice.by_hand(
            case.t(t(
                "The chart makes the account, so keep the annotation in `serviceAccount.annotations` of the values as well.",
                "账号由 Chart 创建，因此注解也要写入 values 的 `serviceAccount.annotations`。",
            )),
            "",
        );
    }
}
