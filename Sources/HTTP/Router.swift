/// A table of routes, each with a value of the caller's own type.
///
/// A literal segment beats a parameter, from left to right; HEAD is served by GET, OPTIONS by the router.
package struct Router<Route: Sendable>: Sendable {
    package struct Entry: Sendable {
        package let method: Method
        package let template: RouteTemplate
        package let route: Route

        /// - Parameter line: `GET /v1/mentors/{id}/matches`.
        package init(_ line: String, _ route: Route) throws(RouteError) {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, let method = Method(rawValue: String(parts[0])), method != .other else {
                throw .malformed(line)
            }
            self.method = method
            template = try RouteTemplate(String(parts[1]))
            self.route = route
        }
    }

    package struct Match: Sendable {
        package let route: Route
        package let template: RouteTemplate
        /// The decoded segments in the places of the template's parameters.
        package let parameters: [String: String]
    }

    package enum Resolution: Sendable {
        case found(Match)
        /// The path exists; `allow` is the value of the header of that name.
        case methodNotAllowed(allow: String)
        /// An OPTIONS request for a path that exists, or for `*`.
        case options(allow: String)
        case notFound
    }

    private struct Node {
        var literals: [String: Int] = [:]
        var parameter: Int?
        var entries: [Method: Int] = [:]
    }

    /// All routes in the order of the table.
    package let routes: [Entry]
    private var nodes = [Node()]

    /// - Throws: ``RouteError/clash(_:_:)`` if two entries have the same method and differ only in names of parameters.
    package init(_ entries: [Entry]) throws(RouteError) {
        routes = entries
        for (index, entry) in entries.enumerated() {
            var node = 0
            for segment in entry.template.segments { node = child(of: node, for: segment) }
            if let other = nodes[node].entries.updateValue(index, forKey: entry.method) {
                throw .clash(Self.line(entries[other]), Self.line(entry))
            }
        }
    }

    /// Finds what answers a request.
    /// - Parameter segments: as in ``Request/segments``.
    package func resolve(_ method: Method, _ segments: [String]) -> Resolution {
        if segments.isEmpty { return .options(allow: Self.list(Set(routes.map(\.method)))) }
        guard let node = find(segments[...], from: 0) else { return .notFound }
        let entries = nodes[node].entries
        if let index = entries[method] ?? (method == .head ? entries[.get] : nil) {
            return .found(match(routes[index], segments))
        }
        let allow = Self.list(Set(entries.keys))
        return method == .options ? .options(allow: allow) : .methodNotAllowed(allow: allow)
    }

    private mutating func child(of node: Int, for segment: RouteTemplate.Segment) -> Int {
        let next = nodes.count
        switch segment {
        case .literal(let text):
            if let known = nodes[node].literals[text] { return known }
            nodes[node].literals[text] = next
        case .parameter:
            if let known = nodes[node].parameter { return known }
            nodes[node].parameter = next
        }
        nodes.append(Node())
        return next
    }

    private func find(_ segments: ArraySlice<String>, from node: Int) -> Int? {
        guard let first = segments.first else { return nodes[node].entries.isEmpty ? nil : node }
        if let next = nodes[node].literals[first], let found = find(segments.dropFirst(), from: next) { return found }
        // An empty segment is no value: /v1/mentors/ is not /v1/mentors/{id}.
        guard !first.isEmpty, let next = nodes[node].parameter else { return nil }
        return find(segments.dropFirst(), from: next)
    }

    private func match(_ entry: Entry, _ segments: [String]) -> Match {
        var parameters: [String: String] = [:]
        for case (.parameter(let name), let value) in zip(entry.template.segments, segments) {
            parameters[name] = value
        }
        return Match(route: entry.route, template: entry.template, parameters: parameters)
    }

    private static func list(_ methods: Set<Method>) -> String {
        var allowed = methods.union([.options])
        if allowed.contains(.get) { allowed.insert(.head) }
        return Method.allCases.filter(allowed.contains).map(\.rawValue).joined(separator: ", ")
    }

    private static func line(_ entry: Entry) -> String { "\(entry.method.rawValue) \(entry.template)" }
}
