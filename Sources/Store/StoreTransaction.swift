import Postgres

/// What a query runs in, by the name that the use cases know it by.
package typealias StoreTransaction = Transaction
