//! Opened files through the whole engine: read, planned, compared, shortened, upgraded.
#![cfg(feature = "documents")]

use runwright_engine::handle;
use runwright_model::protocol::{
    Against, Ask, File, FileGroup, PlanAsk, PlanSay, ReadSay, Request, Say, Source,
};
use runwright_model::{Draft, Edit, Lang, Severity};

const VALUES: &str = "\
# The team's runner.
gitlabUrl: https://gitlab.corp.internal/
concurrent: 10 # jobs
replicas: 1
checkInterval: 3
runners:
  secret: runner-token
  config: |
    [[runners]]
      [runners.kubernetes]
        image = \"alpine:3.20\"
        cpu_limits = \"2\"
        poll_timeout = 180
";

fn ask(ask: Ask) -> Say {
    let request = Request {
        seq: 1,
        lang: Lang::En,
        ask,
    };
    handle(&request).say
}

fn sources(text: &str) -> Vec<Source> {
    vec![Source {
        name: "team.yaml".to_string(),
        text: text.to_string(),
    }]
}

fn read(text: &str) -> ReadSay {
    match ask(Ask::Read {
        sources: sources(text),
    }) {
        Say::Read(say) => *say,
        other => unreachable!("{other:?}"),
    }
}

/// The request for the plan that was read, with some edits.
fn plan_ask(text: &str, edits: &[Edit]) -> PlanAsk {
    let origin = read(text).draft;
    let mut draft = origin.clone();
    draft.apply(edits);
    PlanAsk {
        draft,
        base: origin.clone(),
        origin,
        sources: sources(text),
        ..PlanAsk::default()
    }
}

fn plan(text: &str, edits: &[Edit]) -> PlanSay {
    match ask(Ask::Plan(plan_ask(text, edits))) {
        Say::Plan(say) => *say,
        other => unreachable!("{other:?}"),
    }
}

fn opened(say: &PlanSay) -> &File {
    let file = &say.files[0];
    assert_eq!(
        (file.path.as_str(), file.group),
        ("team.yaml", FileGroup::Opened)
    );
    file
}

#[test]
fn what_was_opened_comes_back_byte_for_byte() {
    for text in [
        VALUES.to_string(),
        VALUES.replace('\n', "\r\n"),
        VALUES.trim_end().to_string(),
    ] {
        let say = plan(&text, &[]);
        let file = opened(&say);
        assert_eq!(file.text, text);
        assert_eq!((file.changed.len(), file.gone.len()), (0, 0));
        // It stands for the files the plan would write itself.
        let paths: Vec<&str> = say.files.iter().map(|file| file.path.as_str()).collect();
        assert!(
            !paths.contains(&"values.yaml") && !paths.contains(&"config.toml"),
            "{paths:?}"
        );
    }
}

#[test]
fn the_bundle_holds_the_file_where_its_scripts_look() {
    let (_, files) = runwright_engine::bundle::files(
        &plan_ask(VALUES, &[Edit::set("managers.concurrent", "20")]),
        Lang::En,
    );
    let values: Vec<&str> = files
        .iter()
        .filter(|(path, _)| path == "values.yaml")
        .map(|(_, text)| text.as_str())
        .collect();
    assert_eq!(values, [VALUES.replace("concurrent: 10", "concurrent: 20")]);
    assert!(
        files
            .iter()
            .any(|(path, text)| path == "install.sh" && text.contains("values.yaml"))
    );
}

#[test]
fn reading_says_what_a_file_is() {
    let say = read(VALUES);
    let file = &say.files[0];
    assert_eq!(
        file.what,
        "Values of the gitlab-runner chart, with the runner's template"
    );
    let parts: Vec<(&str, &str, u32, bool)> = file
        .parts
        .iter()
        .map(|part| {
            (
                part.part.as_str(),
                part.place.as_str(),
                part.line,
                part.edited,
            )
        })
        .collect();
    assert_eq!(
        parts,
        [
            ("values", "", 2, true),
            ("config", "runners.config", 8, true)
        ]
    );
    assert_eq!((file.understood, file.total), (12, 12));
    let unknown = file
        .findings
        .iter()
        .find(|finding| finding.code == "CFG-104")
        .unwrap();
    assert_eq!(
        (unknown.at.clone(), unknown.column),
        (Some(("team.yaml".to_string(), 12)), 9)
    );
}

#[test]
fn a_change_is_marked_where_it_is() {
    let say = plan(VALUES, &[Edit::set("managers.concurrent", "20")]);
    let file = opened(&say);
    assert_eq!(
        file.text,
        VALUES.replace("concurrent: 10 #", "concurrent: 20 #")
    );
    assert_eq!(file.changed, [3]);
    assert_eq!(file.gone.len(), 1);
    assert_eq!(say.fields["managers.concurrent"].line, "team.yaml:3");
    assert_eq!(say.fields["job.image"].line, "team.yaml:11");
}

#[test]
fn settings_without_a_field_are_written_and_judged() {
    let id = "config.runners.kubernetes.runtime_class_name";
    let say = plan(VALUES, &[Edit::set(id, "gvisor")]);
    assert!(
        opened(&say)
            .text
            .contains("        runtime_class_name = \"gvisor\"\n")
    );
    assert_eq!(say.fields[id].line, "team.yaml:14");
    let wrong = "config.runners.output_limit";
    let say = plan(VALUES, &[Edit::set(wrong, "much")]);
    assert_eq!(opened(&say).text, VALUES);
    assert!(say.fields[wrong].invalid);
    assert!(
        say.findings
            .iter()
            .any(|finding| finding.field == wrong && finding.severity == Severity::Error)
    );
    // The same settings are written into files that were not opened.
    let draft: Draft = [(id.to_string(), "gvisor".into())]
        .into_iter()
        .collect::<Vec<_>>()
        .into_draft();
    let Say::Plan(say) = ask(Ask::Plan(PlanAsk {
        draft,
        ..PlanAsk::default()
    })) else {
        unreachable!()
    };
    let values = say
        .files
        .iter()
        .find(|file| file.path == "values.yaml")
        .unwrap();
    assert!(
        values.text.contains("runtime_class_name = \"gvisor\""),
        "{}",
        values.text
    );
}

trait IntoDraft {
    fn into_draft(self) -> Draft;
}

impl IntoDraft for Vec<(String, runwright_model::Value)> {
    fn into_draft(self) -> Draft {
        let mut draft = Draft::default();
        for (id, value) in self {
            draft.set(&id, value);
        }
        draft
    }
}

#[test]
fn a_token_in_the_file_is_not_missed() {
    let missed = |text: &str| {
        let findings = plan(text, &[]).findings;
        findings.iter().any(|finding| finding.code == "TOK-102")
    };
    assert!(missed("gitlabUrl: https://x.org/\n"));
    assert!(!missed("gitlabUrl: https://x.org/\nrunnerToken: glrt-x\n"));
    assert!(!missed(
        "gitlabUrl: https://x.org/\nrunnerToken: {{ .Values.token }}\n"
    ));
    assert!(!missed(VALUES));
}

#[test]
fn a_place_that_cannot_be_changed_is_said() {
    let text =
        "base: &base\n  limits:\n    memory: 1Gi\ngitlabUrl: https://x.org/\nresources: *base\n";
    let say = plan(text, &[Edit::set("managers.memory_limit", "2Gi")]);
    assert_eq!(opened(&say).text, text);
    let finding = say
        .findings
        .iter()
        .find(|finding| finding.code == "DOC-110")
        .unwrap();
    assert!(finding.body.contains("anchor"), "{}", finding.body);
}

#[test]
fn files_are_compared_and_shortened() {
    let compare = |with| match ask(Ask::Compare {
        plan: plan_ask(VALUES, &[Edit::set("managers.concurrent", "20")]),
        path: "team.yaml".to_string(),
        with,
    }) {
        Say::Compare { hunks } => hunks
            .iter()
            .flat_map(|hunk| &hunk.rows)
            .filter(|row| row.mark == '+' || row.mark == '-')
            .map(|row| format!("{}{}", row.mark, row.text))
            .collect::<Vec<String>>(),
        other => unreachable!("{other:?}"),
    };
    let changed = ["-concurrent: 10 # jobs", "+concurrent: 20 # jobs"];
    assert_eq!(compare(Against::Opened), changed);
    assert_eq!(compare(Against::Saved), changed);
    let defaults = compare(Against::Defaults);
    assert!(
        defaults.contains(&"+concurrent: 20".to_string()),
        "{defaults:?}"
    );
    assert!(
        !defaults.iter().any(|row| row.contains("checkInterval")),
        "{defaults:?}"
    );

    let Say::Minimal { text, dropped, .. } = ask(Ask::Minimal {
        plan: plan_ask(VALUES, &[]),
        path: "team.yaml".to_string(),
    }) else {
        unreachable!()
    };
    let keys: Vec<(&str, &str, u32)> = dropped
        .iter()
        .map(|dropped| (dropped.key.as_str(), dropped.value.as_str(), dropped.line))
        .collect();
    assert_eq!(
        keys,
        [
            ("concurrent", "10", 3),
            ("replicas", "1", 4),
            ("checkInterval", "3", 5),
            ("runners[0].kubernetes.poll_timeout", "180", 13),
        ]
    );
    let short = VALUES
        .replace("concurrent: 10 # jobs\nreplicas: 1\ncheckInterval: 3\n", "")
        .replace("        poll_timeout = 180\n", "");
    assert_eq!(text, short);
}

#[test]
fn an_upgrade_is_told_with_its_script() {
    let mut plan = plan_ask(VALUES, &[Edit::set("target.chart", "0.70.0")]);
    plan.sources = sources(&VALUES.replace(
        "replicas: 1\n",
        "replicas: 1\nrbac:\n  serviceAccountName: x\n",
    ));
    let Say::Upgrade(say) = ask(Ask::Upgrade {
        plan,
        chart: "0.92.0".to_string(),
    }) else {
        unreachable!()
    };
    assert_eq!(
        (say.from.as_str(), say.to.as_str()),
        ("0.70.0 · runner 17.5.0", "0.92.0 · runner 19.3.0")
    );
    assert!(!say.releases.is_empty() && !say.findings.is_empty());
    assert!(
        say.script.contains("0.92.0") && say.script.contains("helm rollback"),
        "{}",
        say.script
    );
}
