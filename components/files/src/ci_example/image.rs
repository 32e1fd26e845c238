//! Writes the job that builds a container image the way the plan allows.

use super::{IMAGE, with_policy};
use crate::Context;
use runwright_documents::{Map, Seq};
use runwright_model::plan::Builder;

/// Adds the job; false when the plan builds no images.
pub(super) fn job(cx: &Context, jobs: &mut Map) -> bool {
    let builder = cx.plan.job.builder;
    if builder == Builder::None {
        return false;
    }
    let entry = jobs.entry("build-image");
    entry.blank().field("job.builder");
    let job = entry.map();
    job.put("stage", IMAGE);
    job.put("needs", Seq::flow(["compile"]));
    if builder == Builder::Buildkit {
        buildkit(cx, job);
    } else {
        docker(cx, job, builder == Builder::DindTls);
    }
    true
}

fn docker(cx: &Context, job: &mut Map, tls: bool) {
    let lang = cx.lang;
    let port = if tls { "2376" } else { "2375" };
    job.put("image", with_policy(cx, &client(&cx.plan.job.dind_image)))
        .field("job.dind_image");
    let mut command = Vec::new();
    if !tls {
        command.push(("--tls=false".to_string(), "job.builder"));
    }
    if let Some(mtu) = cx.plan.job.mtu {
        command.push((["--mtu=", &mtu.to_string()].concat(), "job.mtu"));
    }
    if !cx.plan.job.registry_mirror.is_empty() {
        let mirror = ["--registry-mirror=", &cx.plan.job.registry_mirror].concat();
        command.push((mirror, "job.registry_mirror"));
    }
    service(
        cx,
        job,
        (&cx.plan.job.dind_image, "job.dind_image"),
        "docker",
        port,
        command,
    );
    let variables = job.at(&["variables"]);
    variables
        .put("DOCKER_HOST", ["tcp://docker:", port].concat())
        .comment(lang.pick(
            "The daemon in the service container of this pod; no socket of the node is used.",
            "本 Pod 服务容器中的守护进程，不使用节点的 socket。",
        ));
    if tls {
        variables.put("DOCKER_TLS_CERTDIR", "/certs").comment(lang.pick(
            "The daemon writes its certificates here; /certs/client is a volume in memory that both containers mount.",
            "守护进程将证书写入此处；/certs/client 是两个容器共同挂载的内存卷。",
        ));
        variables.put("DOCKER_TLS_VERIFY", "1");
        variables.put("DOCKER_CERT_PATH", "/certs/client");
    } else {
        variables.put("DOCKER_TLS_CERTDIR", "").comment(lang.pick(
            "Empty: no TLS. The port is open inside this pod only, as long as nothing may connect to the pod.",
            "留空即不用 TLS。只要没有入站连接，该端口仅在此 Pod 内开放。",
        ));
    }
    job.put(
        "before_script",
        vec![
            "printf '%s' \"$CI_REGISTRY_PASSWORD\" | docker login --username \"$CI_REGISTRY_USER\" --password-stdin \"$CI_REGISTRY\"",
        ],
    )
    .comment(lang.pick(
        "GitLab sets these for each job. Over standard input the password stays out of the process list.",
        "GitLab 为每个作业设置这些变量。经标准输入传递，密码不会出现在进程列表中。",
    ));
    job.put(
        "script",
        vec![
            "docker build --pull --tag \"$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA\" .",
            "docker push \"$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA\"",
        ],
    );
}

/// The image of the client that belongs to a daemon's image; the daemon's own holds one as well.
pub(super) fn client(dind: &str) -> String {
    match dind.rsplit_once(':') {
        Some((name, "dind")) => [name, ":cli"].concat(),
        Some((_, tag)) if tag.ends_with("-dind") => {
            [dind.strip_suffix("dind").unwrap_or(dind), "cli"].concat()
        }
        _ => dind.to_string(),
    }
}

/// A daemon beside the job, and buildctl in the job's own container to talk to it.
///
/// The daemon is told its flags by `command`: the image's entry point reads no `BUILDKITD_FLAGS`, only
/// buildctl-daemonless.sh does (`moby/buildkit@016b559a:Dockerfile`).
fn buildkit(cx: &Context, job: &mut Map) {
    const ADDRESS: &str = "tcp://127.0.0.1:1234";
    let lang = cx.lang;
    let image = &cx.plan.job.buildkit_image;
    job.put("image", with_policy(cx, image))
        .comment(lang.pick("Holds buildctl, the client.", "其中包含客户端 buildctl。"))
        .field("job.buildkit_image");
    service(
        cx,
        job,
        (image, "job.buildkit_image"),
        "buildkit",
        "1234",
        vec![
            (["--addr=", ADDRESS].concat(), "job.builder"),
            ("--oci-worker-no-process-sandbox".to_string(), "job.builder"),
        ],
    );
    let variables = job.at(&["variables"]);
    variables.put("BUILDKIT_HOST", ADDRESS).comment(lang.pick(
        "The containers of a pod share one network: the daemon listens inside this pod only.",
        "同一 Pod 的容器共享网络：守护进程只在此 Pod 内监听。",
    ));
    variables
        .put("DOCKER_CONFIG", "/tmp/docker")
        .comment(lang.pick(
            "Outside the project, so that no artifact or cache takes it along.",
            "位于项目目录之外，不会被制品或缓存带走。",
        ));
    job.put(
        "before_script",
        vec![
            "mkdir -p \"$DOCKER_CONFIG\"",
            "auth=$(printf '%s:%s' \"$CI_REGISTRY_USER\" \"$CI_REGISTRY_PASSWORD\" | base64 | tr -d '\\n')",
            "printf '{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}' \"$CI_REGISTRY\" \"$auth\" > \"$DOCKER_CONFIG/config.json\"",
        ],
    )
    .comment(lang.pick(
        "GitLab sets these for each job; buildctl reads them from Docker's configuration file.",
        "GitLab 为每个作业设置这些变量；buildctl 从 Docker 配置文件读取。",
    ));
    job.put(
        "script",
        vec![
            "buildctl build --frontend dockerfile.v0 --local context=. --local dockerfile=. --output \"type=image,name=$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA,push=true\"",
        ],
    );
}

/// The daemon's container; each word of its command with the field that asks for it.
fn service(
    cx: &Context,
    job: &mut Map,
    image: (&str, &'static str),
    alias: &str,
    port: &str,
    command: Vec<(String, &'static str)>,
) {
    let mut service = with_policy(cx, image.0);
    // The policy goes behind name and alias, where readers look for it.
    let policy = service.entries.split_off(1);
    if let Some(name) = service.entries.first_mut() {
        name.field(image.1);
    }
    service.put("alias", alias).comment(cx.lang.pick(
        "Its name, whatever registry the image comes from.",
        "无论镜像来自哪个仓库，都用此名称。",
    ));
    service.entries.extend(policy);
    if !command.is_empty() {
        let mut words = Seq::new();
        for (word, field) in command {
            words.push(word).field(field);
        }
        service.put("command", words);
    }
    service
        .put_path(&["variables", "HEALTHCHECK_TCP_PORT"], port)
        .comment(cx.lang.pick(
            "The job waits until this port answers.",
            "端口应答后作业才开始。",
        ));
    job.put("services", vec![service]);
}
