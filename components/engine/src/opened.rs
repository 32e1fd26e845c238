//! Answers what concerns files that a team already has.

use runwright_model::Lang;
use runwright_model::protocol::{Ask, ReadSay, Say, SettingsSay, UpgradeSay};

use crate::Memory;

/// Answers a request about opened files.
pub fn answer(ask: &Ask, _lang: Lang, _memory: &mut Memory) -> Say {
    match ask {
        Ask::Read { .. } => Say::Read(Box::<ReadSay>::default()),
        Ask::Settings => Say::Settings(Box::<SettingsSay>::default()),
        Ask::Upgrade { .. } => Say::Upgrade(Box::<UpgradeSay>::default()),
        _ => Say::Failed {
            message: "unknown".to_string(),
        },
    }
}
