//! Names the tones a mark can have; each has a colour, a shape and a word.

/// What a mark says about the thing it stands at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Plain,
    /// The accent: changed here, or to be acted on.
    Accent,
    /// In order.
    Ok,
    /// Worth a thought.
    Advice,
    /// Likely to hurt.
    Warning,
    /// Does not work.
    Error,
}

impl Tone {
    /// The CSS class of the tone; empty for [`Tone::Plain`].
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Accent => "acc",
            Self::Ok => "ok",
            Self::Advice => "adv",
            Self::Warning => "warn",
            Self::Error => "err",
        }
    }

    /// The symbol that goes with the tone; empty where the tone has none.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Plain | Self::Accent => "",
            Self::Ok => "pass",
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}
