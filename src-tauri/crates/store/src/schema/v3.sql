-- The index holds which texts a term stands in and no places: what is a title's and what stands side by side are terms of
-- their own. It is made anew in the background, the newest texts last, so that they are found first.
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
    terms,
    content = '', contentless_delete = 1, detail = none,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co' tokenchars '/-'"
);
DELETE FROM indexed;
INSERT OR REPLACE INTO to_index (edition) SELECT edition FROM item_row ORDER BY updated, edition;
