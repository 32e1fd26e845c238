//! Reads files and stdin, up to a size that no honest input reaches.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use runwright_model::{Lang, say};

use crate::args::Failure;

/// Most bytes read of one input.
const MAX_BYTES: u64 = 64 << 20;

/// The text of a file, or of stdin for `-`. Bytes that are not UTF-8 become replacement characters.
pub fn read(path: &Path, lang: Lang) -> Result<String, Failure> {
    let bytes = bytes(path, lang).map_err(|(message, hint)| Failure::new(message, hint))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The text of a file that is to be written back: its bytes must be UTF-8.
pub fn read_exact(path: &Path, lang: Lang) -> Result<String, Failure> {
    let bytes = bytes(path, lang).map_err(|(message, hint)| Failure::new(message, hint))?;
    String::from_utf8(bytes).map_err(|_| {
        let name = path.display();
        Failure::new(
            say!(lang, "{name} is not UTF-8", "{name} 不是 UTF-8 编码"),
            say!(
                lang,
                "convert it first, as by iconv",
                "请先转换编码，例如用 iconv"
            ),
        )
    })
}

fn bytes(path: &Path, lang: Lang) -> Result<Vec<u8>, (String, String)> {
    let name = path.display();
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        io::stdin()
            .lock()
            .take(MAX_BYTES + 1)
            .read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
    };
    if let Err(error) = read {
        return Err((
            say!(
                lang,
                "cannot read {name}: {error}",
                "无法读取 {name}：{error}"
            ),
            say!(
                lang,
                "check the path and the permissions",
                "请检查路径与权限"
            ),
        ));
    }
    if bytes.len() as u64 > MAX_BYTES {
        return Err((
            say!(lang, "{name} is larger than 64 MB", "{name} 超过 64 MB"),
            say!(
                lang,
                "plans, questions and values are a few kilobytes",
                "方案、容量问题与 values 通常只有几 KB"
            ),
        ));
    }
    Ok(bytes)
}
