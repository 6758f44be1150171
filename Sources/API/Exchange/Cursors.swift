import Foundation
import HTTP
import Matching
import Secrets

/// The places in a list that the next page begins after: opaque to callers, sealed, and good for the same question of
/// whoever shows the same key.
struct Cursors {
    private let question: String
    private let secret: [UInt8]

    /// - Parameter caller: what proves who asks; empty for callers who prove nothing, whose cursors hide nothing.
    init(of question: String, caller: String) {
        self.question = question
        secret = Secret.hash(caller)
    }

    func text(_ payload: [UInt8]) -> String { Secret.base64(seal(payload) + payload) }

    /// The payload; throws ``ErrorCode/cursorInvalid`` for a text that no answer to this question held.
    func payload(_ text: String) throws(APIError) -> [UInt8] {
        guard text.utf8.count <= 100, let bytes = Secret.bytes(base64: text), bytes.count > Self.sealLength,
            case let payload = Array(bytes.dropFirst(Self.sealLength)),
            Secret.isEqual(Array(bytes.prefix(Self.sealLength)), seal(payload))
        else { throw APIError(.cursorInvalid, "use it with the list that it came from, unchanged, or leave it out") }
        return payload
    }

    func text(_ id: UUID) -> String { text(Self.bytes(id)) }

    func id(_ text: String?) throws(APIError) -> UUID? {
        guard let text else { return nil }
        guard let id = Self.uuid(try payload(text)[...]) else { throw APIError(.cursorInvalid) }
        return id
    }

    func text(_ number: Int) -> String { text(withUnsafeBytes(of: Int64(number).bigEndian) { Array($0) }) }

    func number(_ text: String?) throws(APIError) -> Int? {
        guard let text else { return nil }
        let payload = try payload(text)
        guard payload.count == 8 else { throw APIError(.cursorInvalid) }
        return Int(truncatingIfNeeded: payload.reduce(0) { $0 << 8 | UInt64($1) })
    }

    func text(_ position: MatchPosition) -> String {
        let kind = UInt8(Kind.allCases.firstIndex(of: position.kind) ?? 0)
        let score = withUnsafeBytes(of: UInt32(position.score).bigEndian) { Array($0) }
        return text([kind] + score + Self.bytes(position.id))
    }

    func position(_ text: String?) throws(APIError) -> MatchPosition? {
        guard let text else { return nil }
        let payload = try payload(text)
        guard payload.count == 21, let id = Self.uuid(payload[5...]), Kind.allCases.indices.contains(Int(payload[0]))
        else { throw APIError(.cursorInvalid) }
        let score = payload[1..<5].reduce(0) { $0 << 8 | Int($1) }
        return MatchPosition(score: score, id: id, kind: Kind.allCases[Int(payload[0])])
    }

    private static let sealLength = 16

    private func seal(_ payload: [UInt8]) -> [UInt8] {
        Array(Secret.hash(Array(question.utf8) + [0] + payload, key: secret).prefix(Self.sealLength))
    }

    private static func bytes(_ id: UUID) -> [UInt8] { withUnsafeBytes(of: id.uuid) { Array($0) } }

    private static func uuid(_ bytes: ArraySlice<UInt8>) -> UUID? {
        guard bytes.count == 16 else { return nil }
        var uuid: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &uuid) { $0.copyBytes(from: bytes) }
        return UUID(uuid: uuid)
    }
}

extension Call {
    func cursors(of question: String) -> Cursors {
        Cursors(of: question, caller: request.credential ?? "")
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
