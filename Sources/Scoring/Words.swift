import Foundation
import Model

/// The words of an explanation in one language. To add a language: a file with its words, and a line in ``Words/all``.
package struct Words: Sendable {
    package let language: String
    /// "asked {0}, has {1}"
    let askedHas: String
    /// "asked {0}, has {1}, which is alike"
    let alike: String
    /// "asked {0}, has {1}, related through *used in the same job*"
    let sameJob: String
    /// "asked {0}, nothing stated"
    let unstated: String
    /// "asked {0}, not among what is stated"
    let none: String
    /// "{0}" is not in the taxonomy yet
    let unmapped: String
    /// "skills that are of use", as a noun
    let use: String
    /// "of use together: {0}"
    let used: String
    /// "{0} ({1} %)"
    let share: String
    /// By level, 1 to 4.
    let levels: [String]
    /// By name of the mode.
    let modes: [String: String]
    /// "an answer within {0} days"
    let reply: String
    /// "a fast answer"
    let fastReply: String
    /// What stands behind a skill: "on a certificate"
    let backings: [Backing: String]
    /// "{0} (counts {1} %)"
    let counting: String
    let comma: String
    let or: String
    let leftOut: [LeftOut: String]
    let notBest: [CohortAssignment.Why: String]
    /// A statement of an offer's rules that the person has to confirm: "{0}: to be confirmed"
    package let toConfirm: String
    let whatIf: WhatIfWords

    private static let all: [String: Words] = ["en": english, "fr": french, "es": spanish, "ar": arabic]

    /// The words of the first of the wanted languages that there are words in; English failing all.
    package static func inFirst(of languages: [String]) -> Words {
        languages.lazy.compactMap { all[$0] }.first ?? english
    }

    /// Why a profile is left out.
    package func why(_ reason: LeftOut) -> String { leftOut[reason] ?? reason.code }

    /// Why a venture did not get the mentor who is best for it.
    package func why(_ reason: CohortAssignment.Why) -> String { notBest[reason] ?? reason.rawValue }

    /// Puts the values into the places of `{0}`, `{1}`, …; one without a value stays.
    static func fill(_ template: String, _ values: String...) -> String {
        var filled = ""
        filled.reserveCapacity(values.reduce(template.utf8.count) { $0 + $1.utf8.count })
        var rest = template.utf8[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "{")) {
            filled += Substring(rest[..<open])
            rest = rest[open...]
            let place = rest.dropFirst().first.map { Int($0) - 48 } ?? -1
            if values.indices.contains(place), rest.dropFirst(2).first == UInt8(ascii: "}") {
                filled += values[place]
                rest = rest.dropFirst(3)
            } else {
                filled += "{"
                rest = rest.dropFirst()
            }
        }
        return filled + Substring(rest)
    }
}
