import Foundation
import HTTP
import Matching

/// The place in a list that the next page begins after: opaque to callers, and good for the same question alone.
enum Cursor {
    static func text(_ payload: [UInt8], of question: String) -> String {
        let bytes = withUnsafeBytes(of: digest(question).bigEndian) { Array($0) } + payload
        return Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    /// The payload; throws ``ErrorCode/cursorInvalid`` for a text that no answer to this question held.
    static func payload(_ text: String, of question: String) throws(APIError) -> [UInt8] {
        let padded =
            text.replacing("-", with: "+").replacing("_", with: "/")
            + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard text.utf8.count <= 100, let data = Data(base64Encoded: padded), data.count > 8,
            Array(data.prefix(8)) == withUnsafeBytes(of: digest(question).bigEndian, { Array($0) })
        else { throw APIError(.cursorInvalid, "use it with the list that it came from, unchanged, or leave it out") }
        return Array(data.dropFirst(8))
    }

    static func text(_ id: UUID, of question: String) -> String { text(bytes(id), of: question) }

    static func id(_ text: String?, of question: String) throws(APIError) -> UUID? {
        guard let text else { return nil }
        guard let id = uuid(try payload(text, of: question)[...]) else { throw APIError(.cursorInvalid) }
        return id
    }

    static func text(_ position: MatchPosition, of question: String) -> String {
        let kind = UInt8(Kind.allCases.firstIndex(of: position.kind) ?? 0)
        let score = withUnsafeBytes(of: UInt32(position.score).bigEndian) { Array($0) }
        return text([kind] + score + bytes(position.id), of: question)
    }

    static func position(_ text: String?, of question: String) throws(APIError) -> MatchPosition? {
        guard let text else { return nil }
        let payload = try payload(text, of: question)
        guard payload.count == 21, let id = uuid(payload[5...]), Kind.allCases.indices.contains(Int(payload[0])) else {
            throw APIError(.cursorInvalid)
        }
        let score = payload[1..<5].reduce(0) { $0 << 8 | Int($1) }
        return MatchPosition(score: score, id: id, kind: Kind.allCases[Int(payload[0])])
    }

    private static func bytes(_ id: UUID) -> [UInt8] { withUnsafeBytes(of: id.uuid) { Array($0) } }

    private static func uuid(_ bytes: ArraySlice<UInt8>) -> UUID? {
        guard bytes.count == 16 else { return nil }
        var uuid: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &uuid) { $0.copyBytes(from: bytes) }
        return UUID(uuid: uuid)
    }

    /// FNV-1a of 64 bits: it tells one question from another, and hides nothing.
    private static func digest(_ question: String) -> UInt64 {
        question.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}

extension JSONValue {
    /// What was asked in a body, for a cursor to be bound to: the same in whatever order the members of objects come.
    ///
    /// - Parameter names: members of the object itself that may differ from page to page.
    func text(without names: Set<String>) -> String {
        var text = ""
        append(to: &text, without: names)
        return text
    }

    private func append(to text: inout String, without names: Set<String> = []) {
        switch self {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .integer(let number): text += String(number)
        case .decimal(let number): text += String(number)
        // With its length, a string cannot be taken for anything else.
        case .string(let string): text += "\(string.utf8.count)\"\(string)"
        case .array(let values):
            text += "["
            for value in values {
                value.append(to: &text)
                text += ","
            }
            text += "]"
        case .object(let object):
            text += "{"
            for member in object.members.sorted(by: { $0.name < $1.name }) where !names.contains(member.name) {
                text += "\(member.name):"
                member.value.append(to: &text)
                text += ","
            }
            text += "}"
        }
    }
}
