import Foundation
import Model
import Ranking
import Scoring
import Taxonomy

/// How the things of the domain become documents of an index.
package struct Documents: Sendable {
    package let taxonomy: Taxonomy
    package let organisations: OrganisationNumbers
    let shapes = ShapeMemory()

    package init(taxonomy: Taxonomy, organisations: OrganisationNumbers) {
        self.taxonomy = taxonomy
        self.organisations = organisations
    }

    package func member(
        _ id: Identifier<Member>, _ profile: Profile, residence: String?, origins: [Person.Origin], alsoMentor: Bool
    ) -> Document {
        Document(
            identifier: id.number, partition: StateTerms.partition(residence),
            terms: ProfileTerms.terms(of: profile, residence: residence) + Eligibility.terms(of: origins)
                + (alsoMentor ? [TermLevel(term: StateTerms.alsoMentor)] : []))
    }

    package func mentor(
        _ id: Identifier<Member>, _ profile: Profile, residence: String?, free: Int, replyDays: Int?,
        desks: [Identifier<Organisation>]
    ) -> Document {
        let places = free > 0 ? [TermLevel(term: StateTerms.free)] : []
        let works =
            desks.isEmpty
            ? [TermLevel(term: StateTerms.anyDesk)]
            : desks.map { TermLevel(term: StateTerms.desk(organisations.number(of: $0))) }
        return Document(
            identifier: id.number, partition: StateTerms.partition(residence),
            terms: ProfileTerms.terms(of: profile, residence: residence, replyDays: replyDays) + places + works)
    }

    package func venture(_ id: Identifier<Venture>, _ need: Need, desk: Identifier<Organisation>, country: String)
        -> NeedDocument
    {
        let items = NeedItems(need, in: taxonomy, ofMentors: true, shapes: shapes)
        return NeedDocument(
            identifier: id.number, partition: StateTerms.partition(country),
            terms: [TermLevel(term: StateTerms.desk(organisations.number(of: desk)))], demands: demands(items),
            musts: items.musts)
    }

    /// - Parameter open: from when to when a person may apply, both included.
    package func offer(
        _ id: Identifier<Offer>, _ need: Need, gives: Profile, rules: [OfferRule], free: Int, open: ClosedRange<Date>,
        country: String
    ) -> NeedDocument {
        let items = NeedItems(need, in: taxonomy, ofMentors: false, shapes: shapes)
        return NeedDocument(
            identifier: id.number, partition: StateTerms.partition(country),
            terms: free > 0 ? [TermLevel(term: StateTerms.free)] : [],
            gives: ProfileTerms.terms(of: gives, isClaim: false), demands: demands(items),
            musts: items.musts + Eligibility.conditions(of: rules),
            open: seconds(open.lowerBound)..<seconds(open.upperBound) + 1)
    }

    private func seconds(_ date: Date) -> Int64 { Int64(date.timeIntervalSince1970.rounded(.down)) }

    private func demands(_ items: NeedItems) -> [Demand] {
        zip(items.asked, zip(items.weights, items.halfWeights)).map { asked, weights in
            Demand(
                key: asked.key ?? key(of: asked), shape: asked.shape, weight: UInt8(weights.0),
                halfWeight: UInt8(weights.1))
        }
    }

    private func key(of asked: Asked) -> UInt64 {
        let known = shapes.known(asked.subject) { asked.shape }
        return known.shape == asked.shape ? known.key : ShapeMemory.key(of: asked.shape)
    }
}
