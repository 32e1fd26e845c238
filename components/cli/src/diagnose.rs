//! Finds causes of trouble in a log and says what to do about them.

use runwright_engine::{Memory, handle_with};
use runwright_model::protocol::{Ask, CauseSay, DiagnoseSay, PlanAsk, Request, Say, Step};
use runwright_model::{Fix, Lang, Value, say};
use serde_json::json;

use crate::args::{Diagnose, Failure};
use crate::output::{self, Exit};
use crate::{input, render};

pub fn run(ask: &Diagnose, lang: Lang) -> Result<Exit, Failure> {
    let draft = match &ask.plan {
        None => runwright_model::Draft::default(),
        Some(path) => {
            let (draft, warnings) = render::plan_file(path, lang)?;
            for warning in &warnings {
                output::note(&say!(lang, "warning: {warning}\n", "警告：{warning}\n"));
            }
            draft
        }
    };
    let text = input::read(&ask.file, lang)?;
    let plan = PlanAsk {
        draft,
        ..PlanAsk::default()
    };
    let request = Request {
        seq: 0,
        lang,
        ask: Ask::Diagnose { plan, text },
    };
    let Say::Diagnose(said) = handle_with(&request, &mut Memory::default()).say else {
        return Ok(Exit::Faulty);
    };
    if ask.json {
        output::json(&json!({
            "what": said.what,
            "lines": said.lines,
            "causes": said.causes,
            "notes": said.notes,
            "ask_for": said.ask_for,
        }));
    } else {
        output::answer(&told(&said, lang));
    }
    Ok(Exit::Fine)
}

/// The answer for people who read a terminal.
fn told(said: &DiagnoseSay, lang: Lang) -> String {
    let mut out = [&said.what, "\n"].concat();
    for cause in &said.causes {
        out.push('\n');
        tell(cause, &mut out, lang);
    }
    if !said.notes.is_empty() {
        out.push('\n');
        said.notes.iter().for_each(|note| {
            out.push_str(note);
            out.push('\n');
        });
    }
    steps(
        &mut out,
        lang.pick("What would tell more", "还需要查看"),
        &said.ask_for,
    );
    out
}

fn tell(cause: &CauseSay, out: &mut String, lang: Lang) {
    let advice = &cause.advice;
    let shown: Vec<String> = cause.lines.iter().take(8).map(u32::to_string).collect();
    let more = if cause.lines.len() > 8 { " …" } else { "" };
    let lines = [&shown.join(" "), more].concat();
    let (mark, category, title, sure) = (
        &cause.mark,
        &cause.category,
        &advice.title,
        &cause.sure_text,
    );
    let word = if cause.lines.len() == 1 {
        "line"
    } else {
        "lines"
    };
    out.push_str(&say!(
        lang,
        "{mark}  {title} [{category}], {sure}, {word} {lines}\n",
        "{mark}  {title} [{category}]，{sure}，第 {lines} 行\n"
    ));
    out.push_str(&indented(&advice.meaning));
    steps(out, lang.pick("Look at", "排查"), &advice.steps);
    fixes(out, &advice.fixes, lang);
    steps(
        out,
        lang.pick("Do outside of the plan", "在方案之外处理"),
        &advice.by_hand,
    );
    steps(
        out,
        lang.pick("See that it is mended", "确认已修复"),
        &advice.confirm,
    );
    for wrong in &advice.wrong {
        let (claim, truth) = (&wrong.claim, &wrong.truth);
        out.push_str(&indented(&say!(
            lang,
            "Not: {claim}. {truth}",
            "不要：{claim}。{truth}"
        )));
    }
}

fn indented(text: &str) -> String {
    text.lines()
        .map(|line| ["   ", line, "\n"].concat())
        .collect()
}

fn steps(out: &mut String, title: &str, steps: &[Step]) {
    if steps.is_empty() {
        return;
    }
    out.push_str(&["\n   ", title, "\n"].concat());
    for (number, step) in steps.iter().enumerate() {
        let number = (number + 1).to_string();
        out.push_str(&["   ", &number, ". ", &step.text, "\n"].concat());
        for line in step.command.lines() {
            out.push_str(&["        ", line, "\n"].concat());
        }
        if !step.expect.is_empty() {
            out.push_str(&["      → ", &step.expect, "\n"].concat());
        }
    }
}

/// The edits of the plan, as its file holds them.
fn fixes(out: &mut String, fixes: &[Fix], lang: Lang) {
    if fixes.is_empty() {
        return;
    }
    let title = lang.pick("Change in the plan", "修改方案");
    out.push_str(&["\n   ", title, "\n"].concat());
    for fix in fixes {
        out.push_str(&["   - ", &fix.label, "\n"].concat());
        for edit in &fix.edits {
            let value = match &edit.value {
                None => lang.pick("its default", "默认值").to_string(),
                Some(Value::Text(text)) => text.clone(),
                Some(value) => serde_json::to_string(value).unwrap_or_default(),
            };
            out.push_str(&["        ", &edit.field, " = ", &value, "\n"].concat());
        }
    }
}
