import HTTP
import Matching
import Model

/// The body of a request for an assignment: `{"pins": [[venture, mentor]], "forbids": [[venture, mentor]],
/// "capacities": [{"mentor": …, "capacity": 3}], "dry_run": false}`, all of it optional.
struct AssignmentQuestion {
    let conditions: AssignmentConditions
    let isDry: Bool

    init(_ value: JSONValue) throws(APIError) {
        let complaints = Complaints()
        guard var fields = Fields(value, at: "", complaints) else {
            try complaints.check()
            throw APIError(.invalid)
        }
        var conditions = AssignmentConditions()
        conditions.pins = Self.pairs("pins", &fields)
        conditions.forbids = Self.pairs("forbids", &fields)
        conditions.capacities = fields.list("capacities").compactMap { place, value in
            guard var capacity = Fields(value, at: place, complaints) else { return nil }
            defer { capacity.end() }
            let mentor = capacity.identifier("mentor", of: Member.self)
            if mentor == nil { capacity.require("mentor", "give the mentor whose capacity it is") }
            let places = capacity.integer("capacity", in: Limits.capacity)
            if places == nil { capacity.require("capacity", "give how many ventures at once") }
            guard let mentor, let places else { return nil }
            return AssignmentConditions.Capacity(mentor: mentor, places: places)
        }
        isDry = fields.bool("dry_run") ?? false
        fields.end()
        try complaints.check()
        self.conditions = conditions
    }

    private static func pairs(_ name: String, _ fields: inout Fields) -> [CohortPair] {
        fields.list(name).compactMap { place, value in
            guard let pair = value.array, pair.count == 2,
                let venture = pair[0].string.flatMap({ Identifier<Venture>($0) }),
                let mentor = pair[1].string.flatMap({ Identifier<Member>($0) })
            else {
                fields.complaints.add(
                    Violation(.typeMismatch, at: place, "give a list of two: the venture's identifier, the mentor's"))
                return nil
            }
            return CohortPair(venture: venture, mentor: mentor)
        }
    }
}
