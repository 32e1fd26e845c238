//! Quotes values for a POSIX shell.

/// A value as one shell word.
///
/// Plain when it is made of `A-Z a-z 0-9 _ @ % + = : , . / -` alone, else in single quotes, where the shell gives no
/// character a meaning; line ends stay inside the quotes. NUL, which no shell word can hold, becomes U+FFFD.
///
/// Two things are the caller's: a value that begins with `-` may be taken for an option (put `--` before it, or write
/// `--option=value`), and a first word with `=` in it would be an assignment.
pub fn quote(value: &str) -> String {
    if is_plain(value) {
        return value.to_owned();
    }
    let mut out = String::with_capacity(value.len() + 2);
    out.push('\'');
    for ch in value.chars() {
        match ch {
            // Single quotes cannot be escaped inside single quotes: end, an escaped one, begin anew.
            '\'' => out.push_str("'\\''"),
            '\0' => out.push('\u{fffd}'),
            _ => out.push(ch),
        }
    }
    out.push('\'');
    out
}

/// Values as one command line.
pub fn join<S: AsRef<str>>(words: &[S]) -> String {
    let mut out = String::new();
    for (number, word) in words.iter().enumerate() {
        if number > 0 {
            out.push(' ');
        }
        out.push_str(&quote(word.as_ref()));
    }
    out
}

pub(crate) fn is_plain(value: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_@%+=:,./-".contains(&byte);
    !value.is_empty() && value.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_values() {
        let check = |value: &str, expect: &str| assert_eq!(quote(value), expect);
        check("", "''");
        check("node-1", "node-1");
        check("workload=ci:NoSchedule", "workload=ci:NoSchedule");
        check("two words", "'two words'");
        check("it's", r"'it'\''s'");
        check("'", r"''\'''");
        check("$(rm -rf /)", "'$(rm -rf /)'");
        check("`x` $HOME ~ * ! #", "'`x` $HOME ~ * ! #'");
        check("a\nb", "'a\nb'");
        check("a\\", "'a\\'");
        check("a\0b", "'a\u{fffd}b'");
        assert_eq!(
            join(&["kubectl", "label", "node", "a b"]),
            "kubectl label node 'a b'"
        );
    }
}
