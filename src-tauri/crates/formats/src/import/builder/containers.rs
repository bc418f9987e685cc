//! Opening and closing what holds blocks.

use super::{
    Builder, MAX_DEPTH, Warning,
    frame::{Container, Frame, Kind},
};
use editorial::document::{Block, Cell, Item, Row};

impl Builder<'_> {
    /// Opens a container, closing what cannot hold it and opening what is missing around it.
    pub(in crate::import) fn open(&mut self, container: Container) {
        self.resume_table();
        if self.is_full() {
            return;
        }
        let kind = match container {
            Container::Quote | Container::List { .. } | Container::Table => {
                self.place_for_blocks();
                let holds = |frame: &&Frame| {
                    matches!(
                        frame.kind,
                        Kind::Quote | Kind::List { .. } | Kind::Table { .. }
                    )
                };
                if self.stack.iter().filter(holds).count() >= MAX_DEPTH {
                    self.warn(Warning::TooDeep);
                    if let Some(times) = container.nesting() {
                        self.passed_over[times] = self.passed_over[times].saturating_add(1);
                    }
                    return;
                }
                match container {
                    Container::List { ordered } => Kind::List {
                        ordered,
                        items: Vec::new(),
                    },
                    Container::Table => Kind::Table {
                        header: false,
                        rows: Vec::new(),
                    },
                    _ => Kind::Quote,
                }
            }
            Container::Item => {
                if !self.close_down_to(|kind| matches!(kind, Kind::List { .. }), is_cell) {
                    self.open(Container::List { ordered: false });
                }
                if !matches!(self.top(), Kind::List { .. }) {
                    return;
                }
                Kind::Item
            }
            Container::Row => {
                if !self.close_down_to(|kind| matches!(kind, Kind::Table { .. }), |_| false) {
                    return;
                }
                Kind::Row {
                    cells: Vec::new(),
                    heads: 0,
                }
            }
            Container::Cell {
                header,
                colspan,
                rowspan,
            } => {
                let is_table = |kind: &Kind| matches!(kind, Kind::Table { .. });
                if !self.close_down_to(|kind| matches!(kind, Kind::Row { .. }), is_table) {
                    self.open(Container::Row);
                }
                if !matches!(self.top(), Kind::Row { .. }) {
                    return;
                }
                Kind::Cell {
                    header,
                    colspan,
                    rowspan,
                }
            }
        };
        self.stack.push(Frame {
            kind,
            blocks: Vec::new(),
            outside: self.marks.clone(),
        });
    }

    /// Closes the innermost container of that kind, with all that is open in it.
    pub(in crate::import) fn close(&mut self, container: Container) {
        self.resume_table();
        if let Some(times) = container.nesting().filter(|at| self.passed_over[*at] > 0) {
            self.passed_over[times] -= 1;
            return;
        }
        let found = match container {
            Container::Quote => self.close_down_to(|kind| matches!(kind, Kind::Quote), is_cell),
            Container::List { .. } => {
                self.close_down_to(|kind| matches!(kind, Kind::List { .. }), is_cell)
            }
            Container::Item => self.close_down_to(|kind| matches!(kind, Kind::Item), is_list),
            Container::Table => {
                self.close_down_to(|kind| matches!(kind, Kind::Table { .. }), |_| false)
            }
            Container::Row => self.close_down_to(|kind| matches!(kind, Kind::Row { .. }), is_table),
            Container::Cell { .. } => self.close_down_to(is_cell, is_table),
        };
        if found {
            self.close_top();
        }
    }

    /// What comes stands before the open table, which has no rows yet, until [`resume_table`](Self::resume_table).
    pub(in crate::import) fn suspend_table(&mut self) {
        self.break_text();
        if matches!(self.top(), Kind::Table { rows, .. } if rows.is_empty())
            && self.suspended.is_none()
        {
            self.suspended = self.stack.pop();
        }
    }

    /// Goes on with the table.
    pub(in crate::import) fn resume_table(&mut self) {
        self.break_text();
        self.stack.extend(self.suspended.take());
    }

    /// Closes the first row of a table, which names the columns; where it names none, there is none.
    pub(in crate::import) fn close_header_row(&mut self) {
        self.close(Container::Row);
        if let Some(Frame {
            kind: Kind::Table { header, rows },
            ..
        }) = self.stack.last_mut()
            && let [only] = rows.as_slice()
            && only.cells.iter().all(|cell| cell.blocks.is_empty())
        {
            rows.clear();
            *header = false;
        }
    }

    /// Marks the first row of the open table as the one that names the columns.
    pub(in crate::import) fn table_has_header(&mut self) {
        let tables = self
            .stack
            .iter_mut()
            .rev()
            .filter_map(|frame| match &mut frame.kind {
                Kind::Table { header, rows } if rows.is_empty() => Some(header),
                _ => None,
            });
        if let Some(header) = tables.into_iter().next() {
            *header = true;
        }
    }

    /// Closes frames until the top is `wanted`, unless `barrier` stands before; says whether it is.
    fn close_down_to(
        &mut self,
        wanted: impl Fn(&Kind) -> bool,
        barrier: impl Fn(&Kind) -> bool,
    ) -> bool {
        let found = self
            .stack
            .iter()
            .rev()
            .take_while(|frame| wanted(&frame.kind) || !barrier(&frame.kind));
        let Some(above) = found
            .enumerate()
            .find(|(_, frame)| wanted(&frame.kind))
            .map(|(above, _)| above)
        else {
            return false;
        };
        for _ in 0..above {
            self.close_top();
        }
        true
    }

    fn top(&self) -> &Kind {
        self.stack.last().map_or(&Kind::Root, |frame| &frame.kind)
    }

    /// Opens what is missing where blocks cannot stand.
    pub(super) fn place_for_blocks(&mut self) {
        loop {
            match self.stack.last_mut() {
                // A list right in a list belongs to the point before it.
                Some(Frame {
                    kind: Kind::List { items, .. },
                    ..
                }) if !items.is_empty() => {
                    let blocks = items.pop().map(|item| item.blocks).unwrap_or_default();
                    self.stack.push(Frame {
                        kind: Kind::Item,
                        blocks,
                        outside: self.marks.clone(),
                    });
                }
                Some(Frame {
                    kind: Kind::List { .. },
                    ..
                }) => self.open(Container::Item),
                Some(Frame {
                    kind: Kind::Table { .. },
                    ..
                }) => self.open(Container::Row),
                Some(Frame {
                    kind: Kind::Row { .. },
                    ..
                }) => {
                    self.open(Container::Cell {
                        header: false,
                        colspan: 1,
                        rowspan: 1,
                    });
                }
                _ => return,
            }
            if self.is_full() {
                return;
            }
        }
    }

    pub(super) fn push(&mut self, block: Block) {
        self.size += 48;
        if let Some(frame) = self.stack.last_mut() {
            frame.blocks.push(block);
        }
    }

    pub(super) fn close_top(&mut self) {
        self.break_text();
        if self.stack.len() < 2 {
            return;
        }
        let Some(Frame {
            kind,
            blocks,
            outside,
        }) = self.stack.pop()
        else {
            return;
        };
        // A mark left open in a cell or a point ends with it.
        if matches!(kind, Kind::Cell { .. } | Kind::Item) {
            self.marks = outside;
        }
        match kind {
            Kind::Root => {}
            Kind::Quote if blocks.is_empty() => {}
            Kind::Quote => {
                let id = (self.new_id)();
                self.push(Block::Quote { id, blocks });
            }
            Kind::Item => {
                let id = (self.new_id)();
                if let Some(Frame {
                    kind: Kind::List { items, .. },
                    ..
                }) = self.stack.last_mut()
                    && !blocks.is_empty()
                {
                    self.size += 48;
                    items.push(Item { id, blocks });
                }
            }
            Kind::List { items, .. } if items.is_empty() => {}
            Kind::List { ordered, items } => {
                let id = (self.new_id)();
                self.push(Block::List { id, ordered, items });
            }
            Kind::Table { rows, .. } if rows.is_empty() => {}
            Kind::Table { header, rows } => {
                let id = (self.new_id)();
                self.push(Block::Table { id, header, rows });
            }
            Kind::Row { cells, heads } => {
                let id = (self.new_id)();
                if let Some(Frame {
                    kind: Kind::Table { header, rows },
                    ..
                }) = self.stack.last_mut()
                    && !cells.is_empty()
                {
                    *header |= rows.is_empty() && heads == cells.len();
                    self.size += 48;
                    rows.push(Row { id, cells });
                }
            }
            Kind::Cell {
                header,
                colspan,
                rowspan,
            } => {
                let span = |n: u16| Some(n).filter(|n| *n > 1);
                let cell = Cell {
                    blocks,
                    colspan: span(colspan),
                    rowspan: span(rowspan),
                };
                if let Some(Frame {
                    kind: Kind::Row { cells, heads },
                    ..
                }) = self.stack.last_mut()
                {
                    self.size += 24;
                    cells.push(cell);
                    *heads += usize::from(header);
                }
            }
        }
    }
}

fn is_cell(kind: &Kind) -> bool {
    matches!(kind, Kind::Cell { .. })
}

fn is_table(kind: &Kind) -> bool {
    matches!(kind, Kind::Table { .. })
}

fn is_list(kind: &Kind) -> bool {
    matches!(kind, Kind::List { .. })
}
