-- What stands in some state, or waits for something, is found without reading every row.
CREATE INDEX item_row_state ON item_row (state);
CREATE INDEX item_row_pending ON item_row (pending) WHERE pending IS NOT NULL;
CREATE INDEX item_row_waits_for ON item_row (waits_for) WHERE waits_for IS NOT NULL;
