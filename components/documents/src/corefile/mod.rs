//! Writes Corefiles, the configuration of CoreDNS.
//!
//! The grammar is that of the lexer and parser in coredns/caddy `caddyfile/{lexer,parse,dispenser}.go`.

mod print;
mod quote;
pub mod source;

pub use print::{Corefile, Plugin, ServerBlock, print};
pub use quote::{Reason, Unprintable, token};
