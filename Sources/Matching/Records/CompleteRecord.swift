import Model
import Store
import Taxonomy

/// Makes what somebody sent into what is kept: skills understood, every code known, every rule kept.
struct CompleteRecord: Sendable {
    let service: Service

    /// - Parameter old: what it takes the place of; whom that named may stay.
    ///
    /// Throws ``MatchingError/invalid(_:)`` with everything that is wrong.
    func run<R: Record>(_ record: R, replacing old: R? = nil, as caller: Caller) async throws(MatchingError) -> R {
        let taxonomy = try service.snapshot().taxonomy
        var record = record
        record.criteria = try await UnderstandSkills(service: service, taxonomy: taxonomy).run(record.criteria)
        var violations = Self.settleBases(of: &record, replacing: old, as: caller, in: taxonomy)
        do { try record.check(on: try service.today) } catch let violation as Violation {
            violations.append(violation)
        } catch let error as MatchingError { throw error } catch { throw .internalFailure("\(error)") }
        // Nothing is looked up for a list without end.
        if violations.contains(where: { $0.rule == .tooManyItems }) { throw .invalid(violations) }
        violations += try await unknownCodes(
            record.codes + record.criteria.flatMap { part in part.criteria.codes.map { $0.under(part.pointer) } })
        violations += try await strangers(record.people, besides: old?.people.map(\.id) ?? [], to: caller)
        guard violations.isEmpty else { throw .invalid(violations) }
        return record
    }

    /// Adds what an occupation proposes, and finds skills that rest on more than the caller may say.
    private static func settleBases<R: Record>(
        of record: inout R, replacing old: R?, as caller: Caller, in taxonomy: Taxonomy
    ) -> [Violation] {
        var violations: [Violation] = []
        record.criteria = record.criteria.map { pointer, part in
            guard case .profile(let profile) = part else { return (pointer, part) }
            var before = Profile()
            for case (pointer, .profile(let old)) in old?.criteria ?? [] { before = old }
            let bases = SkillBases(old: before, mayVouch: caller.isDesk)
            violations += bases.violations(of: profile).map { $0.under(pointer) }
            do throws(Violation) { return (pointer, .profile(try bases.proposing(profile, in: taxonomy))) } catch {
                violations.append(error.under(pointer))
                return (pointer, part)
            }
        }
        return violations
    }

    /// What to tell of a record that the database refused: that it names people who stopped sharing with the caller meanwhile, or
    /// were merged, is told as if they had before.
    func reason<R: Record>(
        _ error: MatchingError, _ record: R, replacing old: R? = nil, as caller: Caller
    ) async -> MatchingError {
        guard case .internalFailure = error else { return error }
        do {
            let violations = try await strangers(record.people, besides: old?.people.map(\.id) ?? [], to: caller)
            return violations.isEmpty ? error : .invalid(violations)
        } catch { return error }
    }

    /// Members who do not share with the caller: to be named in a record is theirs to agree to.
    private func strangers(
        _ people: [(pointer: String, id: Identifier<Member>)], besides known: [Identifier<Member>], to caller: Caller
    ) async throws(MatchingError) -> [Violation] {
        let new = people.filter { !known.contains($0.id) }
        guard !new.isEmpty else { return [] }
        return try await service.transaction(as: caller, readOnly: true) { transaction throws(StoreError) in
            var violations: [Violation] = []
            for (pointer, id) in new {
                var access = Access.hidden
                if let stored = try ReadMember(id: id).run(in: transaction) {
                    access = try Member.access(to: stored, for: caller, in: transaction)
                }
                if access < .whole {
                    violations.append(Violation(.unknownCode, at: pointer, "name a member who shares with you"))
                }
            }
            return violations
        }
    }

    /// A need or profile that is stored nowhere, made ready the same way.
    func run(_ criteria: CriteriaPart, at pointer: String) async throws(MatchingError) -> CriteriaPart {
        let taxonomy = try service.snapshot().taxonomy
        let part = try await UnderstandSkills(service: service, taxonomy: taxonomy).run([(pointer, criteria)])[0]
            .criteria
        do {
            switch part {
            case .need(let need): try need.check()
            case .profile(let profile):
                try profile.check()
                // Nobody has seen a profile that is stored nowhere.
                if let violation = SkillBases(old: Profile(), mayVouch: false).violations(of: profile).first {
                    throw violation
                }
            }
        } catch let violation as Violation { throw .invalid(violation.under(pointer)) } catch {
            throw .internalFailure("\(error)")
        }
        return part
    }

    private func unknownCodes(_ references: [CodeReference]) async throws(MatchingError) -> [Violation] {
        guard !references.isEmpty else { return [] }
        var places: [Place] = []
        var languages: [String] = []
        var sectors: [String] = []
        var organisations: [Identifier<Organisation>] = []
        for reference in references {
            switch reference.code {
            case .place(let place): places.append(place)
            case .language(let tag): languages.append(tag.primary)
            case .sector(let code): sectors.append(code.description)
            case .organisation(let id): organisations.append(id)
            }
        }
        let unknown = try await service.run(
            FindUnknownCodes(
                places: places, languages: languages, sectors: sectors, organisations: organisations.map(\.uuid)))
        return references.compactMap { reference in
            switch reference.code {
            case .place(let place) where unknown.places.contains(place.description):
                Violation(.unknownCode, at: reference.pointer, "give a country of ISO 3166-1 or a region of ISO 3166-2")
            case .language(let tag) where unknown.languages.contains(tag.primary):
                Violation(.unknownCode, at: reference.pointer, "give a language of ISO 639")
            case .sector(let code) where unknown.sectors.contains(code.description):
                Violation(.unknownCode, at: reference.pointer, "give a code of ISIC Rev.4 that is imported here")
            case .organisation(let id) where unknown.organisations.contains(id.description):
                Violation(.unknownCode, at: reference.pointer, "name an organisation that exists")
            default: nil
            }
        }
    }
}

extension Record {
    /// Every skill that is mentioned in it.
    package var mentions: [SkillMention] { criteria.flatMap { $0.criteria.mentions } }
}
