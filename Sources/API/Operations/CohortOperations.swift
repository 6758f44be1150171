import Foundation
import HTTP
import Matching
import Model

/// The cohorts of desks, and who is to accompany whom in them.
enum CohortOperations {
    static let all =
        [list]
        + RecordOperations<Cohort>(name: "Cohort").all
        + [assign, readAssignment, progress]

    private static let list = Operation(
        line: "GET /v1/cohorts", name: "listCohorts", summary: "List the cohorts of one's desks",
        parameters: Operation.pageParameters, answer: (.ok, "CohortPage"),
        errors: [.cursorInvalid]
    ) { call, parameters throws(APIError) in
        let cursors = call.cursors(of: "cohorts")
        let find = FindCohorts(after: try cursors.id(parameters["cursor"]), limit: try parameters.limit())
        let page = try await call.matching { () throws(MatchingError) in
            try await find.run(in: call.service, as: call.caller)
        }
        let wording = try call.wording()
        return call.page(page.items, next: page.next.map { cursors.text($0) }) { stored, writer in
            writer.value(verbatim: Cohort.bytes(stored, .whole, wording))
        }
    }

    /// A command: the same question with nothing changed is answered with the assignment that there is, by 200.
    private static let assign = Operation(
        line: "POST /v1/cohorts/{id}/assignment", name: "assignCohort",
        summary:
            "Assign the ventures to mentors, the best for all of them together; a preview with a number of its own",
        body: "AssignmentQuestion", answer: (.created, "Assignment"), unchanged: .ok,
        errors: [.cohortClosed, .assignmentRunning, .busy]
    ) { call, _ throws(APIError) in
        let id = try call.id()
        let asked = try AssignmentQuestion(try call.json())
        try call.requireShowing()
        let (shown, isNew) = try await call.matching { () throws(MatchingError) in
            let assign = AssignCohort(id, asked.conditions, kept: !asked.isDry)
            let (kept, isNew) = try await assign.run(in: call.service, as: call.caller)
            let shown = try await ShowAssignment(id, kept).run(
                in: call.service, as: call.caller, languages: call.languages)
            return (shown, isNew)
        }
        return try answer(call, isNew && !asked.isDry ? .created : .ok, shown)
    }

    private static let readAssignment = Operation(
        line: "GET /v1/cohorts/{id}/assignment", name: "readAssignment",
        summary: "Read an assignment again; pairs whose scores have changed since are marked",
        parameters: [.init("revision", "its number; the latest when left out", Schemas.whole(1...2_147_483_647))],
        answer: (.ok, "Assignment")
    ) { call, parameters throws(APIError) in
        let id = try call.id()
        var revision: Int?
        if let text = parameters["revision"] {
            guard let number = Int(text), (1...Int(Int32.max)).contains(number) else {
                throw APIError(.malformedParameter, "revision: give a number from 1")
            }
            revision = number
        }
        try call.requireShowing()
        let read = ReadCohortAssignment(id, revision: revision)
        let shown = try await call.matching { () throws(MatchingError) in
            try await read.run(in: call.service, as: call.caller, languages: call.languages)
        }
        return try answer(call, .ok, shown)
    }

    private static let progress = Operation(
        line: "GET /v1/cohorts/{id}/assignment/progress", name: "readAssignmentProgress",
        summary: "How far the assignment has come that is being made now",
        answer: (.ok, "AssignmentProgress")
    ) { call, _ throws(APIError) in
        let id = try call.id()
        _ = try await call.matching { () throws(MatchingError) in
            try await ReadRecord<Cohort>(id).run(in: call.service, as: call.caller)
        }
        let progress = call.service.assignments.progress(of: id)
        return call.answer { writer in
            writer.object { writer in
                writer.member("running", progress != nil)
                writer.member("done", progress?.done)
                writer.member("of", progress?.of)
            }
        }
    }

    private static func answer(_ call: Call, _ status: Status, _ shown: ShownAssignment) throws(APIError) -> Response {
        try call.show(persons: shown.mentors.count)
        let form = AssignmentForm(wording: try call.wording())
        // A pair with its reasons is about 2 KB.
        return call.answer(
            status,
            JSONWriter.bytes(capacity: 2_560 * (shown.kept.assignment.rows.count + 1)) { form.write(shown, &$0) })
    }
}

extension Operation {
    /// The mentors who together answer a venture best.
    static let findPanel = Operation(
        line: "GET /v1/ventures/{id}/panel", name: "findPanel",
        summary: "The one to three mentors who together cover best what the venture needs, with what each contributes",
        parameters: [
            .init("size", "at most so many; as many as the venture wants when left out", Schemas.whole(1...3)),
            .init("among", "mentors with commas between them; all with a free place when left out"),
        ],
        answer: (.ok, "Panel"), errors: [.invalid]
    ) { call, parameters throws(APIError) in
        var size: Int?
        if let text = parameters["size"] {
            guard let number = Int(text), Limits.mentorsWanted.contains(number) else {
                throw APIError(.malformedParameter, "size: give 1 to 3")
            }
            size = number
        }
        var among: Set<Identifier<Member>> = []
        for text in parameters.list("among") {
            guard let id = Identifier<Member>(text) else {
                throw APIError(.malformedParameter, "among: give identifiers of mentors")
            }
            among.insert(id)
        }
        try call.requireShowing()
        let find = FindPanel(
            of: Identifier(try call.id()), size: size, among: among.isEmpty ? nil : among, at: call.service.now(),
            languages: call.languages)
        let panel = try await call.matching { () throws(MatchingError) in
            try await find.run(in: call.service, as: call.caller)
        }
        try call.show(persons: panel.members.count)
        let form = AssignmentForm(wording: try call.wording())
        return call.answer { form.write(panel, &$0) }
    }
}
