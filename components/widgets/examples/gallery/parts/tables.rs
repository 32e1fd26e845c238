//! Editors that are tables, and a command to copy.

use super::{list, say};
use leptos::prelude::*;
use runwright_widgets::signal::{RwSignal, Signal};
use runwright_widgets::{
    Choice, Column, ColumnKind, CommandRow, MatrixEdit, MatrixEditor, RowsEdit, RowsEditor,
};

pub fn view() -> AnyView {
    let pools = RwSignal::new(vec![
        list(&["ci", "3", "8", "kubeadm", "true"]),
        list(&["spot", "2", "16", "eks", ""]),
    ]);
    let edit_pools = move |edit: RowsEdit| {
        pools.update(|rows| match edit {
            RowsEdit::Set { row, column, value } => {
                if let Some(cell) = rows.get_mut(row).and_then(|r| r.get_mut(column)) {
                    *cell = value;
                }
            }
            RowsEdit::Add => rows.push(list(&["", "1", "", "kubeadm", ""])),
            RowsEdit::Duplicate(at) => {
                if let Some(copy) = rows.get(at).cloned() {
                    rows.insert(at + 1, copy);
                }
            }
            RowsEdit::Remove(at) if at < rows.len() => {
                rows.remove(at);
            }
            RowsEdit::Remove(_) => {}
        });
    };
    let cells = RwSignal::new(vec![
        list(&["2", "2Gi", "", ""]),
        list(&["500m", "512Mi", "", ""]),
        list(&["2", "256m", "", ""]),
    ]);
    let edit_cells = move |edit: MatrixEdit| {
        if let MatrixEdit::Set { row, column, value } = edit {
            cells.update(|rows| {
                if let Some(cell) = rows.get_mut(row).and_then(|r| r.get_mut(column)) {
                    *cell = value;
                }
            });
        }
    };
    let kinds = ["kubeadm", "eks"].map(|k| Choice {
        value: k.into(),
        label: k.into(),
        ..Choice::default()
    });
    let column = |label: &str, kind| Column {
        label: label.into(),
        kind,
        ..Column::default()
    };
    let columns = vec![
        column("Pool", ColumnKind::Mono),
        column("Nodes", ColumnKind::Number),
        column("CPU", ColumnKind::Number),
        column("Platform", ColumnKind::Select(kinds.to_vec())),
        column("Taint", ColumnKind::Check),
    ];
    view! {
        <section class="group" id="tables">
            <h2>"Containers"</h2>
            <MatrixEditor
                label=say("Resources of each container")
                rows=Signal::stored(list(&["build", "helper", "service"]))
                columns=Signal::stored(list(&["CPU request", "Memory request", "CPU limit", "Memory limit"]))
                cells=cells
                on_edit=edit_cells
                placeholders=Signal::stored(vec![list(&["", "", "none", "none"]); 3])
                refused=Signal::stored(vec![(2, 1)])
                changed=Signal::stored(vec![(0, 0), (2, 1)])
            />
        </section>
        <section class="group">
            <h2>"Node pools"</h2>
            <RowsEditor
                label=say("Node pools")
                columns=Signal::stored(columns)
                rows=pools
                on_edit=edit_pools
                add=say("Add a pool")
            />
        </section>
        <section class="group">
            <CommandRow code=say("kubectl get nodes -l workload=ci -o wide") on_copy=|_: String| {} />
        </section>
    }
    .into_any()
}
