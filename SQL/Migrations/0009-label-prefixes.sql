-- Look-up by what people have typed so far: the index of labels serves prefixes under any collation, and that of their
-- trigrams has no pending list, through which every search would have to read after an import.
SET LOCAL ROLE bg_owner;

DROP INDEX ref.label_normal;
CREATE INDEX label_normal ON ref.label (normal text_pattern_ops);
ALTER INDEX ref.label_trigrams SET (fastupdate = off);
