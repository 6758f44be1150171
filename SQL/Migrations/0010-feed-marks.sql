-- What of the feed may be forgotten is told by snapshots, not by ages: a transaction that stood open for longer than an
-- hour commits rows that are old when the first reader can see them.
SET LOCAL ROLE bg_owner;

CREATE TABLE log.feed_mark (
    at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    epoch    uuid NOT NULL,
    snapshot pg_snapshot NOT NULL
);
CREATE INDEX feed_mark_at ON log.feed_mark (at);
COMMENT ON TABLE log.feed_mark IS
    'Which transactions had ended at an instant. A mark is committed, so a crashed server gives none of their numbers again.';
COMMENT ON COLUMN log.feed_mark.at IS 'Never earlier than the snapshot.';
COMMENT ON COLUMN log.feed_mark.epoch IS 'The numbers of another epoch belong to a database that was restored since.';

GRANT SELECT, INSERT, DELETE ON log.feed_mark TO bg_matcher;
