import Foundation
import Model
import Ranking
import Scoring
import Secrets
import Store

/// What staff are about to be shown, for the log: each match with the computation of its score.
///
/// An entry of a row is, in network byte order: its form, the kind, the score, the hash of its inputs, and of each half
/// which of the row's needs asks, the terms that answer, and of each item the value and which term won it.
struct ShownMatches: Sendable {
    /// For whom or what it was asked; null for what is stored nowhere.
    let subject: UUID?
    private(set) var shown: [UUID] = []
    private(set) var entries: [[UInt8]] = []
    /// Each need once, after how many there are.
    private(set) var asked: [[UInt8]] = []
    private var places: [ObjectIdentifier: Int] = [:]
    /// By number; what is asked, for those that no row has named before.
    private(set) var shapes: [UInt64: Shape] = [:]

    init(of subject: UUID?) { self.subject = subject }

    /// Adds a match; one that was not computed for the log is a defect, and adds nothing that could be replayed.
    mutating func add(_ kind: Kind, _ identifier: UInt128, _ worked: Worked) {
        var inputs = LogWriter(capacity: 512)
        var halves = LogWriter(capacity: 256)
        for computation in worked.computations {
            let (place, terms) = (place(of: computation.ask), computation.terms)
            halves.add(UInt16(place))
            halves.add(terms: terms)
            for outcome in computation.outcomes {
                halves.add(outcome.value)
                halves.add(outcome.winner.flatMap(terms.firstIndex).map(UInt16.init) ?? .max)
            }
            inputs.bytes += asked[place]
            inputs.add(terms: terms)
        }
        var entry = LogWriter(capacity: 24 + halves.bytes.count)
        entry.add(LoggedMatch.form)
        entry.add(UInt8(Kind.allCases.firstIndex(of: kind) ?? 0))
        entry.add(UInt16(worked.explanation.score))
        entry.bytes += Secret.hash(inputs.bytes).prefix(LoggedMatch.hashLength)
        entry.bytes += halves.bytes
        shown.append(Identifier<Member>(number: identifier).uuid)
        entries.append(entry.bytes)
    }

    private mutating func place(of ask: Ask) -> Int {
        if let place = places[ObjectIdentifier(ask)] { return place }
        places[ObjectIdentifier(ask)] = asked.count
        kept.append(ask)
        var writer = LogWriter()
        writer.add(ask)
        asked.append(writer.bytes)
        for item in ask.items { shapes[item.number] = item.shape }
        return asked.count - 1
    }

    /// An address is one ask's for as long as the ask is there.
    private var kept: [Ask] = []

    /// As a row of the log.
    func row(_ id: UUID, for caller: Caller, in snapshot: Snapshot) -> MatchLogRow {
        MatchLogRow(
            id: id, organisation: caller.home?.uuid, subject: subject, weights: Weights.version,
            taxonomy: snapshot.taxonomy.version, asOf: snapshot.asOf, asked: asked.flatMap(\.self), shown: shown,
            entries: entries)
    }
}

extension Caller {
    /// Who works with the matches of others, of which each is logged. Whoever asks for the own is no staff, nor is who sees
    /// what everybody may.
    var isStaff: Bool {
        switch role {
        case .desk, .admin: true
        case .anonymous, .member, .partner, .auditor: false
        }
    }

    /// Of a desk's staff, that of the organisations within reach which is there the longest; null for everybody else.
    var oldestOrganisation: UUID? {
        guard case .desk(let own) = role else { return nil }
        return own.map(\.uuid).min { $0.uuidString < $1.uuidString }
    }
}

extension MatchSubject {
    /// The identifier of what is asked for; null for what is stored nowhere.
    var id: UUID? {
        switch self {
        case .venture(let id): id.uuid
        case .offer(let id): id.uuid
        case .member(let id), .mentor(let id): id.uuid
        case .need, .profile: nil
        }
    }
}
