import Foundation
import HTTP

extension Call {
    /// One page of a list, with the link to the next.
    func page<Item>(_ items: [Item], next: String?, _ write: (Item, inout JSONWriter) -> Void) -> Response {
        answer(headers: nextPage(next)) { writer in
            writer.object { writer in
                writer.array("items") { writer in for item in items { write(item, &writer) } }
                writer.member("next", next)
            }
        }
    }

    /// The link to the next page of a list that was asked for by its address (RFC 8288); none on the last page, and none
    /// for a question that was in a body.
    func nextPage(_ cursor: String?) -> ResponseHeaders {
        guard let cursor, request.method == .get else { return [:] }
        var components = URLComponents()
        components.path = "/" + request.segments.joined(separator: "/")
        components.queryItems =
            request.query.items.filter { $0.name != "cursor" }.map { URLQueryItem(name: $0.name, value: $0.value) }
            + [URLQueryItem(name: "cursor", value: cursor)]
        return ["Link": "<\(components.string ?? components.path)>; rel=\"next\""]
    }
}
