//! Fields in every state, with each control.

use super::{list, say};
use leptos::prelude::*;
use runwright_widgets::signal::{RwSignal, Signal};
use runwright_widgets::{
    Action, ActionKind, Badge, Choice, ChoiceCards, Disclosure, FieldEvent, FieldRow, FieldState,
    FieldText, FindingData, ListEdit, ListEditor, NumberInput, SecretInput, Segmented, Select,
    Switch, TextInput, Tone,
};

fn words(label: &str, unit: &str, help: &str) -> Signal<FieldText> {
    Signal::stored(FieldText {
        label: label.into(),
        unit: unit.into(),
        help: help.into(),
    })
}

fn state(changed: bool, default: &str, lines: &[&str]) -> FieldState {
    FieldState {
        changed,
        default: default.into(),
        since: "13.7".into(),
        lines: list(lines),
        ..FieldState::default()
    }
}

fn choices(labels: &[&str], mono: bool) -> Signal<Vec<Choice>> {
    let choice = |l: &&str| Choice {
        value: (*l).into(),
        label: (*l).into(),
        mono,
        ..Choice::default()
    };
    Signal::stored(labels.iter().map(choice).collect())
}

fn cards() -> Signal<Vec<Choice>> {
    let card = |value: &str, detail: &str, emits: &str| Choice {
        value: value.into(),
        label: value.into(),
        detail: detail.into(),
        emits: emits.into(),
        ..Choice::default()
    };
    Signal::stored(vec![
        card(
            "Internal network",
            "No route to the internet. One resolver knows every name.",
            "dns_policy, nameservers",
        ),
        card(
            "Public cloud",
            "Cluster DNS, and an upstream for all other names.",
            "Corefile: forward",
        ),
        card(
            "Hybrid",
            "Cluster DNS, and a resolver for each private zone.",
            "Corefile: one block per zone",
        ),
    ])
}

fn trouble() -> FindingData {
    let action = |label: &str, kind| Action {
        label: label.into(),
        kind,
    };
    FindingData {
        tone: Tone::Error,
        title: "These three servers do not back each other up".into(),
        code: "DNS-103".into(),
        body: "For `app.corp.internal` the first server answers NXDOMAIN, and that is final: the second is never asked.".into(),
        actions: vec![
            action("Use a zone for corp.internal", ActionKind::Primary),
            action("Preview 8 lines", ActionKind::Button),
            action("See the trace", ActionKind::Link),
        ],
    }
}

pub fn view() -> AnyView {
    let strategy = RwSignal::new(String::from("Hybrid"));
    let policy = RwSignal::new(String::from("none"));
    let servers = RwSignal::new(list(&["10.96.0.10", "10.1.0.251", "8.8.8.8"]));
    let ndots = RwSignal::new(String::from("2"));
    let image = RwSignal::new(String::new());
    let (spread, token, level) = (
        RwSignal::new(true),
        RwSignal::new(String::from("glrt-example")),
        RwSignal::new(String::from("info")),
    );
    let quiet = Callback::new(|_: FieldEvent| {});
    let servers_state = FieldState {
        invalid: true,
        findings: vec![trouble()],
        ..state(true, "cluster DNS", &["values.yaml:58"])
    };
    let off = FieldState {
        disabled: "Set by the strategy; the value is kept.".into(),
        ..state(false, "random", &[])
    };
    let unknown = FieldState {
        unknown: true,
        since: "18.11".into(),
        ..state(false, "", &[])
    };
    view! {
        <header class="pagehead">
            <h1>"DNS"</h1>
            <p>"How job pods turn names into addresses."</p>
            <div class="state">
                <Badge text=say("1 error") tone=Signal::stored(Tone::Error) mark=true />
                <Badge text=say("1 warning") tone=Signal::stored(Tone::Warning) mark=true />
            </div>
        </header>
        <fieldset class="group">
            <legend>"Strategy"</legend>
            <p class="lead">"Which names must a job find?"</p>
            <ChoiceCards
                id="strategy"
                label=say("Strategy")
                choices=cards()
                value=strategy
                on_pick=move |v: String| strategy.set(v)
            />
        </fieldset>
        <fieldset class="group">
            <legend>"Resolver of the job pod"</legend>
            <FieldRow
                id="policy"
                group=true
                text=words("DNS policy", "", "With `none`, only the lists below apply.")
                state=Signal::stored(state(true, "cluster-first", &["values.yaml:49"]))
                on_event=quiet
            >
                <Segmented
                    choices=choices(&["none", "default", "cluster-first"], true)
                    value=policy
                    on_pick=move |v: String| policy.set(v)
                />
            </FieldRow>
            <FieldRow
                id="servers"
                group=true
                text=words("Nameservers", "", "IP addresses, asked in this order by glibc.")
                state=Signal::stored(servers_state)
                on_event=quiet
            >
                <ListEditor
                    items=servers
                    on_edit=move |edit: ListEdit| servers.update(|l| edit.apply(l))
                    add=say("Add a server")
                    max=Signal::stored(3)
                    full=say("At most 3 servers")
                    notes=Signal::stored(list(&["cluster DNS", "corporate", "public"]))
                    refused=Signal::stored(vec![2])
                />
            </FieldRow>
            <FieldRow
                id="ndots"
                text=words("ndots", "", "Names with fewer dots try the search list first.")
                state=Signal::stored(state(true, "5", &["values.yaml:67"]))
                on_event=quiet
            >
                <NumberInput value=ndots on_input=move |v: String| ndots.set(v) unit=say("dots") note=say("1–15") />
            </FieldRow>
            <FieldRow
                id="image"
                text=words("Image", "", "Used where a job names none.")
                state=Signal::stored(state(false, "alpine:3.22", &["values.yaml:40", "config.toml:8"]))
                on_event=quiet
            >
                <TextInput
                    value=image
                    on_input=move |v: String| image.set(v)
                    mono=true
                    placeholder=say("alpine:3.22")
                    suggestions=Signal::stored(list(&["alpine:3.22", "debian:13"]))
                />
            </FieldRow>
            <FieldRow id="level" text=words("Log level", "", "") state=Signal::stored(state(false, "info", &[])) on_event=quiet>
                <Select
                    choices=choices(&["debug", "info", "warn", "error"], true)
                    value=level
                    on_pick=move |v: String| level.set(v)
                />
            </FieldRow>
            <FieldRow id="token" text=words("Token", "", "Kept in memory only.") state=Signal::stored(state(false, "", &[])) on_event=quiet>
                <SecretInput value=token on_input=move |v: String| token.set(v) />
            </FieldRow>
            <FieldRow id="spread" text=words("Spread", "", "") state=Signal::stored(state(false, "on", &[])) on_event=quiet>
                <Switch value=spread on_change=move |v| spread.set(v) note=say("managers avoid each other's nodes") />
            </FieldRow>
            <FieldRow id="order" group=true text=words("Order", "", "Which resolver is asked first.") state=Signal::stored(off) on_event=quiet>
                <Segmented choices=choices(&["random", "sequential"], true) value=say("random") on_pick=|_: String| {} />
            </FieldRow>
            <FieldRow id="grace" text=words("Grace period", "", "") state=Signal::stored(unknown) on_event=quiet>
                <NumberInput value=say("3600") on_input=|_: String| {} unit=say("s") />
            </FieldRow>
        </fieldset>
        <Disclosure summary=say("Advanced resolver options") note=say("attempts 2, use-vc off")>
            <p>"Folded fields."</p>
        </Disclosure>
    }
    .into_any()
}
