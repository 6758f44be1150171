import Foundation
import HTTP
import Matching
import Model

/// What auditors read, and what administrators do that is told to others.
enum AuditOperations {
    static let all = [breakGlass, read, verify]

    private static let breakGlass = Operation(
        line: "POST /v1/members/{id}/break-glass", name: "breakGlass",
        summary: "Open a member's record for an hour; the member and the leads of the member's desks are told why",
        body: "BreakGlass", answer: (.created, "OpenedRecord"), errors: [.breakGlassLimit, .nobodyToTell]
    ) { call, _ throws(APIError) in
        let member = Identifier<Member>(try call.id())
        let reason = try call.read { fields -> PlainText? in
            let reason = fields.text("reason", limit: 500)
            if reason == nil { fields.require("reason", "say in 10 to 500 characters why it has to be") }
            return reason
        }
        guard let reason else { throw APIError(.invalid) }
        let until = try await call.matching { () throws(MatchingError) in
            try await OpenRecord(of: member, because: reason).run(in: call.service, as: call.caller)
        }
        return call.answer(.created) { writer in writer.object { $0.member("until", Instant.text(until)) } }
    }

    private static let read = Operation(
        line: "GET /v1/audit/{id}", name: "readAudit", summary: "Who did what to a record, the latest first",
        parameters: [.init("limit", "how many at most, 1 to 100; 20 when left out")], answer: (.ok, "AuditLines")
    ) { call, parameters throws(APIError) in
        let (id, limit) = (try call.id(), try parameters.limit())
        let lines = try await call.matching { () throws(MatchingError) in
            try await ReadAuditOf(id, limit: limit).run(in: call.service, as: call.caller)
        }
        return call.answer { writer in
            writer.object { writer in
                writer.array("items") { writer in
                    for line in lines {
                        writer.object { writer in
                            writer.member("at", Instant.text(line.at))
                            writer.member("act", line.act)
                            writer.member("kind", line.kind)
                            writer.array("fields", line.fields)
                            writer.member("role", line.role)
                            writer.member("by", line.key?.uuidString.lowercased())
                            writer.member("operation", line.operation)
                            writer.member("trace", line.trace)
                        }
                    }
                }
            }
        }
    }

    private static let verify = Operation(
        line: "GET /v1/audit", name: "verifyAudit",
        summary: "Whether every line of the audit is as it was sealed", answer: (.ok, "AuditProof")
    ) { call, _ throws(APIError) in
        let proof = try await call.matching { () throws(MatchingError) in
            try await CheckAudit().run(in: call.service, as: call.caller)
        }
        return call.answer { writer in
            writer.object { writer in
                writer.member("whole", proof.isWhole)
                writer.member("lines", proof.lines)
                writer.member("seals", proof.seals)
                writer.member("unsealed", proof.unsealed)
                writer.member("added", proof.added)
                writer.array("broken") { writer in for number in proof.broken { writer.value(number) } }
            }
        }
    }
}
