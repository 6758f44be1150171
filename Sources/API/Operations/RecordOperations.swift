import Foundation
import HTTP
import Matching
import Model

/// Register, read, change and retire: the same four for each kind of record.
struct RecordOperations<R: RecordForm>: Sendable {
    /// In the singular: `Mentor`, as schemas and operations are named.
    let name: String
    /// What registering and changing can meet beside what they can of every kind.
    var conflicts: [ErrorCode] = []
    /// Whether it is of a person, whose record may be merged into another.
    var isOfPerson = false

    private var resource: String { R.resource }
    private var noun: String { ("AEIOU".contains(name.prefix(1)) ? "an " : "a ") + name.lowercased() }

    var all: [Operation] { [register, read, change, retire] }

    private var register: Operation {
        Operation(
            line: "POST /v1/\(resource)", name: "register\(name)", summary: "Register \(noun)", body: "New\(name)",
            answer: (.created, name),
            errors: [.idempotencyKeyMissing, .invalid, .idempotencyPayloadDiffers, .idempotencyInFlight, .scopeMissing]
                + conflicts,
            headers: [.idempotencyKey, Call.prefer],
            answerHeaders: [.location, .etag]
        ) { call, _ throws(APIError) in
            let key = try call.idempotencyKey()
            let wording = try call.wording()
            let (record, details) = try R.parse(try call.json(), wording)
            let answer = try await call.matching { () throws(MatchingError) in
                try await RegisterRecord(record, details, key: key).run(in: call.service, as: call.caller) { stored in
                    FirstAnswer(
                        status: Status.created.code,
                        headers: [
                            "Location": "/v1/\(R.resource)/\(stored.id.uuidString.lowercased())", "ETag": "\"1\"",
                        ],
                        body: R.bytes(stored, .change, wording))
                }
            }
            return call.preferred(call.remembered(answer))
        }
    }

    private var read: Operation {
        Operation(
            line: "GET /v1/\(resource)/{id}", name: "read\(name)", summary: "Read \(noun)",
            answer: (.ok, name),
            headers: [.ifNoneMatch],
            answerHeaders: [.etag], mayHaveMoved: isOfPerson
        ) { call, _ throws(APIError) in
            let id = try call.id()
            let told = isOfPerson ? call.oneOther : 0
            if told > 0 { try call.requireShowing() }
            let shown: Shown<R>
            do throws(APIError) {
                shown = try await call.matching { () throws(MatchingError) in
                    try await ReadRecord<R>(id).run(in: call.service, as: call.caller)
                }
            } catch {
                guard isOfPerson, error.code == .notFound, let kept = try await call.successor(of: id) else {
                    throw error
                }
                var moved = Response(.permanentRedirect)
                moved.headers.set("Location", "/v1/\(resource)/\(kept.uuidString.lowercased())")
                return moved
            }
            try call.show(persons: told)
            let etag = "\"\(shown.stored.version)\""
            if call.request.isKnown(etag) { return Response(.notModified, headers: ["ETag": etag]) }
            return call.answer(headers: ["ETag": etag], R.bytes(shown, try call.wording()))
        }
    }

    private var change: Operation {
        Operation(
            line: "PATCH /v1/\(resource)/{id}", name: "change\(name)",
            summary: "Change \(noun) by a merge patch (RFC 7396)", body: "\(name)Patch",
            bodyTypes: ["application/merge-patch+json", "application/json"], answer: (.ok, name),
            errors: [.scopeMissing, .ifMatchMissing, .versionStale, .invalid] + conflicts,
            headers: [ifMatch, Call.prefer], answerHeaders: [.etag]
        ) { call, _ throws(APIError) in
            let id = try call.id()
            let expected = try call.expectedVersion()
            let patch = try call.json(["application/merge-patch+json", "application/json"])
            let wording = try call.wording()
            let told = isOfPerson ? call.oneOther : 0
            if told > 0 { try call.requireShowing() }
            let stored = try await call.matching { () throws(MatchingError) in
                try await ChangeRecord<R>(id, expecting: expected) { old throws(MatchingError) in
                    do throws(APIError) {
                        let changed = MergePatch.apply(patch, to: old.form(wording))
                        return try R.parse(changed, replacing: old, of: (id, expected), wording).record
                    } catch { throw .invalid(error.violations) }
                }.run(in: call.service, as: call.caller)
            }
            let answer = call.answer(headers: ["ETag": "\"\(stored.version)\""], R.bytes(stored, .change, wording))
            // It is done: what was shown meanwhile makes no error of it.
            return call.shows(persons: told) ? call.preferred(answer) : call.minimal(answer)
        }
    }

    private var retire: Operation {
        Operation(
            line: "DELETE /v1/\(resource)/{id}", name: "retire\(name)",
            summary: "Retire \(noun): it is kept and offered to nobody",
            answer: (.noContent, ""), errors: [.scopeMissing, .ifMatchMissing, .versionStale],
            headers: [ifMatch]
        ) { call, _ throws(APIError) in
            let id = try call.id()
            let expected = try call.expectedVersion()
            try await call.matching { () throws(MatchingError) in
                try await RetireRecord<R>(id, expecting: expected).run(in: call.service, as: call.caller)
            }
            return Response(.noContent)
        }
    }

    private var ifMatch: Operation.Parameter {
        .init("If-Match", "the ETag of the version that you read", isRequired: true)
    }
}

extension Call {
    fileprivate func successor(of id: UUID) async throws(APIError) -> UUID? {
        try await matching { () throws(MatchingError) in try await FindSuccessor(of: id).run(in: service, as: caller) }
    }
}
