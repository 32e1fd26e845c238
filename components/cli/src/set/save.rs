//! Writes a file in place of itself, whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use runwright_model::{Lang, say};

use crate::args::Failure;

/// Puts the text in the place of the file's, through a file beside it. A link is followed, permissions are kept.
pub fn save(path: &Path, text: &str, lang: Lang) -> Result<(), Failure> {
    replace(path, text).map_err(|error| {
        let name = path.display();
        Failure::new(
            say!(
                lang,
                "cannot write {name}: {error}",
                "无法写入 {name}：{error}"
            ),
            say!(
                lang,
                "check that the file and its folder can be written to",
                "请确认该文件及其目录可写"
            ),
        )
    })
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let permissions = fs::metadata(&path)?.permissions();
    if permissions.readonly() {
        return Err(io::Error::from(io::ErrorKind::PermissionDenied));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let mut file = File::create_new(&beside)?;
    let done = file
        .write_all(text.as_bytes())
        .and_then(|()| file.set_permissions(permissions))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&beside, &path));
    if done.is_err() {
        let _ = fs::remove_file(&beside);
    }
    done
}
