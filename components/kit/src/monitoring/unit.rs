//! Writes unit tests of the rules for promtool: each alert fires on what it is for, and is silent otherwise.

use super::alerts::{Alert, Series};
use super::names::Names;
use super::rules::{self, GROUPS, PLAIN};
use crate::Cx;
use runwright_documents::yaml::{self, Document};
use runwright_documents::{Map, Seq};
use runwright_files::Artefact;
use runwright_model::protocol::FileGroup;

/// Minutes of a test before an alert's own time: longer than any window the rules look back.
const BEFORE: u32 = 80;

pub fn render(cx: &Cx, names: &Names, alerts: &[Alert]) -> Artefact {
    let lang = cx.lang;
    let mut file = Map::new();
    file.put("rule_files", Seq::flow([PLAIN]));
    file.put("evaluation_interval", "1m");
    file.put("group_eval_order", Seq::flow(GROUPS));
    let mut tests = Seq::new();
    for alert in alerts {
        let fired = fired(cx, names, alert);
        tests
            .push(test(alert, "fires", &alert.fires, Some(fired)))
            .blank();
        tests.push(test(alert, "is silent", &alert.calm, None));
    }
    file.put("tests", tests).blank();
    let about = lang.pick(
        "Unit tests of the rules, for promtool.",
        "规则的单元测试，供 promtool 使用。",
    );
    let document = Document::new(file).head(about).head(lang.pick(
        "Series are made up; thresholds and names are the plan's:\n  promtool test rules gitlab-runner_test.yaml",
        "序列为构造数据，阈值与名称取自方案：\n  promtool test rules gitlab-runner_test.yaml",
    ));
    Artefact {
        path: "rules/gitlab-runner_test.yaml".into(),
        about: about.to_string(),
        group: FileGroup::Run,
        printed: yaml::print(&[document]),
    }
}

fn test(alert: &Alert, what: &str, series: &[Series], fired: Option<Map>) -> Map {
    let mut test = Map::new();
    test.put("name", [alert.name, " ", what].concat());
    test.put("interval", "1m");
    let mut inputs = Seq::new();
    // A test without series would have no time to run over.
    let other = ("up{job=\"other\"}".to_string(), "1x400".to_string());
    for (series, values) in series.iter().chain([&other]) {
        let mut input = Map::new();
        input.put("series", series);
        input.put("values", values);
        inputs.push(input);
    }
    test.put("input_series", inputs);
    let mut asked = Map::new();
    let minutes = BEFORE + alert.minutes;
    asked.put("eval_time", [&minutes.to_string(), "m"].concat());
    asked.put("alertname", alert.name);
    asked.put("exp_alerts", fired.into_iter().collect::<Seq>());
    test.put("alert_rule_test", vec![asked]);
    test
}

/// The alert as Prometheus sends it.
fn fired(cx: &Cx, names: &Names, alert: &Alert) -> Map {
    let mut labels = rules::labels(names);
    labels.put("severity", alert.severity);
    if let Some((label, value)) = alert.label {
        labels.put(label, value);
    }
    let mut notes = Map::new();
    for (name, text) in rules::annotations(cx, alert) {
        let label = alert.label.map_or("", |(_, value)| value);
        notes.put(name, text.replace("{label}", label));
    }
    let mut fired = Map::new();
    fired.put("exp_labels", labels);
    fired.put("exp_annotations", notes);
    fired
}
