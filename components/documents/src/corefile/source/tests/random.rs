//! Random Corefiles and edits: what is read back is what was wanted.

use proptest::prelude::*;

use super::super::*;
use super::show;
use crate::corefile::{Corefile as Tree, Plugin, ServerBlock, print};
use crate::source::apply;

fn word() -> BoxedStrategy<String> {
    prop_oneof![4 => "[a-z0-9./:]{1,5}", 1 => "[a-z \"#é]{1,5}", 1 => Just(String::new())].boxed()
}

fn plugin() -> BoxedStrategy<Plugin> {
    let line = ("[a-z]{1,4}", prop::collection::vec(word(), 0..3));
    line.prop_map(|(name, args)| Plugin {
        name,
        args,
        ..Plugin::default()
    })
    .prop_recursive(3, 12, 3, |inner| {
        (
            "[a-z]{1,4}",
            prop::collection::vec(word(), 0..3),
            prop::collection::vec(inner, 0..3),
        )
            .prop_map(|(name, args, block)| Plugin {
                name,
                args,
                block,
                ..Plugin::default()
            })
    })
    .boxed()
}

fn tree() -> BoxedStrategy<Tree> {
    let keys = prop::collection::vec("[a-z.]{2,6}:53", 1..3);
    let block =
        (keys, prop::collection::vec(plugin(), 0..4)).prop_map(|(keys, plugins)| ServerBlock {
            keys,
            plugins,
            ..ServerBlock::default()
        });
    prop::collection::vec(block, 1..4)
        .prop_map(|blocks| Tree { blocks })
        .boxed()
}

fn of_plugin(plugin: &Plugin) -> Line {
    Line {
        name: plugin.name.clone(),
        args: plugin.args.clone(),
        block: plugin.block.iter().map(of_plugin).collect(),
    }
}

/// The text, perhaps with other line ends, comments, and no last line end.
fn text_of(tree: &Tree, form: u8) -> Option<String> {
    let mut text = print(tree).ok()?.text;
    if form & 1 > 0 {
        text = text
            .replace(" {\n", " { # beside\n")
            .replace("    }", "    # above\n    }");
    }
    if form & 2 > 0 {
        text = text.replace('\n', "\r\n");
    }
    if form & 4 > 0 {
        text = text.trim_end().to_owned();
    }
    Some(text)
}

fn expected(tree: &Tree) -> String {
    show(&read(
        &print(tree).map(|printed| printed.text).unwrap_or_default(),
    ))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..crate::cases() })]

    #[test]
    fn printed_files_read_back(tree in tree(), form: u8) {
        let Some(text) = text_of(&tree, form) else { return Ok(()) };
        let file = read(&text);
        prop_assert_eq!(&file.faults, &[], "{}", text);
        prop_assert_eq!(file.blocks.len(), tree.blocks.len());
        for (block, wanted) in file.blocks.iter().zip(&tree.blocks) {
            let keys: Vec<&str> = block.addresses.iter().map(|word| word.text.as_str()).collect();
            prop_assert_eq!(&keys, &wanted.keys);
            let mut out = Vec::new();
            block.body.iter().for_each(|directive| out.push(line_of(directive)));
            prop_assert_eq!(out, wanted.plugins.iter().map(of_plugin).collect::<Vec<_>>(), "{}", text);
        }
    }

    #[test]
    fn edits_say_what_is_wanted(tree in tree(), new in plugin(), form: u8, what in 0u8..5, pick in 0usize..9) {
        let Some(text) = text_of(&tree, form) else { return Ok(()) };
        let file = read(&text);
        let mut wanted = tree.clone();
        let index = pick % tree.blocks.len();
        let (block, plugins) = (&file.blocks[index], &mut wanted.blocks[index].plugins);
        let at = pick % (plugins.len() + 1);
        let splices = match what {
            0 => {
                plugins.insert(at, new.clone());
                insert(&text, Place::Block(block), &[of_plugin(&new)], at.checked_sub(1))
            }
            1 if at < plugins.len() => {
                plugins.remove(at);
                remove(&text, &block.body[at])
            }
            2 if at < plugins.len() => {
                plugins[at].args = new.args.clone();
                set_args(&text, &block.body[at], &new.args)
            }
            3 if at < plugins.len() => {
                plugins[at].block.insert(0, new.clone());
                insert(&text, Place::Directive(&block.body[at]), &[of_plugin(&new)], None)
            }
            4 => {
                wanted.blocks.remove(index);
                remove_block(&text, block)
            }
            _ => {
                wanted.blocks.push(ServerBlock { keys: vec!["new".to_owned()], plugins: vec![new.clone()], ..ServerBlock::default() });
                add_block(&text, &["new".to_owned()], &[of_plugin(&new)])
            }
        };
        let Ok(splices) = splices else {
            // What cannot be written is not printed either.
            prop_assert!(print(&wanted).is_err(), "{}", text);
            return Ok(());
        };
        let after = apply(&text, &splices);
        let again = read(&after);
        prop_assert_eq!(&again.faults, &[], "{}\n---\n{}", text, after);
        prop_assert_eq!(show(&again), expected(&wanted), "{}\n---\n{}", text, after);
        if !after.is_empty() {
            prop_assert_eq!(text.ends_with('\n'), after.ends_with('\n'), "{}\n---\n{}", text, after);
        }
        if text.contains("\r\n") {
            prop_assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "{:?}", after);
        }
    }

    #[test]
    fn any_text_does_no_harm(text in "[a{}\"#\\\\,( )\n\r\t$%]{0,40}", pick in 0usize..9) {
        let file = read(&text);
        for block in &file.blocks {
            let _ = remove_block(&text, block);
            let _ = insert(&text, Place::Block(block), &[Line::new("x", &[])], pick.checked_sub(1));
            for directive in &block.body {
                prop_assert!(text.get(directive.span.clone()).is_some());
                let _ = remove(&text, directive);
                let _ = set_args(&text, directive, &["y".to_owned()]);
                let _ = insert(&text, Place::Directive(directive), &[Line::new("x", &[])], pick.checked_sub(1));
            }
        }
        let _ = add_block(&text, &["b".to_owned()], &[]);
    }
}

fn line_of(directive: &Directive) -> Line {
    let args = directive
        .args
        .iter()
        .map(|word| word.text.clone())
        .collect();
    Line {
        name: directive.name.text.clone(),
        args,
        block: directive.block.iter().map(line_of).collect(),
    }
}
