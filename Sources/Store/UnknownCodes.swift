import Foundation
import Model
import Postgres

/// Which of some codes the code lists do not have.
package struct FindUnknownCodes: Query {
    package static var isReadOnly: Bool { true }
    /// ISO 3166-1 and ISO 3166-2.
    package let places: [Place]
    /// Primary subtags.
    package let languages: [String]
    package let sectors: [String]
    package let organisations: [UUID]

    package init(places: [Place], languages: [String], sectors: [String], organisations: [UUID] = []) {
        self.places = places
        self.languages = languages
        self.sectors = sectors
        self.organisations = organisations
    }

    package struct Result: Sendable {
        package var places: Set<String>
        package var languages: Set<String>
        package var sectors: Set<String>
        /// By their UUIDs in small letters.
        package var organisations: Set<String>
    }

    package func run(in transaction: Transaction) throws(StoreError) -> Result {
        let rows = try transaction.all(
            """
            SELECT 'place', given.code FROM unnest(\(places.map(\.description))) AS given (code)
                WHERE NOT EXISTS (SELECT FROM ref.country c WHERE c.code = given.code)
                    AND NOT EXISTS (SELECT FROM ref.region r WHERE r.code = given.code)
            UNION ALL
            SELECT 'language', given.tag FROM unnest(\(languages)) AS given (tag)
                WHERE NOT EXISTS (SELECT FROM ref.language l WHERE l.tag = given.tag)
            UNION ALL
            SELECT 'sector', given.code FROM unnest(\(sectors)) AS given (code)
                WHERE NOT EXISTS (SELECT FROM ref.code s WHERE s.scheme = 'isic' AND s.code = given.code)
            UNION ALL
            SELECT 'organisation', given.id::text FROM unnest(\(organisations)) AS given (id)
                WHERE NOT EXISTS (SELECT FROM bg.organisation o WHERE o.id = given.id)
            """
        ) { row throws(PostgresError) in (kind: try row.next(String.self), code: try row.next(String.self)) }
        let codes = { (kind: String) in Set(rows.filter { $0.kind == kind }.map(\.code)) }
        return Result(
            places: codes("place"), languages: codes("language"), sectors: codes("sector"),
            organisations: codes("organisation"))
    }
}
