import Foundation
import Store
import Taxonomy

/// The lists of codes that rows refer to.
enum CodeLists {
    /// Those of the program itself, and the regions of ISO 3166-2 where Debian's iso-codes are installed.
    static func embedded() throws -> [(list: WriteCodes.List, entries: [CodeListEntry])] {
        let countries = try EmbeddedFiles.codes("countries.tsv")
        let lists: [(WriteCodes.List, [CodeListEntry])] = [
            (.countries, countries), (.languages, try EmbeddedFiles.codes("languages.tsv")),
            (.currency, try EmbeddedFiles.codes("currencies.tsv")), (.isic, try EmbeddedFiles.codes("isic.tsv")),
            (.sdg, try EmbeddedFiles.codes("sdg.tsv")), (.gcm, try EmbeddedFiles.codes("gcm.tsv")), (.cefr, cefr),
        ]
        let known = Set(countries.map(\.code))
        return lists.map { (list: $0.0, entries: $0.1) } + [
            (list: .regions, entries: regions().filter { known.contains($0.parent ?? "") })
        ]
    }

    /// The levels of the Common European Framework of Reference.
    private static let cefr = ["A1", "A2", "B1", "B2", "C1", "C2"].map {
        CodeListEntry(code: $0, parent: nil, titles: ["en": $0])
    }

    /// Languages of ISO 639 beyond those that the program names, from Debian's iso-codes.
    static func languages() -> [CodeListEntry] {
        struct Row: Decodable {
            let alpha2: String?
            let alpha3: String
            let name: String

            enum CodingKeys: String, CodingKey {
                case alpha2 = "alpha_2"
                case alpha3 = "alpha_3"
                case name
            }
        }
        guard let rows: [Row] = isoCodes("639-3") else { return [] }
        return rows.map { CodeListEntry(code: $0.alpha2 ?? $0.alpha3, parent: nil, titles: ["en": $0.name]) }
    }

    /// Regions of ISO 3166-2; retired codes that the list still holds do no harm.
    static func regions() -> [CodeListEntry] {
        struct Row: Decodable {
            let code: String
            let name: String
        }
        guard let rows: [Row] = isoCodes("3166-2") else { return [] }
        return rows.map { CodeListEntry(code: $0.code, parent: String($0.code.prefix(2)), titles: ["en": $0.name]) }
    }

    private static func isoCodes<Row: Decodable>(_ standard: String) -> [Row]? {
        let path = "/usr/share/iso-codes/json/iso_\(standard).json"
        guard let data = try? Data(contentsOf: URL(filePath: path)) else { return nil }
        return (try? JSONDecoder().decode([String: [Row]].self, from: data))?[standard]
    }
}
