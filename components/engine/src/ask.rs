//! Reads a request by hand: a fraction of the code that deriving makes for enums tagged inside.

use runwright_model::protocol::{Against, Ask, PlanAsk, Request, Source};
use runwright_model::{Draft, Edit, Json, Lang, Value, json};

/// The request of a JSON text, or why it is none.
pub fn read(text: &str) -> Result<Request, String> {
    let json = json::read(text).map_err(|fault| fault.to_string())?;
    let seq = match need(&json, "seq")? {
        Json::Number(number) => number.parse().map_err(|_| bad("seq"))?,
        _ => return Err(bad("seq")),
    };
    let lang = match texts(&json, "lang")?.as_str() {
        "en" => Lang::En,
        "zh" => Lang::Zh,
        _ => return Err(bad("lang")),
    };
    let ask = ask(need(&json, "ask")?)?;
    Ok(Request { seq, lang, ask })
}

fn ask(json: &Json) -> Result<Ask, String> {
    Ok(match need(json, "kind")?.text().unwrap_or_default() {
        "spec" => Ask::Spec,
        "plan" => Ask::Plan(plan(json)?),
        "bundle" => Ask::Bundle(plan(json)?),
        "preview" => Ask::Preview {
            plan: plan(need(json, "plan")?)?,
            edits: edits(need(json, "edits")?)?,
        },
        "link" => Ask::Link {
            draft: Draft::from_json(need(json, "draft")?)?,
        },
        "open" => Ask::Open {
            fragment: texts(json, "fragment")?,
        },
        "import" => Ask::Import {
            text: texts(json, "text")?,
        },
        "read" => Ask::Read {
            sources: sources(need(json, "sources")?)?,
        },
        "settings" => Ask::Settings,
        "upgrade" => Ask::Upgrade {
            plan: plan(need(json, "plan")?)?,
            chart: texts(json, "chart")?,
        },
        "minimal" => Ask::Minimal {
            plan: plan(need(json, "plan")?)?,
            path: texts(json, "path")?,
        },
        "compare" => Ask::Compare {
            plan: plan(need(json, "plan")?)?,
            path: texts(json, "path")?,
            with: match texts(json, "with")?.as_str() {
                "opened" => Against::Opened,
                "defaults" => Against::Defaults,
                "saved" => Against::Saved,
                _ => return Err(bad("with")),
            },
        },
        "diagnose" => Ask::Diagnose {
            plan: plan(need(json, "plan")?)?,
            text: texts(json, "text")?,
        },
        "cause" => Ask::Cause {
            plan: plan(need(json, "plan")?)?,
            category: texts(json, "category")?,
        },
        "symptoms" => Ask::Symptoms {
            plan: plan(need(json, "plan")?)?,
        },
        "start" => Ask::Start {
            plan: plan(need(json, "plan")?)?,
            text: texts(json, "text")?,
        },
        "kit" => Ask::Kit {
            plan: plan(need(json, "plan")?)?,
        },
        _ => return Err(bad("kind")),
    })
}

fn plan(json: &Json) -> Result<PlanAsk, String> {
    let optional = |key: &str| match json.get(key) {
        Some(draft) => Draft::from_json(draft),
        None => Ok(Draft::default()),
    };
    Ok(PlanAsk {
        draft: Draft::from_json(need(json, "draft")?)?,
        good: optional("good")?,
        base: optional("base")?,
        token: match json.get("token") {
            Some(_) => texts(json, "token")?,
            None => String::new(),
        },
        sources: match json.get("sources") {
            Some(list) => sources(list)?,
            None => Vec::new(),
        },
        origin: optional("origin")?,
    })
}

fn sources(json: &Json) -> Result<Vec<Source>, String> {
    let list = json.list().ok_or_else(|| bad("sources"))?;
    let source = |json: &Json| {
        Ok(Source {
            name: texts(json, "name")?,
            text: texts(json, "text")?,
        })
    };
    list.iter().map(source).collect()
}

fn edits(json: &Json) -> Result<Vec<Edit>, String> {
    let list = json.list().ok_or_else(|| bad("edits"))?;
    let edit = |json: &Json| {
        let value = match json.get("value") {
            None | Some(Json::Null) => None,
            Some(value) => Some(Value::from_json(value)?),
        };
        Ok(Edit {
            field: texts(json, "field")?,
            value,
        })
    };
    list.iter().map(edit).collect()
}

fn need<'a>(json: &'a Json, key: &str) -> Result<&'a Json, String> {
    json.get(key)
        .ok_or_else(|| ["the request has no ", key].concat())
}

fn texts(json: &Json, key: &str) -> Result<String, String> {
    let text = need(json, key)?.text().ok_or_else(|| bad(key))?;
    Ok(text.to_string())
}

fn bad(key: &str) -> String {
    ["the request's ", key, " is not understood"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use runwright_model::preset::PRESETS;

    /// What the page writes is read as it was meant.
    #[track_caller]
    fn check(ask: Ask) {
        let request = Request {
            seq: 7,
            lang: Lang::Zh,
            ask,
        };
        let text = serde_json::to_string(&request).unwrap();
        let back = read(&text).unwrap();
        assert_eq!(serde_json::to_string(&back).unwrap(), text);
    }

    #[test]
    fn every_request_is_read() {
        let plan = PlanAsk {
            draft: PRESETS[0].draft(),
            good: PRESETS[1].draft(),
            base: Draft::default(),
            token: "glrt-\"x".to_string(),
            sources: vec![Source {
                name: "values.yaml".to_string(),
                text: "a: 1\r\n".to_string(),
            }],
            origin: PRESETS[0].draft(),
        };
        let edits = vec![
            Edit::reset("dns.ndots"),
            Edit::set("job.image", "a"),
            Edit::set("dns.zones", Value::Rows(vec![])),
        ];
        check(Ask::Spec);
        check(Ask::Plan(plan.clone()));
        check(Ask::Bundle(PlanAsk::default()));
        check(Ask::Preview {
            plan: plan.clone(),
            edits,
        });
        check(Ask::Read {
            sources: plan.sources.clone(),
        });
        check(Ask::Settings);
        check(Ask::Upgrade {
            plan: plan.clone(),
            chart: "0.92.0".to_string(),
        });
        check(Ask::Minimal {
            plan: plan.clone(),
            path: "values.yaml".to_string(),
        });
        for with in [Against::Opened, Against::Defaults, Against::Saved] {
            check(Ask::Compare {
                plan: plan.clone(),
                path: "values.yaml".to_string(),
                with,
            });
        }
        check(Ask::Diagnose {
            plan: plan.clone(),
            text: "a\u{1b}[0m\n".to_string(),
        });
        check(Ask::Cause {
            plan: plan.clone(),
            category: "dns_timeout".to_string(),
        });
        check(Ask::Symptoms { plan: plan.clone() });
        check(Ask::Start {
            plan: plan.clone(),
            text: String::new(),
        });
        check(Ask::Kit { plan: plan.clone() });
        check(Ask::Link { draft: plan.draft });
        check(Ask::Open {
            fragment: "v1.x".to_string(),
        });
        check(Ask::Import {
            text: String::new(),
        });
    }

    #[test]
    fn what_may_be_left_out() {
        let read = read("{\"seq\":1,\"lang\":\"en\",\"ask\":{\"kind\":\"plan\",\"draft\":{}}}");
        let Ok(Request {
            seq: 1,
            lang: Lang::En,
            ask: Ask::Plan(plan),
        }) = read
        else {
            unreachable!("{read:?}")
        };
        assert_eq!(
            (plan.good, plan.base, plan.token.as_str()),
            (Draft::default(), Draft::default(), "")
        );
    }
}
