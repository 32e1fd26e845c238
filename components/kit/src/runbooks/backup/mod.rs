//! Writes the runbook of the backup, with its script and a CronJob.

pub(super) mod cronjob;
pub(super) mod script;

use super::book::{Book, Put, begin};
use super::names::Names;
use runwright_documents::shell::join;
use runwright_model::plan::Auth;
use runwright_model::protocol::{RunStep, RunbookSay};
use runwright_model::say;

pub(super) fn book(names: &Names) -> RunbookSay {
    let mut book = begin(
        "backup",
        names.t("Back up what cannot be made again", "备份无法重新生成的内容"),
        names.t(
            "Keeps what the bundle alone does not bring back: live objects, Secrets, nodes, DNS, and what lives in GitLab.",
            "保存仅凭文件无法恢复的内容：集群中的对象、Secret、节点、DNS，以及 GitLab 中的设置。",
        ),
    );
    book.impact(
        names.t("Running jobs", "运行中的作业"),
        names.t("None; it only reads.", "无影响，仅读取。"),
    );
    book.impact(
        names.t("What is not needed", "无需备份"),
        &not_needed(names),
    );
    let reads = script::reads(names);
    book.impact(
        names.t("Duration", "耗时"),
        &say!(
            names.lang,
            "As long as some {reads} reads of the Kubernetes API and more where others added policies or claims.",
            "约 {reads} 次 Kubernetes API 读取的时间；若他人添加过策略或 PVC 则更多。"
        ),
    );
    book.impact(
        names.t("Who notices", "谁会察觉"),
        names.t("Nobody.", "无人。"),
    );
    book.impact(
        names.t("Way back", "回退方式"),
        names.t("Delete the folder.", "删除备份目录。"),
    );
    git(
        names,
        book.step(names.t("Put the files under version control", "将文件纳入版本控制")),
    );
    by_hand(names, book.step(names.t("Run the backup", "执行备份")));
    secrets(names, book.step(names.t("Keep the Secrets", "保存 Secret")));
    gitlab(
        names,
        book.step(names.t("Write down what lives in GitLab", "记录 GitLab 中的设置")),
    );
    nightly(
        names,
        book.step(names.t("Every night, in the cluster", "在集群中每晚执行")),
    );
    book
}

fn not_needed(names: &Names) -> String {
    let cache = if names
        .plan
        .job
        .volumes
        .iter()
        .any(|volume| volume.kind == runwright_model::plan::VolumeKind::Pvc)
    {
        names.t(
            " Volumes of jobs hold caches: their claims are kept, not their data.",
            "作业的卷用于缓存：保存其 PVC 定义，不保存数据。",
        )
    } else {
        ""
    };
    [
        names.t(
            "The managers' `config.toml` and `.runner_system_id`: written anew at every start, so each restart is a new manager in GitLab. Pipelines, job logs and artifacts lie in GitLab and its own backup.",
            "管理器的 `config.toml` 与 `.runner_system_id`：每次启动都会重新生成，因此每次重启在 GitLab 中都是新的管理器。流水线、作业日志与产物在 GitLab 中，由其自身备份覆盖。",
        ),
        cache,
    ]
    .concat()
}

fn git(names: &Names, step: &mut RunStep) {
    let mut ignored = vec![
        "printf",
        "%s\\n",
        "backup-*/",
        "runner-backup-*/",
        "partial-*/",
        "dry-run.txt",
    ];
    if names.plan.gitlab.auth == Auth::Inline {
        ignored.push("values.yaml");
    }
    step.work(
        match names.plan.gitlab.auth {
            Auth::Inline => names.t(
                "Keep out what may hold secrets. In this plan `values.yaml` holds the token; taken from a Secret, it could be committed as well.",
                "排除可能含机密的内容。本方案的 `values.yaml` 含令牌；若改为从 Secret 读取，则也可提交。",
            ),
            Auth::Secret => names.t(
                "Keep out what may hold secrets: the folders of backups and upgrades, and dry runs.",
                "排除可能含机密的内容：备份与升级目录，以及试运行输出。",
            ),
        },
        &[&join(&ignored), " >> .gitignore"].concat(),
    );
    step.work(
        names.t(
            "Commit the bundle with its plan file. It brings back namespaces with their Pod Security labels, permissions, network policies, the priority class, the chart's values and the scripts for nodes and DNS.",
            "提交整套文件与方案文件。它们可恢复命名空间及其 Pod Security 标签、权限、网络策略、优先级类、Chart values，以及节点与 DNS 的脚本。",
        ),
        "git add . && git status",
    );
    step.after(
        names.t("No token is among the files.", "文件中没有令牌。"),
        "git grep --cached -n -E 'glrt-[A-Za-z0-9_-]{20,}' && echo FOUND",
        names.t("nothing", "无输出"),
    );
    step.undo(
        names.t("Take the files out of the index.", "从暂存区移除。"),
        "git reset",
    );
}

fn by_hand(names: &Names, step: &mut RunStep) {
    step.before(
        names.t(
            "kubectl looks at the right cluster.",
            "kubectl 指向正确的集群。",
        ),
        "kubectl config current-context",
        "",
    );
    step.work(
        names.t(
            "Write a folder with the live objects and the release's values. Secrets are listed with their keys only.",
            "生成备份目录，含集群对象与 release 的 values；Secret 仅列出名称与键。",
        ),
        "sh runbooks/backup.sh",
    );
    step.after(
        names.t(
            "The folder is complete and holds no token.",
            "目录完整且不含令牌。",
        ),
        "BACKUP=$(ls -d runner-backup-* | tail -n 1)\ncat \"$BACKUP\"/contents.txt\ngrep -rlE 'glrt-[A-Za-z0-9_-]{20,}' \"$BACKUP\"",
        names.t(
            "the list of objects, and no file after it",
            "对象清单，其后无文件名",
        ),
    );
    step.after(
        names.t(
            "A copy lies outside of this cluster and of this machine.",
            "副本存放在此集群与本机之外。",
        ),
        "",
        "",
    );
}

fn secrets(names: &Names, step: &mut RunStep) {
    let list: Vec<String> = names
        .secrets()
        .iter()
        .map(|(name, of_jobs)| {
            let namespace = if *of_jobs {
                names.job_namespace()
            } else {
                names.namespace()
            };
            ["`", namespace, "/", name, "`"].concat()
        })
        .collect();
    let list = list.join(names.t(", ", "、"));
    step.before(
        &say!(
            names.lang,
            "What there is to keep: {list}.",
            "需要保存的内容：{list}。"
        ),
        "",
        "",
    );
    step.work(
        names.t(
            "Best: keep their origin in a password safe or External Secrets, and nothing here. The runner token can also be reset in GitLab, so losing it costs a gap and no more.",
            "最佳做法：来源保存在密码库或 External Secrets 中，此处不留。Runner 令牌可在 GitLab 中重置，丢失只会造成短暂间断。",
        ),
        "",
    );
    step.work(
        names.t(
            "Else: have the script encrypt them for a key whose other half is not in the cluster. Set one of the two.",
            "否则：让脚本用公钥加密，私钥不放在集群中。二选一。",
        ),
        "printf 'age recipient: '; IFS= read -r AGE_RECIPIENT\nAGE_RECIPIENT=\"$AGE_RECIPIENT\" sh runbooks/backup.sh\n\
         # printf 'GPG key: '; IFS= read -r GPG_RECIPIENT\n# GPG_RECIPIENT=\"$GPG_RECIPIENT\" sh runbooks/backup.sh",
    );
    step.after(
        names.t(
            "The file opens with the private key and only with it.",
            "仅能用私钥打开该文件。",
        ),
        "BACKUP=$(ls -d runner-backup-* | tail -n 1)\nage --decrypt --identity key.txt \"$BACKUP\"/secrets.yaml.age | grep -c '^kind: Secret'",
        &["`", &names.secrets().len().to_string(), "`"].concat(),
    );
    step.undo(
        names.t("Delete the encrypted file.", "删除加密文件。"),
        "rm -- \"$BACKUP\"/secrets.yaml.*",
    );
}

fn gitlab(names: &Names, step: &mut RunStep) {
    names.sign_in(step);
    step.work(
        names.t(
            "The runner's settings: tags, protected, untagged, timeout, projects. None of them is in the files.",
            "Runner 的设置：标签、受保护、未打标签作业、超时、项目。这些都不在文件中。",
        ),
        &[&names.api("GET", "", &[]), " > runner-in-gitlab.json"].concat(),
    );
    step.work(
        names.t(
            "CI variables: keep a list of names, scopes and owners beside the bundle. Values belong in a password safe; masked and hidden ones cannot be read back in GitLab.",
            "CI 变量：在文件旁保存名称、范围与负责人的清单。值放在密码库中；隐藏的值无法从 GitLab 读回。",
        ),
        "",
    );
    step.after(
        names.t("The file names the tags.", "文件中有标签。"),
        "grep -o '\"tag_list\":[^]]*]' runner-in-gitlab.json",
        "`\"tag_list\":[…]`",
    );
}

fn nightly(names: &Names, step: &mut RunStep) {
    let name = cronjob::name(names);
    step.before(
        names.t(
            "Read the manifest: it makes an account that may read the named objects and no Secret, and a claim of 1Gi in this same cluster. What must outlive the cluster has to be copied away from the claim, to a place you choose.",
            "先阅读清单：它创建一个只能读取指定对象、不能读取 Secret 的账户，以及本集群内 1Gi 的 PVC。需要在集群丢失后仍可用的内容，须由你从该卷复制到别处。",
        ),
        "kubectl apply --dry-run=server -f runbooks/backup-cronjob.yaml",
        names.t("no error", "无错误"),
    );
    step.work(
        names.t(
            "Put the script into a ConfigMap and apply the manifest.",
            "把脚本放入 ConfigMap 并应用清单。",
        ),
        &[
            &names.commands.manager(&[
                "create",
                "configmap",
                &name,
                "--from-file=backup.sh=runbooks/backup.sh",
                "--dry-run=client",
                "--output=yaml",
            ]),
            " |\n  ",
            &names.commands.manager(&["apply", "--filename", "-"]),
            "\nkubectl apply -f runbooks/backup-cronjob.yaml",
        ]
        .concat(),
    );
    let job = [&name, "-now"].concat();
    let from = ["--from=cronjob/", &name].concat();
    step.work(
        names.t("Run it once now.", "立即执行一次。"),
        &names.commands.manager(&["create", "job", &job, &from]),
    );
    let named = ["job/", &job].concat();
    step.after(
        names.t(
            "The job completes and lists what it kept.",
            "作业完成并列出备份内容。",
        ),
        &[
            &names
                .commands
                .manager(&["wait", "--for=condition=complete", &named, "--timeout=10m"]),
            "\n",
            &names.commands.manager(&["logs", &named]),
        ]
        .concat(),
        "`condition met`",
    );
    step.undo(
        names.t(
            "Remove it; the claim goes with its backups.",
            "删除；PVC 及其中的备份一并删除。",
        ),
        &[
            "kubectl delete -f runbooks/backup-cronjob.yaml\n",
            &names.commands.manager(&["delete", "configmap", &name]),
        ]
        .concat(),
    );
}
