//! Recognises what a file holds, whatever it is called.

use super::{Form, Kind, Language, MAX_BYTES, Opened, Part, Way};
use runwright_documents::source::{Entry, Node, Seg, Source, Value};
use runwright_documents::{toml, yaml};

/// How deep values are looked for; a HelmRelease in a list in a wrapper's values is at eight.
const MAX_DEPTH: usize = 14;
/// How often a text in a text is followed: Argo CD's `values`, and the TOML in them is a third.
const MAX_TEXTS: usize = 3;

/// Keys that hardly any other chart's values have at their top.
const TELLING: [&str; 5] = [
    "gitlabUrl",
    "runnerToken",
    "runnerRegistrationToken",
    "unregisterRunners",
    "preEntrypointScript",
];
/// Keys that tell only together with the parent key `gitlab-runner`.
const USUAL: [&str; 14] = [
    "concurrent",
    "checkInterval",
    "sessionServer",
    "rbac",
    "serviceAccount",
    "metrics",
    "hpa",
    "replicas",
    "podLabels",
    "securityContext",
    "podSecurityContext",
    "certsSecretName",
    "terminationGracePeriodSeconds",
    "logLevel",
];
/// Keys of the table `runners`.
const RUNNERS: [&str; 16] = [
    "config",
    "configPath",
    "configOverride",
    "secret",
    "jobNamespace",
    "executor",
    "tags",
    "runUntagged",
    "locked",
    "protected",
    "privileged",
    "maximumTimeout",
    "cache",
    "builds",
    "helpers",
    "kubernetes",
];

/// The parts of a file. Never fails: a file that is nothing of ours has none.
pub fn open(text: &str) -> Opened {
    let mut opened = Opened::default();
    if text.len() > MAX_BYTES {
        opened.form = Form::TooLarge;
        return opened;
    }
    if is_toml(text) {
        let source = toml::source::read(text);
        if is_config(&source, text) {
            opened.form = Form::Config;
            opened.source = source.into();
            opened
                .parts
                .push(whole(Kind::Config { template: false }, Language::Toml));
        }
        return opened;
    }
    if is_corefile(text) {
        opened.form = Form::Corefile;
        opened.parts.push(whole(Kind::Corefile, Language::Corefile));
        return opened;
    }
    let source = yaml::source::read(text);
    let mut walk = Walk {
        opened: &mut opened,
        texts: Vec::new(),
        offset: &|at| at,
    };
    walk.source(&source, text);
    opened.source = source.into();
    if opened.form == Form::Unknown && !opened.parts.is_empty() {
        opened.form = if opened.source.documents.len() > 1 {
            Form::Manifests
        } else {
            form_of(&opened.parts)
        };
    }
    opened
}

fn form_of(parts: &[Part]) -> Form {
    match parts.first() {
        Some(part)
            if part.kind == Kind::Values
                && part.way.base.is_empty()
                && part.way.texts.is_empty() =>
        {
            Form::Values
        }
        Some(part) if part.kind == Kind::Values => Form::Umbrella,
        Some(_) => Form::Manifests,
        None => Form::Unknown,
    }
}

fn whole(kind: Kind, language: Language) -> Part {
    Part {
        kind,
        at: 0,
        way: Way {
            texts: Vec::new(),
            language,
            document: 0,
            base: Vec::new(),
        },
    }
}

/// Lines that say something: no blank ones, comments or lines of template expressions alone.
fn telling_lines(text: &str) -> impl Iterator<Item = &str> {
    text.trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim)
        .filter(|line| {
            !(line.is_empty()
                || line.starts_with('#')
                || (line.starts_with("{{") && line.ends_with("}}"))
                || (line.starts_with("{%") && line.ends_with("%}")))
        })
}

/// Whether the first line with content is one of TOML: a header, or `key = value`.
pub fn is_toml(text: &str) -> bool {
    let Some(first) = telling_lines(text).next() else {
        return false;
    };
    let is_word = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'"'))
    };
    if let Some(header) = first.strip_prefix('[') {
        return is_word(
            header
                .split(']')
                .next()
                .unwrap_or_default()
                .trim_start_matches('[')
                .trim(),
        );
    }
    first
        .split_once('=')
        .is_some_and(|(key, _)| is_word(key.trim()))
}

/// Whether a text of TOML is a runner's configuration.
fn is_config(source: &Source, text: &str) -> bool {
    let keys = [
        "runners",
        "concurrent",
        "check_interval",
        "listen_address",
        "session_server",
    ];
    let root = source.documents.first();
    let read = root.is_some_and(|root| {
        root.entries()
            .iter()
            .any(|entry| keys.iter().any(|key| entry.key.eq_ignore_ascii_case(key)))
    });
    read || telling_lines(text)
        .any(|line| line.trim_start_matches('[').trim().starts_with("runner"))
}

/// Whether the first line with content opens a server block or a snippet.
pub fn is_corefile(text: &str) -> bool {
    let mut lines = telling_lines(text);
    let Some(first) = lines.next() else {
        return false;
    };
    let head = first.split('#').next().unwrap_or_default().trim_end();
    let Some(addresses) = head.strip_suffix('{').map(str::trim) else {
        return is_corefile_body(first);
    };
    let address = |word: &str| {
        let word = word.trim_end_matches(',');
        word.starts_with(['.', '(', '{', '$'])
            || word.contains("://")
            || word.contains('.')
            || word.contains(':')
            || word.ends_with("arpa")
            || word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    !addresses.is_empty()
        && !addresses.ends_with([':', '=', '"'])
        && addresses.split_whitespace().all(address)
}

/// A fragment of a server block, as in a file ending in `.override`.
fn is_corefile_body(first: &str) -> bool {
    let mut words = first.split_whitespace();
    matches!(
        words.next(),
        Some("import" | "forward" | "log" | "errors" | "rewrite" | "hosts" | "template")
    ) && words.next().is_some_and(|word| !word.contains([':', '=']))
        && !first.ends_with(':')
}

/// The way through the layers of a file.
struct Walk<'a> {
    opened: &'a mut Opened,
    texts: Vec<(usize, Vec<Seg>)>,
    /// Of the text at hand, to offsets of the file.
    offset: &'a dyn Fn(usize) -> usize,
}

impl Walk<'_> {
    /// Looks through the documents of a text; says whether there is anything of ours.
    fn source(&mut self, source: &Source, text: &str) -> bool {
        let before = self.opened.parts.len();
        for (document, node) in source.documents.iter().enumerate() {
            let outermost = self.texts.is_empty();
            let had = self.opened.parts.len();
            self.node(node, "", document, &mut Vec::new(), text);
            if outermost && self.opened.parts.len() > had {
                self.wrapper(node);
            }
        }
        self.opened.parts.len() > before
    }

    /// Notes what a document around values is, and what it says of the release.
    fn wrapper(&mut self, node: &Node) {
        let word = |path: &[&str]| {
            let path = runwright_documents::source::keys(path);
            let node = node.at(&path);
            match node.map(|node| &node.value) {
                Some(Value::Text(text)) => text.clone(),
                _ => String::new(),
            }
        };
        let first = |paths: &[&[&str]]| {
            paths
                .iter()
                .map(|path| word(path))
                .find(|word| !word.is_empty())
                .unwrap_or_default()
        };
        let form = match word(&["kind"]).as_str() {
            "HelmRelease" => Form::HelmRelease,
            "Application" | "ApplicationSet" => Form::Application,
            "HelmChart" | "HelmChartConfig" => Form::HelmChart,
            "ConfigMap" => Form::ConfigMap,
            _ => return,
        };
        // The first that says something names the file.
        if self.opened.form == Form::Unknown {
            self.opened.form = form.clone();
        }
        let values = self
            .opened
            .parts
            .iter()
            .any(|part| part.kind == Kind::Values);
        if !values || form == Form::ConfigMap {
            return;
        }
        let release = &mut self.opened.release;
        let chart = first(&[
            &["spec", "chart", "spec", "version"],
            &["spec", "chart", "version"],
            &["spec", "source", "targetRevision"],
            &["spec", "version"],
        ]);
        // Only a release of our own chart says something about its version.
        let name = first(&[
            &["spec", "chart", "spec", "chart"],
            &["spec", "chart", "name"],
            &["spec", "source", "chart"],
            &["spec", "chart"],
        ]);
        if name.is_empty() || name.ends_with("gitlab-runner") {
            release.chart = chart;
        }
        release.name = first(&[
            &["spec", "releaseName"],
            &["spec", "source", "helm", "releaseName"],
            &["metadata", "name"],
        ]);
        release.namespace = first(&[
            &["spec", "targetNamespace"],
            &["spec", "destination", "namespace"],
        ]);
        if release.namespace.is_empty() && form == Form::HelmRelease {
            release.namespace = word(&["metadata", "namespace"]);
        }
    }

    fn node(&mut self, node: &Node, key: &str, document: usize, path: &mut Vec<Seg>, text: &str) {
        // What an alias names is found where it stands.
        if path.len() > MAX_DEPTH || node.alias {
            return;
        }
        match &node.value {
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    path.push(Seg::Index(index));
                    self.node(item, "", document, path, text);
                    path.pop();
                }
            }
            Value::Map(entries) => {
                // The operator's own Runner object has keys of the same names and other rules.
                let version = node.get("apiVersion").and_then(Node::text);
                if version.is_some_and(|version| version.starts_with("apps.gitlab.com/")) {
                    return;
                }
                if is_values(node, key == "gitlab-runner") {
                    self.values(node, document, path);
                    return;
                }
                for entry in entries.iter().filter(|entry| !entry.merged) {
                    path.push(Seg::Key(entry.key.clone()));
                    self.entry(entry, document, path, text);
                    path.pop();
                }
            }
            _ => {}
        }
    }

    fn entry(&mut self, entry: &Entry, document: usize, path: &mut Vec<Seg>, text: &str) {
        let Some(content) = entry.node.text() else {
            return self.node(&entry.node, &entry.key, document, path, text);
        };
        if self.texts.len() >= MAX_TEXTS || entry.node.alias {
            return;
        }
        let key = entry.key.as_str();
        let several = content.contains('\n');
        if key.ends_with(".toml") || several && is_toml(content) && content.contains("runners]") {
            if is_toml(content) {
                let template = key.contains("template");
                self.nested(
                    Kind::Config { template },
                    Language::Toml,
                    document,
                    path,
                    &entry.node,
                );
            }
            return;
        }
        let corefile = key.eq_ignore_ascii_case("corefile")
            || key.ends_with(".server")
            || key.ends_with(".override")
            || key.ends_with(".include");
        if corefile && (is_corefile(content) || several) {
            self.nested(
                Kind::Corefile,
                Language::Corefile,
                document,
                path,
                &entry.node,
            );
            return;
        }
        let holds_values = matches!(key, "values" | "valuesContent" | "valuesInline")
            || key.ends_with(".yaml")
            || key.ends_with(".yml");
        if !(holds_values && several) {
            return;
        }
        let Some(nested) = yaml::source::nested(text, &entry.node) else {
            return;
        };
        let source = yaml::source::read(&nested.text);
        let mut texts = self.texts.clone();
        texts.push((document, path.clone()));
        let outer = self.offset;
        let offset = |at: usize| outer(nested.outer(at));
        let mut inner = Walk {
            opened: self.opened,
            texts,
            offset: &offset,
        };
        inner.source(&source, &nested.text);
    }

    /// Values of the chart, and the configurations in them.
    fn values(&mut self, node: &Node, document: usize, path: &mut Vec<Seg>) {
        self.opened.parts.push(Part {
            kind: Kind::Values,
            at: (self.offset)(node.span.start),
            way: Way {
                texts: self.texts.clone(),
                language: Language::Yaml,
                document,
                base: path.clone(),
            },
        });
        for (key, template) in [("config", true), ("configOverride", false)] {
            let node = node
                .get("runners")
                .and_then(|runners| runners.entry(key))
                .filter(|entry| !entry.merged && !entry.node.alias)
                .map(|entry| &entry.node);
            let Some(node) =
                node.filter(|node| node.text().is_some_and(|text| !text.trim().is_empty()))
            else {
                continue;
            };
            path.push(Seg::Key("runners".to_owned()));
            path.push(Seg::Key(key.to_owned()));
            self.nested(
                Kind::Config { template },
                Language::Toml,
                document,
                path,
                node,
            );
            path.truncate(path.len() - 2);
        }
    }

    fn nested(
        &mut self,
        kind: Kind,
        language: Language,
        document: usize,
        path: &[Seg],
        node: &Node,
    ) {
        let mut texts = self.texts.clone();
        texts.push((document, path.to_vec()));
        self.opened.parts.push(Part {
            kind,
            at: (self.offset)(node.span.start),
            way: Way {
                texts,
                language,
                document: 0,
                base: Vec::new(),
            },
        });
    }
}

/// Whether a map is values of the chart; `named` where it stands under the key `gitlab-runner`.
pub fn is_values(node: &Node, named: bool) -> bool {
    if node.get("kind").is_some() && node.get("apiVersion").is_some() {
        return false;
    }
    let has = |keys: &[&str]| {
        node.entries()
            .iter()
            .any(|entry| keys.iter().any(|key| entry.key.eq_ignore_ascii_case(key)))
    };
    let runners = node.get("runners").is_some_and(|runners| {
        runners
            .entries()
            .iter()
            .any(|entry| RUNNERS.contains(&entry.key.as_str()))
            || (named && matches!(runners.value, Value::Map(_)))
    });
    runners || has(&TELLING) || (named && has(&USUAL))
}
