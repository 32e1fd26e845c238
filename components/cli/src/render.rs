//! Writes the files of a plan into a folder.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use runwright_engine::plan::plan as engine_plan;
use runwright_engine::{Memory, bundle, saved};
use runwright_model::protocol::PlanAsk;
use runwright_model::{Draft, Finding, Lang, Severity, preset, say};
use serde_json::json;

use crate::args::{Failure, From, Render};
use crate::output::{self, Exit};
use crate::{check, input};

pub fn run(ask: &Render, lang: Lang) -> Result<Exit, Failure> {
    let (draft, warnings) = read(&ask.from, lang)?;
    let plan = PlanAsk {
        draft,
        ..PlanAsk::default()
    };
    let (name, files) = bundle::files(&plan, lang);
    let mut written = Vec::new();
    for (path, text) in &files {
        let target =
            write(&ask.out, path, text).map_err(|error| unwritten(&ask.out, path, &error, lang))?;
        written.push((path, target, text.len()));
    }
    let findings = engine_plan(&plan, lang, &mut Memory::default()).findings;
    for warning in &warnings {
        output::note(&say!(lang, "warning: {warning}\n", "警告：{warning}\n"));
    }
    if ask.json {
        let files: Vec<_> = written
            .iter()
            .map(|(path, _, bytes)| json!({ "path": path, "bytes": bytes }))
            .collect();
        output::json(
            &json!({ "name": name, "files": files, "warnings": warnings, "findings": findings }),
        );
    } else {
        output::answer(
            &written
                .iter()
                .map(|(_, target, _)| [&*target.to_string_lossy(), "\n"].concat())
                .collect::<String>(),
        );
        for finding in &findings {
            output::note(&check::plan_line("", finding, lang));
        }
    }
    Ok(exit(&findings))
}

/// Errors in a plan do not keep its files from being written, but they show in the exit code.
pub fn exit(findings: &[Finding]) -> Exit {
    let faulty = findings
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    if faulty { Exit::Faulty } else { Exit::Fine }
}

/// The plan of a file, and what could not be honoured.
pub fn plan_file(path: &Path, lang: Lang) -> Result<(Draft, Vec<String>), Failure> {
    let text = input::read(path, lang)?;
    saved::read(&text, lang).map_err(|message| {
        let hint = say!(
            lang,
            "a plan is {{\"format\": 1, \"settings\": {{…}}}}, as the page saves it",
            "方案的格式为 {{\"format\": 1, \"settings\": {{…}}}}，与页面保存的一致"
        );
        Failure::new([&path.to_string_lossy(), ": ", &message].concat(), hint)
    })
}

fn read(from: &From, lang: Lang) -> Result<(Draft, Vec<String>), Failure> {
    match from {
        From::File(path) => plan_file(path, lang),
        From::Preset(id) => match preset::PRESETS.iter().find(|preset| preset.id == id) {
            Some(preset) => Ok((preset.draft(), Vec::new())),
            None => {
                let known = preset::PRESETS
                    .iter()
                    .map(|preset| preset.id)
                    .collect::<Vec<_>>()
                    .join(", ");
                Err(Failure::new(
                    say!(lang, "there is no preset {id}", "没有名为 {id} 的预设"),
                    say!(lang, "presets are {known}", "可用预设：{known}"),
                ))
            }
        },
    }
}

fn unwritten(out: &Path, path: &str, error: &io::Error, lang: Lang) -> Failure {
    let target = out.join(path);
    let target = target.display();
    Failure::new(
        say!(
            lang,
            "cannot write {target}: {error}",
            "无法写入 {target}：{error}"
        ),
        say!(
            lang,
            "check that --out names a folder that can be written to",
            "请确认 --out 指向可写的目录"
        ),
    )
}

/// Writes one file below `out`, and never elsewhere: neither by `..` nor through a link that stands in the way.
fn write(out: &Path, path: &str, text: &str) -> io::Result<PathBuf> {
    fs::create_dir_all(out)?;
    let mut target = out.to_path_buf();
    for part in Path::new(path).components() {
        let Component::Normal(name) = part else {
            return Err(io::Error::other("the path leads out of the folder"));
        };
        if target.as_path() != out {
            match fs::create_dir(&target) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
        }
        target.push(name);
        if fs::symlink_metadata(&target).is_ok_and(|found| found.file_type().is_symlink()) {
            return Err(io::Error::other("a symbolic link stands there"));
        }
    }
    fs::write(&target, text)?;
    if path.ends_with(".sh") {
        executable(&target)?;
    }
    Ok(target)
}

#[cfg(unix)]
fn executable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn executable(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_outside_the_folder() {
        let out = std::env::temp_dir()
            .join(["runwright-write-", &std::process::id().to_string()].concat());
        for path in ["../x", "a/../../x", "/etc/x", "..", "a/.."] {
            assert!(write(&out, path, "").is_err(), "{path}");
        }
        let file = write(&out, "a/b.sh", "x").unwrap();
        assert_eq!(fs::read_to_string(file).unwrap(), "x");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(std::env::temp_dir(), out.join("link")).unwrap();
            assert!(write(&out, "link/x", "").is_err());
            assert!(write(&out, "link", "").is_err());
        }
        fs::remove_dir_all(out).unwrap();
    }
}
