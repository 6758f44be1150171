import Postgres

/// Forgets the changes that have been visible for an hour: every reader has read them, or is too late for them.
///
/// Each call also leaves a mark, the snapshot of its moment, for the calls of an hour later.
package struct PruneChanges: Query {
    package static var role: StoreRole? { .matcher }

    let memory: FeedMemory

    package init(memory: FeedMemory = FeedMemory()) { self.memory = memory }

    package func run(in transaction: Transaction) throws(StoreError) {
        try transaction.goByIndexes()
        try transaction.change(
            """
            WITH past AS (
                SELECT m.at, m.snapshot FROM log.feed_mark m JOIN log.epoch USING (epoch)
                WHERE m.at < now() - make_interval(secs => \(memory.kept)) ORDER BY m.at DESC LIMIT 1
            ), marked AS (
                INSERT INTO log.feed_mark (epoch, snapshot) SELECT epoch, pg_current_snapshot() FROM log.epoch
            ), unmarked AS (
                DELETE FROM log.feed_mark WHERE at < (SELECT at FROM past)
            )
            DELETE FROM log.change
            WHERE xid < (SELECT pg_snapshot_xmax(snapshot) FROM past)
                AND pg_visible_in_snapshot(xid, (SELECT snapshot FROM past))
            """)
    }
}
