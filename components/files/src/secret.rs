//! Writes the shape of the token's Secret and the commands that make it without a file.

use crate::values::TOKEN_PLACEHOLDER;
use crate::{Artefact, Context};
use runwright_documents::yaml::{self, Document};
use runwright_documents::{Map, shell};
use runwright_model::format::host_of;
use runwright_model::plan::Auth;
use runwright_model::protocol::FileGroup;
use runwright_model::text::t;

/// The Secret that `runners.secret` names; with an inline token the chart makes it.
pub fn render(cx: &Context) -> Option<Artefact> {
    if cx.plan.gitlab.auth != Auth::Secret {
        return None;
    }
    let about = t(
        "Shape of the token's Secret, with the commands that make it",
        "令牌 Secret 的结构与创建命令",
    );
    let mut document = Document::new(manifest(cx)).head(head(cx));
    if !cx.plan.gitlab.ca_secret.is_empty() {
        document = document.head(ca(cx));
    }
    Some(Artefact {
        path: "secret.example.yaml".into(),
        about: about.get(cx.lang).to_owned(),
        group: FileGroup::Cluster,
        printed: yaml::print(&[document]),
    })
}

fn manifest(cx: &Context) -> Map {
    let mut map = Map::new();
    map.put("apiVersion", "v1");
    map.put("kind", "Secret");
    let metadata = map.at(&["metadata"]);
    metadata
        .put("name", &cx.plan.gitlab.secret_name)
        .field("gitlab.secret_name");
    metadata
        .put("namespace", &cx.plan.target.namespace)
        .field("target.namespace");
    map.put("type", "Opaque");
    let data = map.at(&["stringData"]);
    data.put("runner-token", TOKEN_PLACEHOLDER).comment(
        t(
            "The authentication token, without a line end behind it.",
            "身份验证令牌，末尾不能有换行。",
        )
        .get(cx.lang),
    );
    data.put("runner-registration-token", "").comment(
        t(
            "Must exist and stay empty: the pod mounts both keys and waits for ever if one is missing.",
            "必须存在且留空：Pod 会挂载两个键，缺一则一直等待。",
        )
        .get(cx.lang),
    );
    map
}

/// Reads the token from the keyboard and pipes it without a line end, so that it is in no history and no argument list.
fn head(cx: &Context) -> String {
    let plan = cx.plan;
    let mut text = t(
        "An example, not to be applied as it is: a file with the token does not belong in Git.\n\
         These commands make the Secret without a file:",
        "仅为示例，不要直接应用：含令牌的文件不应进入 Git。\n以下命令无需文件即可创建该 Secret：",
    )
    .get(cx.lang)
    .to_owned();
    text.push_str("\n  printf 'token: '; stty -echo; IFS= read -r RUNNER_TOKEN; stty echo\n");
    text.push_str("  printf '%s' \"$RUNNER_TOKEN\" | ");
    text.push_str(&shell::join(&[
        "kubectl",
        "--namespace",
        &plan.target.namespace,
        "create",
        "secret",
        "generic",
    ]));
    text.push_str(" \\\n    ");
    text.push_str(&shell::quote(&plan.gitlab.secret_name));
    text.push_str(
        " --from-literal=runner-registration-token= \\\n    --from-file=runner-token=/dev/stdin",
    );
    text
}

fn ca(cx: &Context) -> String {
    let plan = cx.plan;
    let host = host_of(&plan.gitlab.url).unwrap_or("gitlab.example.com");
    let mut text = t(
        "And the one with your CA; its key is the host name with .crt:",
        "以及包含自有 CA 的 Secret，键名为主机名加 .crt：",
    )
    .get(cx.lang)
    .to_owned();
    text.push_str("\n  ");
    text.push_str(&shell::join(&[
        "kubectl",
        "--namespace",
        &plan.target.namespace,
        "create",
        "secret",
        "generic",
    ]));
    text.push_str(" \\\n    ");
    let file = ["--from-file=", host, ".crt=ca.pem"].concat();
    text.push_str(&shell::join(&[plan.gitlab.ca_secret.as_str(), &file]));
    text
}

#[cfg(test)]
mod tests {
    use crate::config_toml::testing::{check, plan};
    use runwright_model::Lang;

    #[test]
    fn shape_and_commands() {
        check(
            super::render,
            &[
                ("gitlab.secret_name", "tok"),
                ("target.namespace", "runners"),
            ],
            &[
                "name: tok\n",
                "namespace: runners\n",
                "runner-token: glrt-REPLACE-ME\n",
                "runner-registration-token: \"\"\n",
                "kubectl --namespace runners create secret generic \\\n#     tok --from-literal=runner-registration-token= \\\n#     --from-file=runner-token=/dev/stdin\n",
            ],
            &["ca.pem"],
        );
        check(
            super::render,
            &[
                ("gitlab.ca_secret", "my-ca"),
                ("gitlab.url", "https://git.corp:8443/"),
            ],
            &["my-ca --from-file=git.corp.crt=ca.pem"],
            &[],
        );
    }

    #[test]
    fn an_inline_token_needs_no_secret() {
        let plan = plan(&[("gitlab.auth", "inline")]);
        let cx = crate::Context {
            plan: &plan,
            lang: Lang::En,
            token: "glrt-x",
        };
        assert!(super::render(&cx).is_none());
    }

    #[test]
    fn it_reads_back_as_a_secret() {
        use k8s_openapi::api::core::v1::Secret;
        let plan = plan(&[]);
        let cx = crate::Context {
            plan: &plan,
            lang: Lang::Zh,
            token: "",
        };
        let text = super::render(&cx).unwrap().printed.text;
        let secret: Secret = serde_yaml::from_str(&text).unwrap();
        let keys: Vec<_> = secret.string_data.unwrap().into_keys().collect();
        assert_eq!(keys, ["runner-registration-token", "runner-token"]);
    }
}
