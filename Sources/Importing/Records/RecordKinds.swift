import Model
import Store

extension ImportRecords {
    /// What a file has a record of in each line. The raw value is the word on the command line.
    package enum Kind: String, Sendable, CaseIterable {
        case members, mentors, ventures, offers

        /// The columns that a file of this kind may have, in any order. Offers also have `title_XX` for any language.
        package var columns: [String] {
            switch self {
            case .members: MemberLine.columns
            case .mentors: MentorLine.columns
            case .ventures: VentureLine.columns
            case .offers: OfferLine.columns
            }
        }

        /// The columns without which no line can be right.
        var required: [String] {
            switch self {
            case .members: ["name"]
            case .mentors: ["member", "capacity"]
            case .ventures: ["desk", "name", "stage"]
            case .offers: ["organisation", "centre", "kind", "opens_at", "closes_at", "zone"]
            }
        }

        func accepts(_ column: String) -> Bool {
            columns.contains(column) || self == .offers && OfferLine.language(ofTitle: column) != nil
        }

        var table: FindIdentifiers.Table {
            switch self {
            case .members: .person
            case .mentors: .mentor
            case .ventures: .venture
            case .offers: .offer
            }
        }

        /// Adds the record of the present line, unless something is wrong with it, which the lines then know.
        func read(_ lines: inout Lines, into batch: inout RecordBatch) {
            switch self {
            case .members: if let new = MemberLine.read(&lines), lines.isGood { batch.members.append(new) }
            case .mentors: if let new = MentorLine.read(&lines), lines.isGood { batch.mentors.append(new) }
            case .ventures:
                let id = lines.newIdentifier(Venture.self)
                if let new = VentureLine.read(&lines), lines.isGood { batch.ventures.append((id, new)) }
            case .offers:
                let id = lines.newIdentifier(Offer.self)
                if let new = OfferLine.read(&lines), lines.isGood { batch.offers.append((id, new)) }
            }
        }
    }
}
