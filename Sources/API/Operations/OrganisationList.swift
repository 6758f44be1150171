import HTTP
import Matching
import Model

extension Operation {
    static let listOrganisations = Operation(
        line: "GET /v1/organisations", name: "listOrganisations",
        summary: "List desks, centres and other organisations",
        parameters: [
            .init("kind", "of which kind", Schemas.oneOf(Organisation.Kind.allCases.map(\.rawValue))),
            .init("country", "a country of ISO 3166-1"),
        ] + pageParameters, answer: (.ok, "OrganisationPage"), errors: [.cursorInvalid]
    ) { call, parameters throws(APIError) in
        var find = FindOrganisations(country: parameters["country"]?.uppercased(), limit: try parameters.limit())
        if let kind = try parameters.choice("kind", Organisation.Kind.self) { find.kind = kind }
        let question = "organisations \(find.kind?.rawValue ?? "") \(find.country ?? "")"
        let cursors = call.cursors(of: question)
        find.after = try cursors.id(parameters["cursor"])
        let asked = find
        let page = try await call.matching { () throws(MatchingError) in try await asked.run(in: call.service) }
        let wording = try call.wording()
        return call.page(page.items, next: page.next.map { cursors.text($0) }) { stored, writer in
            writer.value(verbatim: Organisation.bytes(stored, .whole, wording))
        }
    }
}
