import Postgres
import Store

/// Has each statement that a desk's policies judge fail, unless its transaction is one that can write, or cannot.
struct PlantedPolicy: Query {
    static var role: StoreRole? { .owner }
    /// What the transaction must say of itself.
    let readOnly: String

    func run(in transaction: StoreTransaction) throws(StoreError) {
        do {
            _ = try transaction.execute(
                """
                CREATE OR REPLACE FUNCTION bg.own_organisations() RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
                BEGIN
                    IF current_setting('transaction_read_only') <> '\(literally: readOnly)' THEN
                        RAISE EXCEPTION 'planted';
                    END IF;
                    RETURN nullif(current_setting('braingain.organisations', true), '')::uuid[];
                END
                $$
                """)
        } catch { throw .failed(error) }
    }
}
