import Foundation
import HTTP
import Secrets

@testable import API
@testable import HTTP
@testable import Importing
@testable import Taxonomy

/// A parser of ours, asked about any bytes: it must answer or refuse, and what it answers must hold.
///
/// A broken promise ends the process, as does a trap: that is what the fuzzer looks for.
enum Parser: String, CaseIterable {
    case head, path, query, json, cursor, languages, traceparent, csv, esco, lines, token, keys, code

    func run(_ bytes: [UInt8]) {
        switch self {
        case .head: Self.head(bytes)
        case .path: Self.path(bytes)
        case .query: Self.query(bytes)
        case .json: Self.json(bytes)
        case .cursor: Self.cursor(bytes)
        case .languages: precondition(Languages.wanted(Self.text(bytes)).allSatisfy { !$0.isEmpty })
        case .traceparent: Self.traceparent(bytes)
        case .csv: Self.csv(bytes)
        case .esco: Self.esco(bytes)
        case .lines: Self.lines(bytes)
        case .token: SuspectToken.run(bytes)
        case .keys: if let keys = try? KeySet(parsing: bytes) { precondition(keys.count > 0) }
        case .code: Self.code(bytes)
        }
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// The head as the library hands it over: cut at its spaces, colons and ends of lines.
    private static func head(_ bytes: [UInt8]) {
        let target = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false).dropFirst().first ?? []
        guard let head = bytes.withUnsafeBytes({ try? RequestHead(checking: $0, targetLength: target.count) }) else {
            return
        }
        precondition(head.headers.values("host").count <= 1)
        let lengths = head.headers.values("transfer-encoding") + head.headers.values("content-length")
        precondition(lengths.count <= 1)
        if case .length(let octets) = head.body { precondition(octets > 0) }
    }

    private static func path(_ bytes: [UInt8]) {
        guard let target = try? RequestTarget(bytes, method: .get) else { return }
        precondition(!target.segments.isEmpty)
        for segment in target.segments {
            precondition(!segment.utf8.contains { $0 < 0x20 || $0 == 0x2F || $0 == 0x7F })
        }
    }

    private static func query(_ bytes: [UInt8]) {
        guard let query = try? RequestTarget(Array("/?".utf8) + bytes, method: .get).query else { return }
        if let name = query.duplicate { precondition(query.items.count { $0.name == name } > 1) }
        for item in query.items { precondition(!(item.name + item.value).utf8.contains(0)) }
    }

    /// What is read and written is read and written the same again; a number loses a fraction of zero the first time.
    private static func json(_ bytes: [UInt8]) {
        guard let value = try? JSONValue(parsing: bytes) else { return }
        let written = JSONWriter.bytes { write(value, &$0) }
        guard let again = try? JSONValue(parsing: written) else { preconditionFailure("written, and not to be read") }
        precondition(JSONWriter.bytes { write(again, &$0) } == written)
    }

    private static func write(_ value: JSONValue, _ writer: inout JSONWriter) {
        switch value {
        case .null: writer.value(String?.none)
        case .bool(let flag): writer.value(flag)
        case .integer(let number): writer.value(number)
        case .decimal(let number): writer.value(number)
        case .string(let text): writer.value(text)
        case .array(let values): writer.array { writer in for value in values { write(value, &writer) } }
        case .object(let object):
            writer.object { writer in
                for member in object.members {
                    writer.name(escaping: member.name)
                    write(member.value, &writer)
                }
            }
        }
    }

    private static func cursor(_ bytes: [UInt8]) {
        let cursors = Cursors(of: "fuzz", caller: "one")
        precondition((try? cursors.id(text(bytes))) == nil && (try? cursors.position(text(bytes))) == nil)
        guard let first = bytes.first else { return }
        let payload = Array(bytes.prefix(48))
        precondition((try? cursors.payload(cursors.text(payload))) == payload)
        precondition((try? Cursors(of: "fuzz", caller: "other").payload(cursors.text(payload))) == nil)
        // The first byte says which character of it is another.
        var edited = Array(cursors.text(payload).utf8)
        edited[Int(first) % edited.count] ^= 1
        precondition((try? cursors.payload(text(edited))) == nil)
    }

    private static func traceparent(_ bytes: [UInt8]) {
        guard let trace = TraceID(traceparent: text(bytes)) else { return }
        precondition("\(trace)".utf8.count == 32)
    }

    /// A reader that goes on after errors comes to the end of the file.
    private static func csv(_ bytes: [UInt8]) {
        for dialect in [CSVReader.Dialect.commas, .semicolons, .tabs] {
            guard var reader = try? CSVReader(bytes, dialect: dialect) else { continue }
            var (turns, line, isMore) = (0, reader.line, true)
            while isMore {
                do throws(CSVError) {
                    isMore = try reader.next()
                    guard isMore else { break }
                    for column in reader.columns.indices { _ = reader.text(column) }
                } catch {
                    if case .unclosedQuote = error { break }
                }
                precondition(reader.line >= line)
                line = reader.line
                turns += 1
                precondition(turns <= bytes.count + 1)
            }
        }
    }

    /// The first byte says which file it is.
    private static func esco(_ bytes: [UInt8]) {
        let names = [
            "skills_fr.csv", "skillGroups_en.csv", "occupations_es.csv", "ISCOGroups_ar.csv",
            "transversalSkillsCollection_en.csv", "occupationSkillRelations.csv", "skillSkillRelations.csv",
            "broaderRelationsSkillPillar.csv", "other.csv",
        ]
        guard let first = bytes.first else { return }
        var reader = ESCOReader()
        let name = names[Int(first) % names.count]
        guard (try? reader.add(name, Array(bytes.dropFirst()))) != nil else { return }
        _ = reader.finish()
    }

    private static func lines(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let kinds = ImportRecords.Kind.allCases
        let kind = kinds[Int(first) % kinds.count]
        guard var lines = try? Lines(Array(bytes.dropFirst()), of: kind, now: Date(timeIntervalSince1970: 0)) else {
            return
        }
        while lines.next() {
            for column in kind.columns { precondition(lines.parts(column).allSatisfy { !$0.isEmpty }) }
        }
    }

    /// The first four bytes are an instant; what follows is what somebody types for the code of it. The codes are liboath's.
    private static func code(_ bytes: [UInt8]) {
        let secret = Array("12345678901234567890".utf8)
        let seconds = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        let (typed, instant) = (text(Array(bytes.dropFirst(4))), Date(timeIntervalSince1970: Double(seconds)))
        let present = OneTimeCode.step(instant)
        guard let code = OneTimeCode.code(secret, present) else { preconditionFailure("no code") }
        precondition(OneTimeCode.step(of: code, secret, at: instant).map { abs($0 - present) <= 1 } ?? false)
        guard let step = OneTimeCode.step(of: typed, secret, at: instant) else { return }
        precondition(abs(step - present) <= 1 && OneTimeCode.code(secret, step) == typed)
    }
}
