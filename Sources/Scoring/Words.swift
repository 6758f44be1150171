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
        var template = template
        return template.withUTF8 { bytes in
            var filled: [UInt8] = []
            filled.reserveCapacity(values.reduce(bytes.count) { $0 + $1.utf8.count })
            var (written, open) = (0, 0)
            while open + 2 < bytes.count {
                let place = Int(bytes[open + 1]) - 48
                guard bytes[open] == UInt8(ascii: "{"), bytes[open + 2] == UInt8(ascii: "}"),
                    values.indices.contains(place)
                else {
                    open += 1
                    continue
                }
                filled.append(contentsOf: bytes[written..<open])
                filled.append(contentsOf: values[place].utf8)
                open += 3
                written = open
            }
            filled.append(contentsOf: bytes[written...])
            return String(decoding: filled, as: UTF8.self)
        }
    }
}
