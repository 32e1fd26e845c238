//! Savings before the pod: room on the nodes, and how the managers ask for jobs.

use super::{List, REQUESTS};
use crate::start::shape::assumed;
use runwright_model::answer::Dimension;
use runwright_model::text::t;
use runwright_model::{Edit, Quantity, say};

impl List<'_> {
    /// Requests that fit as many jobs as the managers take.
    pub(super) fn room(&mut self) {
        let (shape, lang) = (self.shape, self.case.lang);
        let (risk, slots) = (shape.at_risk, shape.slots);
        let node = assumed::NODE_MS / 1000;
        let step = self.case.answer.staircase.as_ref().and_then(|stairs| {
            let up = stairs.next_up?;
            let job = &self.case.plan.job;
            let (field, now) = match stairs.dimension {
                Dimension::CpuM => ("job.cpu_request", job.cpu_request?.milli_i64()),
                Dimension::Memory => ("job.memory_request", job.memory_request?.value_i64()),
                Dimension::Ephemeral => (
                    "job.ephemeral_storage_request",
                    job.ephemeral_storage_request?.value_i64(),
                ),
                _ => return None,
            };
            let then = now.checked_sub(stairs.less).filter(|then| *then > 0)?;
            let value = match stairs.dimension {
                Dimension::CpuM => Quantity::from_milli(then),
                _ => Quantity::from_bytes(then),
            };
            Some((field, value.canonical(), up.cluster_jobs))
        });
        let chosen = risk == 0;
        let after = step
            .as_ref()
            .map_or(risk, |(.., jobs)| (slots - jobs).clamp(0, slots));
        let saved = self.less(|shape| shape.at_risk = after);
        let jobs = slots - risk;
        let detail = match &step {
            Some((field, value, then)) if !chosen => say!(
                lang,
                "The nodes take {jobs} of the {slots} jobs that the managers take. With `{field}` {value} one more fits on a node, {then} in all. Lower it only as far as jobs really need less.",
                "管理器接 {slots} 个作业，节点只容得下 {jobs} 个。`{field}` 为 {value} 时每个节点多放一个，共 {then} 个。只有作业确实用得更少时才调低。",
            ),
            _ if chosen => self.text(t(
                "All jobs that the managers take fit on the nodes at once.",
                "管理器接的作业能同时全部放进节点。",
            )),
            _ => say!(
                lang,
                "The nodes take {jobs} of the {slots} jobs that the managers take. More nodes, or fewer jobs per manager, so that the rest waits in GitLab and not in a pod that may time out.",
                "管理器接 {slots} 个作业，节点只容得下 {jobs} 个。增加节点，或减少每个管理器的作业数，让其余作业在 GitLab 中等待，而不是等到 Pod 超时。",
            ),
        };
        let sum = say!(
            lang,
            "({risk} − {after}) of {slots} jobs that wait for a new node × {node} s (assumed)",
            "{slots} 个作业中有（{risk} − {after}）个不必等新节点 × {node} 秒（假设）",
        );
        let one = self.put(
            (
                "requests",
                "pending",
                t("Requests that fit the nodes", "与节点相称的请求"),
                "",
            ),
            saved,
            detail,
            sum,
        );
        one.say.chosen = chosen;
        if let Some((field, value, _)) = step.filter(|_| !chosen && saved > 0) {
            one.say.edits = vec![Edit::set(field, value)];
        }
    }

    pub(super) fn requests(&mut self) {
        let (shape, lang) = (self.shape, self.case.lang);
        let interval = shape.interval_s;
        let saved = if interval > 3 {
            self.less(|shape| shape.interval_s = 3)
        } else {
            0
        };
        let detail = self.text(t(
            "After a job was received the runner asks again at once, unless `strict_check_interval` is set (18.9). The interval counts only for the first job after a pause.",
            "收到作业后 Runner 会立即再次请求，除非设置了 `strict_check_interval`（18.9 起）。间隔只影响空闲后的第一个作业。",
        ));
        let sum = if interval > 3 {
            say!(
                lang,
                "({interval} s − 3 s) ÷ 2, the average wait for a request",
                "（{interval} 秒 − 3 秒）÷ 2，即等待请求的平均时间",
            )
        } else {
            say!(
                lang,
                "the interval is {interval} s, half of it passes on average",
                "间隔为 {interval} 秒，平均等待其一半",
            )
        };
        let one = self.put(
            (
                "check_interval",
                "queue",
                t("A check interval of 3 s", "轮询间隔 3 秒"),
                REQUESTS,
            ),
            saved,
            detail,
            sum,
        );
        one.say.chosen = interval <= 3;
        if interval > 3 {
            one.say.edits = vec![Edit::set("gitlab.check_interval", "3")];
        }
        let requests = self.case.plan.managers.request_concurrency;
        let detail = self.text(t(
            "With long polling GitLab holds a request open until there is a job. With one request at a time a manager that waits like this asks for nothing else; 2 to 4 avoid it. Since 18.0 the number is a ceiling that the runner adapts to.",
            "启用长轮询时，GitLab 会保持请求直到有作业。同时只有一个请求时，等待中的管理器无法再请求；2 到 4 可避免。自 18.0 起此值是上限，由 Runner 自行调整。",
        ));
        let sum = self.text(t(
            "not a fixed time: as long as the held request lasts, and only where GitLab polls long",
            "并非固定时间：取决于请求被保持多久，且仅在 GitLab 启用长轮询时",
        ));
        let one = self.put(
            (
                "request_concurrency",
                "queue",
                t("More than one request at once", "同时多个请求"),
                "gitlabhq/gitlab-runner@9cbf0074:commands/multi.go",
            ),
            0,
            detail,
            sum,
        );
        one.say.chosen = requests >= 2;
        if requests < 2 {
            one.say.edits = vec![Edit::set("managers.request_concurrency", "2")];
        }
    }
}
