import Foundation
import Model
import Store

/// Something that the programme keeps and people register, read, change and retire: one set of use cases for all of
/// them, and for each the file that says what differs.
package protocol Record: Hashable, Sendable {
    /// What is registered with it and is no part of it.
    associatedtype Details: Sendable

    /// The name of its resource: `ventures`.
    static var resource: String { get }
    /// Whether the audit says that the caller has read one.
    static func isActToRead(_ access: Access, by caller: Caller) -> Bool

    static func read(_ id: UUID, in transaction: StoreTransaction) throws(StoreError) -> Stored<Self>?
    func insert(_ id: UUID, _ details: Details, at: Date, in transaction: StoreTransaction) throws(StoreError)
    /// Throws unless the old one still stands.
    func replace(_ old: Stored<Self>, in transaction: StoreTransaction) throws(StoreError)

    /// The identifier of a new one that a caller registers.
    func newID(at: Date, for caller: Caller) -> UUID
    /// What the caller may do with a stored one.
    static func access(
        to stored: Stored<Self>, for caller: Caller, in transaction: StoreTransaction
    ) throws(StoreError) -> Access
    /// Throws unless the caller may register this one; says in the details what follows from who registers.
    mutating func requireRegistering(by caller: Caller, _ details: inout Details, at: Date) throws(MatchingError)
    /// Throws unless the caller, who may change the record, may make it into another.
    func requireChange(to new: Self, by caller: Caller) throws(MatchingError)

    /// Throws the first rule that it breaks on a day.
    func check(on today: PartialDate) throws(Violation)
    /// Each need and profile in it, by its pointer.
    var criteria: [(pointer: String, criteria: CriteriaPart)] { get set }
    /// Codes outside needs and profiles, by their pointers.
    var codes: [CodeReference] { get }
    /// Members whom it names, by their pointers; the caller has to know of each.
    var people: [(pointer: String, id: Identifier<Member>)] { get }
    /// The same, no longer offered to anybody.
    var retired: Self { get }
}

extension Record {
    package static func isActToRead(_ access: Access, by caller: Caller) -> Bool { false }
    package var people: [(pointer: String, id: Identifier<Member>)] { [] }
}

/// Nothing is registered beside the record.
package struct NoDetails: Sendable {
    package init() {}
}
