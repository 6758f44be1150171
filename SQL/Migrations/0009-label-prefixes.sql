-- Look-up by what people have typed so far: the index of labels serves prefixes under any collation.
SET LOCAL ROLE bg_owner;

DROP INDEX ref.label_normal;
CREATE INDEX label_normal ON ref.label (normal text_pattern_ops);
