import Foundation
import HTTP
import Matching
import Model

/// People who are registered twice: proposed to staff, made one by the lead of a desk, and two again.
enum DuplicateOperations {
    static let all = [propose, dismiss, merge, list, undo, separate]

    private static let propose = Operation(
        line: "GET /v1/duplicates", name: "listDuplicates",
        summary: "Pairs of one's members of one name and birth; the next come as these are decided",
        parameters: [Operation.limit], answer: (.ok, "Duplicates")
    ) { call, parameters throws(APIError) in
        let propose = ProposeDuplicates(limit: try parameters.limit())
        let pairs = try await call.matching { () throws(MatchingError) in
            try await propose.run(in: call.service, as: call.caller)
        }
        return call.answer { writer in
            writer.object { writer in
                writer.array("items") { writer in
                    for pair in pairs {
                        writer.object { writer in
                            writer.array("members", [pair.one.description, pair.other.description])
                        }
                    }
                }
            }
        }
    }

    private static let dismiss = Operation(
        line: "POST /v1/duplicates/dismissals", name: "dismissDuplicate",
        summary: "Decide that two members are not one person, which is remembered", body: "DismissedDuplicate",
        answer: (.noContent, ""), errors: [.invalid]
    ) { call, _ throws(APIError) in
        let asked = try call.read { fields -> DismissDuplicate? in
            let (one, other) = (fields.identifier("one", of: Member.self), fields.identifier("other", of: Member.self))
            for (name, value) in [("one", one), ("other", other)] where value == nil {
                fields.require(name, "name two members who share with a desk of yours")
            }
            guard let one, let other else { return nil }
            return DismissDuplicate(one, other)
        }
        guard let asked else { throw APIError(.invalid) }
        try await call.matching { () throws(MatchingError) in try await asked.run(in: call.service, as: call.caller) }
        return Response(.noContent)
    }

    private static let merge = Operation(
        line: "POST /v1/members/{id}/merge", name: "mergeMember",
        summary: "Make another record of the same person one with this; it can be undone for thirty days",
        body: "MergedMember", answer: (.ok, "Merge"),
        errors: [.invalid, .mergeConflict, .mergeLimit, .notAlike, .nobodyToTell]
    ) { call, _ throws(APIError) in
        let kept = Identifier<Member>(try call.id())
        let absorbed = try call.read { fields in
            let absorbed = fields.identifier("absorbed", of: Member.self)
            if absorbed == nil { fields.require("absorbed", "name another member who shares with your desk") }
            return absorbed
        }
        guard let absorbed else { throw APIError(.invalid) }
        let merge = try await call.matching { () throws(MatchingError) in
            try await MergeMembers(absorbed, into: kept).run(in: call.service, as: call.caller)
        }
        return call.answer { write(merge, &$0) }
    }

    private static let list = Operation(
        line: "GET /v1/merges", name: "listMerges",
        summary: "The merges of one's desks, the latest first, until they cannot be undone any more",
        parameters: Operation.pageParameters, answer: (.ok, "MergePage"), errors: [.cursorInvalid]
    ) { call, parameters throws(APIError) in
        let cursors = call.cursors(of: "merges")
        let find = FindMerges(after: try cursors.id(parameters["cursor"]), limit: try parameters.limit())
        let page = try await call.matching { () throws(MatchingError) in
            try await find.run(in: call.service, as: call.caller)
        }
        return call.page(page.items, next: page.next.map { cursors.text($0) }) { write($0, &$1) }
    }

    private static let separate = Operation(
        line: "POST /v1/members/{id}/separation", name: "separateMember",
        summary: "Say that one's record was made one with somebody else's: they are two again, for good",
        answer: (.noContent, ""), errors: [.mergeConflict]
    ) { call, _ throws(APIError) in
        let separate = SeparateMember(Identifier(try call.id()))
        try await call.matching { () throws(MatchingError) in
            try await separate.run(in: call.service, as: call.caller)
        }
        return Response(.noContent)
    }

    private static let undo = Operation(
        line: "POST /v1/merges/{id}/undo", name: "undoMerge",
        summary: "Make of one record two again, as they were but for what was changed since", answer: (.ok, "Merge"),
        errors: [.mergeConflict]
    ) { call, _ throws(APIError) in
        let undo = PartMembers(try call.id())
        let merge = try await call.matching { () throws(MatchingError) in
            try await undo.run(in: call.service, as: call.caller)
        }
        return call.answer { write(merge, &$0) }
    }

    private static func write(_ merge: NumberedMerge, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", merge.id.description)
            writer.member("kept", merge.value.kept.description)
            writer.member("absorbed", merge.value.absorbed.description)
            writer.member("desk", merge.value.desk.description)
            writer.member("at", Instant.text(merge.value.at))
            writer.member("undo_until", Instant.text(merge.value.undoUntil))
            writer.member("undone_at", merge.value.undoneAt.map { Instant.text($0) })
        }
    }
}
