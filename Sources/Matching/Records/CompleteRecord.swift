import Model
import Store

/// Makes what somebody sent into what is kept: skills understood, every code known, every rule kept.
struct CompleteRecord: Sendable {
    let service: Service

    /// Throws ``MatchingError/invalid(_:)`` with everything that is wrong.
    func run<R: Record>(_ record: R) async throws(MatchingError) -> R {
        let taxonomy = try service.snapshot().taxonomy
        var record = record
        record.criteria = try await UnderstandSkills(service: service, taxonomy: taxonomy).run(record.criteria)
        var violations: [Violation] = []
        do { try record.check(on: try service.today) } catch let violation as Violation {
            violations.append(violation)
        } catch let error as MatchingError { throw error } catch { throw .internalFailure("\(error)") }
        violations += try await unknownCodes(
            record.codes + record.criteria.flatMap { part in part.criteria.codes.map { $0.under(part.pointer) } })
        guard violations.isEmpty else { throw .invalid(violations) }
        return record
    }

    /// A need or profile that is stored nowhere, made ready the same way.
    func run(_ criteria: CriteriaPart, at pointer: String) async throws(MatchingError) -> CriteriaPart {
        let taxonomy = try service.snapshot().taxonomy
        let part = try await UnderstandSkills(service: service, taxonomy: taxonomy).run([(pointer, criteria)])[0]
            .criteria
        do {
            switch part {
            case .need(let need): try need.check()
            case .profile(let profile): try profile.check()
            }
        } catch { throw .invalid(error.under(pointer)) }
        return part
    }

    private func unknownCodes(_ references: [CodeReference]) async throws(MatchingError) -> [Violation] {
        guard !references.isEmpty else { return [] }
        var places: [Place] = []
        var languages: [String] = []
        var sectors: [String] = []
        for reference in references {
            switch reference.code {
            case .place(let place): places.append(place)
            case .language(let tag): languages.append(tag.primary)
            case .sector(let code): sectors.append(code.description)
            }
        }
        let unknown = try await service.run(FindUnknownCodes(places: places, languages: languages, sectors: sectors))
        return references.compactMap { reference in
            switch reference.code {
            case .place(let place) where unknown.places.contains(place.description):
                Violation(.unknownCode, at: reference.pointer, "give a country of ISO 3166-1 or a region of ISO 3166-2")
            case .language(let tag) where unknown.languages.contains(tag.primary):
                Violation(.unknownCode, at: reference.pointer, "give a language of ISO 639")
            case .sector(let code) where unknown.sectors.contains(code.description):
                Violation(.unknownCode, at: reference.pointer, "give a code of ISIC Rev.4 that is imported here")
            default: nil
            }
        }
    }
}

extension Record {
    /// Every skill that is mentioned in it.
    package var mentions: [SkillMention] { criteria.flatMap { $0.criteria.mentions } }
}
