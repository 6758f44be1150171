import Foundation
import Model
import Ranking
import Scoring
import Store

/// The mentors of a cohort as a small index of their own, and its ventures, as the cohort's desk sees them.
struct CohortPool: Sendable {
    /// The snapshot with these mentors alone.
    let snapshot: Snapshot
    /// The ventures that are still the desk's.
    let parties: [Identifier<Venture>: ReadCohortVentures.Party]
    /// Those who are open to matching and whom the desk sees, ascending.
    let mentors: [Identifier<Member>]
    private let desk: Caller
    private let organisations: OrganisationNumbers
    private let at: Date

    /// - Parameter asked: mentors who are wanted; null for all that the desk sees.
    static func read(
        _ asked: [Identifier<Member>]?, ventures: [Identifier<Venture>], of desk: Identifier<Organisation>,
        in service: Service, as caller: Caller
    ) async throws(MatchingError) -> CohortPool {
        let snapshot = try service.snapshot()
        let (desks, parties) = try await service.transaction(as: caller, readOnly: true) {
            transaction throws(StoreError) in
            (
                try DescendantsOfOrganisations(ids: [desk.uuid]).run(in: transaction),
                try ReadCohortVentures(ventures, of: desk).run(in: transaction)
            )
        }
        return CohortPool(asked, parties, snapshot, Caller(role: .desk(desks), principal: nil), service)
    }

    private init(
        _ asked: [Identifier<Member>]?, _ parties: [Identifier<Venture>: ReadCohortVentures.Party],
        _ snapshot: Snapshot, _ desk: Caller, _ service: Service
    ) {
        self.parties = parties
        self.desk = desk
        organisations = service.organisations
        at = service.now()
        var snapshot = snapshot
        if let asked { snapshot.mentors = ProfileIndex(asked.compactMap { snapshot.mentors[$0.number] }) }
        let nothing = Side.need(Need(), ofMentors: false, in: snapshot.taxonomy)
        let visible = Ranker(
            snapshot: snapshot, side: nothing, caller: desk, organisations: organisations, at: at, together: false
        ).everyMentor.map(\.identifier).sorted()
        // Of few among many the rest is left behind, so that no venture goes through it.
        if visible.count < snapshot.mentors.count {
            snapshot.mentors = ProfileIndex(visible.compactMap { snapshot.mentors[$0] })
        }
        self.snapshot = snapshot
        mentors = visible.map { Identifier(number: $0) }
    }

    /// A venture's question to the cohort's mentors; null for one that is not open to matching.
    func ranker(of venture: Identifier<Venture>) -> Ranker? {
        guard let party = parties[venture], party.isOpen else { return nil }
        let side = Side.need(
            party.need, excluding: Set(party.founders.map(\.number)), ofMentors: true, in: snapshot.taxonomy)
        return Ranker(
            snapshot: snapshot, side: side, caller: desk, organisations: organisations, at: at, together: false)
    }
}

extension Ranker {
    /// Every mentor who fulfils the need's musts, with a free place or without one, in no particular order.
    var everyMentor: [Hit] {
        query(of: { $0.musts }).map { snapshot.mentors.everyHit($0) } ?? []
    }

    /// The mentors who fulfil the need's musts and have a free place, with what each item comes to.
    ///
    /// - Parameter chosen: those who are looked at; null for all.
    func candidates(among chosen: Set<UInt128>?) -> [PanelSearch.Candidate] {
        query(of: { $0.musts + [capacity] }).map { snapshot.mentors.candidates($0, among: chosen) } ?? []
    }

    /// The conditions that a mentor fails besides that of a free place, by their reasons; null for one whom the caller
    /// does not see.
    func failed(_ mentor: UInt128) -> [UInt8]? {
        query(of: { $0.musts }).flatMap { snapshot.mentors.failures(of: mentor, for: $0) }
    }

    /// Null for a side that is no need.
    private func query(of conditions: (NeedItems) -> [Condition]) -> ProfileQuery? {
        guard case .need(let items, let excluding) = side else { return nil }
        let filter = Filter(
            visibility: visibility(of: .mentors), excluding: excluding, conditions: conditions(items), at: instant)
        return ProfileQuery(items: items.items, filter: filter)
    }
}
