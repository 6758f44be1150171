/// Why a text is not JSON that the service reads.
package struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: String, Sendable, CaseIterable {
        case syntax = "This is not JSON."
        case truncated = "The text ends before the value does."
        case trailing = "Something follows the value."
        case duplicateKey = "The name comes twice in the same object."
        case tooDeep = "The value is nested more than 64 levels deep."
        case numberOutOfRange = "The number is out of range."
        case controlCharacter = "A control character must be written as an escape."
        case nul = "A text cannot hold NUL."
        case loneSurrogate = "An escape is half of a surrogate pair."
        case invalidUTF8 = "The text is not valid UTF-8."
        case unsafeText = "A text has at most 64 KiB, and 30 combining marks behind one another."
    }

    package let kind: Kind
    /// Octets from the start to the fault.
    package let offset: Int
    /// The value that holds the fault.
    package internal(set) var pointer = JSONPointer()

    /// Repeats nothing of the text.
    package var description: String { "\(kind.rawValue) (byte \(offset))" }
}
