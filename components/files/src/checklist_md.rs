//! Writes the readiness checklist as a task list, from the answers the checks give.

use crate::{Artefact, Context};
use runwright_documents::markdown::{Inline, Markdown};
use runwright_model::protocol::{CheckItem, CheckState, FileGroup};
use runwright_model::say;

/// Items in the order given; a heading where the group changes.
pub fn render(cx: &Context, items: &[CheckItem]) -> Artefact {
    let lang = cx.lang;
    let mut doc = Markdown::new();
    doc.heading(
        1,
        lang.pick("Before going to production", "生产就绪检查清单"),
    );
    doc.paragraph(summary(cx, items));
    let mut group = "";
    for item in items {
        if item.group != group {
            doc.heading(2, item.group.as_str());
            group = &item.group;
        }
        let (done, mark) = match item.state {
            CheckState::Pass => (true, ""),
            CheckState::NotApplicable => (true, lang.pick("not applicable", "不适用")),
            CheckState::Fail => (false, lang.pick("does not hold", "未满足")),
            CheckState::Open => (false, ""),
        };
        let mut line = Inline::new().text(item.text.as_str());
        if !mark.is_empty() {
            line = line.text(lang.pick(": ", "：")).strong(mark);
        }
        let field = (!item.field.is_empty()).then_some(item.field.as_str());
        doc.task(done, line, field);
        if !item.evidence.is_empty() {
            doc.detail(item.evidence.as_str());
        }
    }
    Artefact {
        path: "CHECKLIST.md".into(),
        about: lang
            .pick(
                "What holds, what does not, and what only you can say.",
                "已满足、未满足，以及只有你能回答的项目。",
            )
            .to_string(),
        group: FileGroup::Project,
        printed: doc.finish(),
    }
}

fn summary(cx: &Context, items: &[CheckItem]) -> String {
    let count = |state| items.iter().filter(|item| item.state == state).count();
    let (pass, fail, open) = (
        count(CheckState::Pass),
        count(CheckState::Fail),
        count(CheckState::Open),
    );
    say!(
        cx.lang,
        "{} hold, {} do not, {} are yours to answer.",
        "{} 项已满足，{} 项未满足，{} 项待你确认。",
        pass,
        fail,
        open
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{hostile, plan};
    use proptest::prelude::*;
    use runwright_model::Lang;

    fn item(group: &str, text: &str, state: CheckState, evidence: &str) -> CheckItem {
        CheckItem {
            id: "x".into(),
            group: group.into(),
            text: text.into(),
            state,
            evidence: evidence.into(),
            field: "dns.strategy".into(),
            by_user: false,
        }
    }

    fn text(items: &[CheckItem]) -> String {
        let plan = plan(&[]);
        let cx = Context {
            plan: &plan,
            lang: Lang::En,
            token: "",
        };
        render(&cx, items).printed.text
    }

    #[test]
    fn grouped_with_state_and_evidence() {
        let items = [
            item("DNS", "Names resolve", CheckState::Pass, "one nameserver"),
            item("DNS", "Tested", CheckState::Open, ""),
            item("Security", "No wildcards", CheckState::Fail, "* in rbac"),
            item("Security", "DinD", CheckState::NotApplicable, ""),
        ];
        assert_eq!(
            text(&items),
            "# Before going to production\n\n1 hold, 1 do not, 1 are yours to answer.\n\n## DNS\n\n\
             - [x] Names resolve\n  - one nameserver\n- [ ] Tested\n\n## Security\n\n\
             - [ ] No wildcards: **does not hold**\n  - \\* in rbac\n- [x] DinD: **not applicable**\n"
        );
    }

    proptest! {
        #[test]
        fn texts_stay_text(words in hostile()) {
            let file = text(&[item("Group", &words, CheckState::Pass, &words)]);
            prop_assert_eq!(file.lines().filter(|line| line.starts_with("- [")).count(), 1);
            prop_assert!(!file.contains("<script>"));
        }
    }
}
