/// Bodies of requests that register something.
enum Bodies {
    static func organisation(_ kind: String, _ country: String, parent: String? = nil) -> String {
        """
        {"kind": "\(kind)", "name": {"fr": "Un \(kind)", "en": "A \(kind)"}, "place": "\(country)",
         "zone": "Africa/Casablanca", "parent": \(parent.map { "\"\($0)\"" } ?? "null")}
        """
    }

    /// - Parameter consents: the purposes that the person agrees to.
    static func member(
        _ name: String, consents: [String] = ["share_with_desk", "match"], profile: String = Bodies.profile
    ) -> String {
        let given = consents.map { #"{"purpose": "\#($0)", "text_version": "1", "language": "fr"}"# }
        return """
            {"name": "\(name)", "born": "1980-05", "language": "fr", "residences": ["FR-75"], "headline": "Fromagère",
             "origins": [{"country": "MA", "by": "descent", "generation": 1}], "profile": \(profile),
             "consents": [\(given.joined(separator: ", "))], "contact": {"email": "someone@example.org"}}
            """
    }

    static let profile = """
        {"skills": [{"skill": "accounting", "level": 3}], "sectors": [{"sector": "1050"}],
         "languages": [{"language": "fr", "level": "C1"}], "modes": ["remote"]}
        """

    static let need = """
        {"skills": [{"skill": "accounting", "importance": 3, "level": 2, "must": true}],
         "sectors": [{"sector": "1050", "importance": 2}], "languages": [{"language": "fr", "level": "B1"}],
         "places": ["MA-01"], "modes": ["remote"], "period": {"from": "2027-01", "until": "2027-06"}}
        """

    static func mentor(_ member: String, status: String = "open") -> String {
        """
        {"member": "\(member)", "headline": "Conseil", "profile": \(profile), "capacity": {"total": 2},
         "reply_days": 7, "desks": [], "status": "\(status)"}
        """
    }

    static func venture(_ desk: String, _ name: String = "Coopérative", need: String = Bodies.need) -> String {
        #"{"desk": "\#(desk)", "name": "\#(name)", "stage": "launched", "mentors_wanted": 2, "need": \#(need)}"#
    }

    static func offer(_ organisation: String, _ centre: String, status: String = "open") -> String {
        """
        {"organisation": "\(organisation)", "centre": "\(centre)", "kind": "assignment",
         "title": {"fr": "Mission de comptabilité"}, "need": \(need), "gives": {"modes": ["remote"]}, "places": 3,
         "rules": [{"version": 1, "from": "2026-01-01T00:00:00Z",
                    "clauses": [{"clause": "origin", "country": "MA", "any": ["birth", "descent:2"]}]}],
         "opens_at": "2026-01-01T00:00:00Z", "closes_at": "2099-12-01T00:00:00Z", "zone": "Africa/Casablanca",
         "status": "\(status)"}
        """
    }
}
