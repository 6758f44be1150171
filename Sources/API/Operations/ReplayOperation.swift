import HTTP
import Matching

extension Operation {
    /// What was shown, computed again from the log.
    static let replayMatches = Operation(
        line: "GET /v1/matches/{id}/replay", name: "replayMatches",
        summary: "Compute again what staff were shown, from the `log` of their answer, and compare it bit by bit",
        answer: (.ok, "Replay")
    ) { call, _ throws(APIError) in
        let id = try call.id()
        try call.requireShowing()
        let replay = try await call.matching { () throws(MatchingError) in
            try await ReplayMatches(id).run(in: call.service, as: call.caller)
        }
        try call.show(persons: replay.persons)
        let form = ReplayForm(matches: MatchForm(wording: try call.wording()))
        return call.answer { form.write(replay, &$0) }
    }
}
