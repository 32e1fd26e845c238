//! What people read is there in both languages, and plain.

use super::{cases::cases, draft, judge, with};
use crate::{Cx, checklist, facts};
use runwright_model::{Draft, Lang};

/// English and Chinese of the same thing differ, and nothing shouts or is left unfilled.
fn plain(text: &str, lang: Lang) {
    assert!(!text.trim().is_empty());
    for sign in ["!", "！", "{}", "  ", "please", "请请"] {
        assert!(!text.contains(sign), "{sign}: {text}");
    }
    let chinese = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    if lang == Lang::En {
        assert!(!chinese, "{text}");
    }
}

#[test]
fn findings_speak_both_languages() {
    for (code, json, token) in cases() {
        for lang in [Lang::En, Lang::Zh] {
            for finding in judge(&draft(json), token, lang) {
                plain(&finding.title, lang);
                plain(&finding.body, lang);
                assert!(
                    !finding.title.ends_with(['.', '。']),
                    "{code}: {}",
                    finding.title
                );
                assert!(
                    finding.body.ends_with(['.', '。']),
                    "{code}: {}",
                    finding.body
                );
                finding.fixes.iter().for_each(|fix| plain(&fix.label, lang));
                if lang == Lang::Zh {
                    let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
                    assert!(
                        finding.title.chars().any(chinese),
                        "{code}: {}",
                        finding.title
                    );
                    assert!(
                        finding.body.chars().any(chinese),
                        "{code}: {}",
                        finding.body
                    );
                }
            }
        }
    }
}

#[test]
fn no_language_leaks_into_the_other() {
    for lang in [Lang::En, Lang::Zh] {
        let (items, facts, steps) = with(&Draft::default(), "", lang, |cx| {
            (checklist(cx), facts(cx), crate::steps(cx))
        });
        for item in items {
            plain(&item.text, lang);
            plain(&item.evidence, lang);
        }
        for text in [&facts.capacity_line, &facts.capacity_why, &facts.dns_note] {
            plain(text, lang);
        }
        for way in facts.scaling.iter().chain(&facts.job_sizes) {
            plain(&way.label, lang);
            plain(&way.outcome, lang);
        }
        steps.iter().for_each(|step| plain(&step.what, lang));
    }
}

/// Values that would be syntax in YAML, a shell or HCL stay values.
#[test]
fn install_texts_quote() {
    // Put into the plan past the reader, which refuses such names.
    let facts = with(&Draft::default(), "", Lang::En, |cx| {
        let mut plan = cx.plan.clone();
        plan.target.release = "a: {b\n$(id)\"".to_string();
        plan.target.namespace = "x'; rm -rf /".to_string();
        plan.target.plan_name = "p #".to_string();
        facts(&Cx { plan: &plan, ..*cx })
    });
    let text = |tool: &str| {
        let command = facts.install.iter().find(|command| command.tool == tool);
        command
            .map(|command| command.text.clone())
            .unwrap_or_default()
    };
    assert!(
        text("Helm").contains("--namespace 'x'\\''; rm -rf /'"),
        "{}",
        text("Helm")
    );
    for tool in ["Argo CD", "Flux", "Kustomize"] {
        // The line break of the release is escaped, so no line begins with what follows it.
        assert!(
            !text(tool).lines().any(|line| line.starts_with("$(id)")),
            "{}",
            text(tool)
        );
    }
    assert!(
        text("Terraform").contains(r#"name             = "a: {b\n$(id)\"""#),
        "{}",
        text("Terraform")
    );
}

#[test]
fn the_helm_commands_work_on_a_fresh_cluster() {
    let preset = runwright_model::preset::find("guide-public");
    let draft = preset.map(|preset| preset.draft()).unwrap_or_default();
    let facts = with(&draft, "", Lang::En, facts);
    let helm = &facts.install[0].text;
    let steps = [
        "sh node-setup.sh",
        "sh coredns-patch.sh",
        "kubectl apply -f manifests/namespaces.yaml",
        "# Now make the Secret",
        "kubectl apply -f manifests/\n",
        "helm upgrade --install",
        "rollout status",
    ];
    let places: Vec<_> = steps.iter().map(|step| helm.find(step)).collect();
    assert!(places.iter().all(Option::is_some), "{helm}");
    assert!(places.is_sorted(), "{helm}");
}
