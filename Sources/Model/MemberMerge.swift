import Foundation

/// Two records of one person that a desk made one: the kept goes on, and the absorbed rests until it cannot be undone any more.
package struct MemberMerge: Hashable, Sendable {
    package let kept: Identifier<Member>
    package let absorbed: Identifier<Member>
    /// The desk whose lead it was.
    package let desk: Identifier<Organisation>
    package let at: Date
    package let undoUntil: Date
    /// Null while it stands.
    package let undoneAt: Date?

    package init(
        kept: Identifier<Member>, absorbed: Identifier<Member>, desk: Identifier<Organisation>, at: Date,
        undoUntil: Date, undoneAt: Date?
    ) {
        self.kept = kept
        self.absorbed = absorbed
        self.desk = desk
        self.at = at
        self.undoUntil = undoUntil
        self.undoneAt = undoneAt
    }
}
