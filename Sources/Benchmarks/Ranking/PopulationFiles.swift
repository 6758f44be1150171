import Foundation
import Ranking

/// A population of profiles and its queries, as files: what the other engines are measured on, too.
///
/// `ptr` (int64, one more than profiles), `skill` (int32), `level` (uint8), `country` (uint8), `langs` (uint16, a bit a
/// language), all `.npy`; and `queries.json`.
struct PopulationFiles {
    /// What the folder says of one query.
    private struct Form: Decodable {
        struct Need: Decodable {
            var skill: Int
            var importance: Int
            var level: Int
            /// Pairs of a skill and how related it is, 0 to 1.
            var related: [[Double]]
        }
        var need: [Need]
        var languages: [Int]
        var country: Int?
    }

    private static let skillCount = 14_000

    let profiles: [Document]
    let queries: [ProfileQuery]

    init(folder: URL) throws {
        func file(_ name: String) throws -> NumpyFile { try NumpyFile(folder.appending(path: "\(name).npy")) }
        let pointers = try file("ptr").numbers(Int64.self)
        let skills = try file("skill").numbers(Int32.self)
        let levels = try file("level").numbers(UInt8.self)
        let countries = try file("country").numbers(UInt8.self)
        let languages = try file("langs").numbers(UInt16.self)
        profiles = countries.indices.map { number in
            var terms: [TermLevel] = []
            let held = Int(pointers[number])..<Int(pointers[number + 1])
            terms.reserveCapacity(held.count + languages[number].nonzeroBitCount)
            for place in held {
                terms.append(TermLevel(term: Term(rawValue: UInt32(skills[place])), level: levels[place]))
            }
            for language in 0..<16 where languages[number] >> UInt16(language) & 1 == 1 {
                terms.append(TermLevel(term: Self.language(language), level: 1))
            }
            return Document(identifier: UInt128(number), partition: UInt16(countries[number]), terms: terms)
        }
        let forms = try JSONDecoder().decode(
            [Form].self, from: Data(contentsOf: folder.appending(path: "queries.json")))
        queries = forms.map(Self.query)
    }

    private static func language(_ number: Int) -> Term { Term(rawValue: UInt32(skillCount + number)) }

    private static func query(_ form: Form) -> ProfileQuery {
        let items = form.need.map { need in
            Item(weight: UInt8(need.importance), shape: shape(need))
        }
        let spoken = form.languages.map { Condition.Alternative(term: language($0), minimumLevel: 1) }
        return ProfileQuery(
            items: items,
            filter: Filter(
                partitions: form.country.map { Filter.Partitions(reason: 1, anyOf: [UInt16($0)]) },
                conditions: [Condition(reason: 2, anyOf: spoken)]))
    }

    /// round(relatedness × min(1, level / asked) × 250), half upwards, in whole numbers: relatedness has two decimals.
    private static func shape(_ need: Form.Need) -> Shape {
        var values = [need.skill: SIMD8<UInt8>.zero]
        for pair in [[Double(need.skill), 1]] + need.related {
            let hundredths = Int((pair[1] * 100).rounded())
            for level in 1..<5 {
                let value = (hundredths * 5 * min(level, need.level) + need.level) / (2 * need.level)
                let before = values[Int(pair[0]), default: .zero][level]
                values[Int(pair[0]), default: .zero][level] = max(before, UInt8(value))
            }
        }
        return Shape(
            floor: 0,
            answers: values.sorted { $0.key < $1.key }.map {
                Answer(term: Term(rawValue: UInt32($0.key)), values: $0.value)
            })
    }
}
