//! Writes monitoring: Prometheus rules with their unit tests, a Grafana dashboard, log collection, commands.
//!
//! Reading order: [`metrics`] (what can be measured), [`names`] (what identifies this runner), [`recording`] and
//! [`alerts`] (the rules), [`rules`] and [`unit`] (their files), then the other files.

pub mod metrics;

mod alerts;
mod commands;
mod dashboard;
mod explained;
mod logs;
mod names;
mod recording;
mod rules;
mod scrape;
mod unit;

#[cfg(test)]
mod tests;

use crate::{Cx, Kit};
use names::Names;
use runwright_model::protocol::AlertSay;

/// Adds the files and says what they hold. Without metrics only logs and commands are left.
pub fn write(cx: &Cx, kit: &mut Kit) {
    let names = Names::of(cx);
    if cx.plan.managers.metrics {
        let recorded = recording::recorded(cx, &names);
        let alerts = alerts::alerts(cx, &names);
        kit.files
            .push(rules::object(cx, &names, &recorded, &alerts));
        kit.files.push(rules::plain(cx, &names, &recorded, &alerts));
        kit.files.push(unit::render(cx, &names, &alerts));
        kit.files.push(explained::render(cx, &alerts));
        kit.files.push(dashboard::render(cx, &names));
        kit.files.extend(scrape::render(cx, &names));
        kit.alerts.extend(alerts.into_iter().map(|alert| {
            AlertSay {
                name: alert.name.to_string(),
                severity: alert.severity.to_string(),
                about: match alert.label {
                    Some((label, _)) => alert
                        .summary
                        .replace("{label}", &["`", label, "`"].concat()),
                    None => alert.summary,
                },
                expr: alert.expr,
                wait: [&alert.minutes.to_string(), "m"].concat(),
                threshold: alert.threshold,
                cause: alert.cause.to_string(),
            }
        }));
        kit.metrics = metrics::said(cx);
    }
    kit.files.extend(logs::render(cx));
    kit.commands.extend(commands::commands(cx, &names));
}
