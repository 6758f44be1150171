import Foundation
import Model
import Store
import Taxonomy

/// Finds skills by what people type.
package struct LookUp: Sendable {
    package let text: String
    /// The language that the words are in; null where nobody said.
    package let language: String?
    package let limit: Int

    package init(_ text: String, language: String? = nil, limit: Int = 20) {
        self.text = text
        self.language = language
        self.limit = limit
    }

    package struct Found: Sendable {
        package let concept: ConceptID
        /// The label that the words are like, and its language.
        package let label: String
        package let language: String
    }

    package func run(in service: Service) async throws(MatchingError) -> [Found] {
        try await service.run(LookUpSkills(text: text, language: language, limit: limit)).map {
            Found(concept: $0.concept, label: $0.label, language: $0.language)
        }
    }
}

/// The curator's work: words that no concept answers.
package enum Curation {
    package struct Waiting: Sendable {
        package let normal: String
        package let text: String
        package let seen: Int
    }

    /// The most frequent first.
    package static func waiting(in service: Service, as caller: Caller) async throws(MatchingError) -> [Waiting] {
        guard caller.role == .admin else { throw .scopeMissing }
        return try await service.run(ListUnmapped(), as: caller).map {
            Waiting(normal: $0.normal, text: $0.text, seen: $0.seen)
        }
    }

    /// Says what waiting words mean, and gives in how many needs and profiles they stood.
    package static func map(
        _ normal: String, to code: String, in service: Service, as caller: Caller
    ) async throws(MatchingError) -> Int {
        guard caller.role == .admin else { throw .scopeMissing }
        let concepts = try service.snapshot().taxonomy.concepts(code: code)
        guard concepts.count == 1 else {
            throw .invalid(Violation(.unknownCode, at: "/concept", "give the code or URI of one skill"))
        }
        let count = try await service.run(MapUnmapped(normal: normal, concept: concepts[0]), as: caller)
        await service.store.notifyOfChange()
        return count
    }
}

/// Codes that callers choose from.
package struct CodeTitle: Sendable {
    package let code: String
    package let parent: String?
    /// In the first of the wanted languages that there is.
    package let title: String
}

extension Service {
    /// Countries with the programme's languages, or any language that a title is in.
    package func countries(in languages: [String]) async throws(MatchingError) -> [CodeTitle] {
        try await run(ReadCodes(.countries)).map { entry in
            CodeTitle(code: entry.code, parent: nil, title: Self.title(entry, languages))
        }
    }

    /// ISIC's codes.
    package func sectors(in languages: [String]) async throws(MatchingError) -> [CodeTitle] {
        try await run(ReadCodes(.isic)).map { entry in
            CodeTitle(code: entry.code, parent: entry.parent, title: Self.title(entry, languages))
        }
    }

    private static func title(_ entry: CodeListEntry, _ languages: [String]) -> String {
        (languages + ["en"]).lazy.compactMap { entry.titles[$0] }.first ?? entry.code
    }
}
