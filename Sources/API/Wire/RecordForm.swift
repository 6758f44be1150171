import Foundation
import HTTP
import Matching
import Model

/// How a record is written and read as JSON. What is registered, read and changed has one form; some members of it are
/// only read (`id`, `version`), and some only said at registration.
protocol RecordForm: Record {
    /// Reads a new record, or one that takes the place of `old`.
    static func read(
        _ fields: inout Fields, _ criteria: CriteriaReader, replacing old: Self?
    ) -> (record: Self, details: Details)?

    /// Writes the members but `id` and `version`.
    func write(_ access: Access, _ criteria: CriteriaWriter, _ writer: inout JSONWriter)
}

extension RecordForm {
    /// The whole form of a stored record.
    static func bytes(_ shown: Shown<Self>, _ wording: Wording) -> [UInt8] {
        bytes(shown.stored, shown.access, wording)
    }

    static func bytes(_ stored: Versioned<Self>, _ access: Access, _ wording: Wording) -> [UInt8] {
        JSONWriter.bytes(capacity: 2_048) { writer in
            writer.object { writer in
                writer.member("id", stored.id.uuidString.lowercased())
                writer.member("version", stored.version)
                stored.value.write(access, CriteriaWriter(wording: wording), &writer)
            }
        }
    }

    /// The members that a change can take, as the caller reads them.
    func form(_ wording: Wording) -> JSONValue {
        let bytes = JSONWriter.bytes(capacity: 2_048) { writer in
            writer.object { write(.change, CriteriaWriter(wording: wording), &$0) }
        }
        // What was just written is JSON.
        return (try? JSONValue(parsing: bytes)) ?? .null
    }

    /// Reads a body; throws everything that is wrong with it.
    ///
    /// - Parameter identity: of the record that `old` is a version of.
    static func parse(
        _ value: JSONValue, replacing old: Self? = nil, of identity: (id: UUID, version: Int)? = nil, _ wording: Wording
    ) throws(APIError) -> (record: Self, details: Details) {
        let complaints = Complaints()
        var known: [String: SkillMention] = [:]
        for part in old?.mentions ?? [] { known[CriteriaWriter(wording: wording).code(part)] = part }
        var held: [String: Profile.Skill] = [:]
        for case (_, .profile(let profile)) in old?.criteria ?? [] {
            for skill in profile.skills { held[skill.mention.key] = skill }
        }
        var read: (record: Self, details: Details)?
        if var fields = Fields(value, at: "", complaints) {
            fields.readOnly("id", (identity?.id.uuidString.lowercased()).map(JSONValue.string))
            fields.readOnly("version", (identity?.version).map(JSONValue.integer))
            read = Self.read(&fields, CriteriaReader(known: known, held: held), replacing: old)
            fields.end()
        }
        try complaints.check()
        guard let read else { throw APIError(.invalid) }
        return read
    }
}

/// JSON merge patch (RFC 7396).
enum MergePatch {
    static func apply(_ patch: JSONValue, to target: JSONValue) -> JSONValue {
        guard let changes = patch.object else { return patch }
        let members = target.object?.members ?? []
        let old = Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
        let new = Dictionary(changes.members.map { ($0.name, $0.value) }) { first, _ in first }
        let kept = members.compactMap { member -> JSONObject.Member? in
            guard let change = new[member.name] else { return member }
            return change.isNull ? nil : JSONObject.Member(member.name, apply(change, to: member.value))
        }
        let added = changes.members.filter { old[$0.name] == nil && !$0.value.isNull }
            .map { JSONObject.Member($0.name, apply($0.value, to: .null)) }
        return .object(JSONObject(kept + added))
    }
}
