/// A rule of the domain that some input breaks: which rule, where, and what to do about it.
package struct Violation: Error, Hashable, Sendable {
    /// The rule, by the stable name that callers may rely on.
    package enum Rule: String, Sendable, CaseIterable {
        case unknownField = "unknown_field"
        case fieldReadOnly = "field_read_only"
        case unknownCode = "unknown_code"
        case ambiguousLabel = "ambiguous_label"
        case codeRetired = "code_retired"
        case levelOutOfRange = "level_out_of_range"
        case languageTagInvalid = "language_tag_invalid"
        case periodReversed = "period_reversed"
        case dateImpossible = "date_impossible"
        case tooYoung = "too_young"
        case nameEmpty = "name_empty"
        case nameControlCharacter = "name_control_character"
        case textTooLong = "text_too_long"
        case mustWithoutValue = "must_without_value"
        case tooManyItems = "too_many_items"
        case duplicateItem = "duplicate_item"
        case valueOutOfRange = "value_out_of_range"
        case valueMissing = "value_missing"
        case typeMismatch = "type_mismatch"
        case pinImpossible = "pin_impossible"
        case basisNotYours = "basis_not_yours"
        case passwordWeak = "password_weak"
        case clauseNotMet = "clause_not_met"
    }

    package let rule: Rule
    /// A JSON pointer (RFC 6901) to the field, relative to what was being read; empty for the whole.
    package let pointer: String
    /// What is expected, in English and without repeating the input.
    package let remedy: String
    /// What could have been meant, where the rule can tell (codes of concepts, successors of a retired code).
    package let candidates: [String]

    package init(_ rule: Rule, at pointer: String = "", _ remedy: String, candidates: [String] = []) {
        self.rule = rule
        self.pointer = pointer
        self.remedy = remedy
        self.candidates = candidates
    }

    /// The same violation, seen from one level further out.
    package func under(_ prefix: String) -> Violation {
        Violation(rule, at: prefix + pointer, remedy, candidates: candidates)
    }
}
