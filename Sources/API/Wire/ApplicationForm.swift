import HTTP
import Matching
import Model

/// How an application is read and written.
enum ApplicationForm {
    /// For whom it is written: a desk hears no reason that is the applicant's own; whoever made the offer knows no more of
    /// the applicant than is shared, and that while the application is open.
    enum Reader {
        case applicant, desk, offering

        init(_ caller: Caller) {
            self = caller.isPartner ? .offering : caller.isDesk ? .desk : .applicant
        }
    }

    static func write(
        _ id: Identifier<Application>, _ one: Application, for reader: Reader = .applicant, _ writer: inout JSONWriter
    ) {
        // What somebody said of themself is told beside who that is, one at a time, which is counted and audited.
        writer.object { members(id, one, reader, isShown: reader != .offering, &$0) }
    }

    static func write(
        _ shown: ShownApplication, _ applicant: String?, for reader: Reader, _ writer: inout JSONWriter
    ) {
        writer.object { writer in
            members(shown.id, shown.value, reader, isShown: reader != .offering || applicant != nil, &writer)
            writer.name("applicant")
            writer.value(verbatim: Array((applicant ?? "null").utf8))
            writer.array("next_offers") { writer in
                for match in shown.next {
                    writer.object { writer in
                        writer.member("id", match.id.uuidString.lowercased())
                        writer.member("headline", match.card.headline)
                        writer.member("country", match.card.country)
                        writer.member("closes_at", match.card.closesAt.map(Instant.text))
                        writer.member("score", match.score)
                    }
                }
            }
        }
    }

    /// - Parameter isShown: whether the reader may know what the applicant has said beside what is shared.
    private static func members(
        _ id: Identifier<Application>, _ one: Application, _ reader: Reader, isShown: Bool, _ writer: inout JSONWriter
    ) {
        let tells = reader == .applicant || one.endedAt == nil
        writer.member("id", id.description)
        writer.member("offer", one.offer.description)
        writer.member("member", reader == .offering ? nil : one.member?.description)
        writer.member("organisation", one.organisation.description)
        writer.member("state", one.state.rawValue)
        writer.array("share", tells ? one.shared.map(\.rawValue) : [])
        writer.object("attestations") { writer in
            for (name, said) in one.attestations.sorted(by: { $0.key < $1.key }) where tells && isShown {
                writer.name(escaping: name)
                writer.value(said.rawValue)
            }
        }
        writer.member("rule_version", one.ruleVersion)
        writer.member("late", one.isLate)
        writer.member("created_at", Instant.text(one.createdAt))
        writer.member("submitted_at", one.submittedAt.map(Instant.text))
        writer.member("shortlisted_at", one.shortlistedAt.map(Instant.text))
        writer.member("interview_at", one.interviewAt.map(Instant.text))
        writer.member("offered_at", one.offeredAt.map(Instant.text))
        writer.member("respond_by", one.respondBy.map(Instant.text))
        writer.member("accepted_at", one.acceptedAt.map(Instant.text))
        writer.member("placed_at", one.placedAt.map(Instant.text))
        writer.member("ended_at", one.endedAt.map(Instant.text))
        // That somebody withdrew a consent, retired, or was registered twice, is nobody else's to know.
        let isOwn =
            ["consent_withdrawn", "record_retired", "application_exists"].contains(one.endReason)
            && reader != .applicant
        writer.member("end_reason", isOwn ? "applicant" : one.endReason)
    }
}

extension Applying {
    /// What an applicant says and shows, from the members of a body.
    static func read(_ fields: inout Fields) -> Applying {
        var shared: [Application.Part] = []
        for (pointer, value) in fields.list("share") {
            guard let part = value.string.flatMap(Application.Part.init) else {
                let names = Application.Part.allCases.map(\.rawValue).joined(separator: ", ")
                fields.complaints.add(Violation(.unknownCode, at: pointer, "give one of \(names)"))
                continue
            }
            guard !shared.contains(part) else {
                fields.complaints.add(Violation(.duplicateItem, at: pointer, "name it once"))
                continue
            }
            shared.append(part)
        }
        var said: [String: Application.Attestation] = [:]
        if let object = fields.value("attestations") {
            guard let members = object.object?.members else {
                fields.complain(.typeMismatch, "attestations", "give an object")
                return Applying(attestations: [:], shared: shared)
            }
            for member in members {
                said[member.name] = member.value.string.flatMap(Application.Attestation.init)
                guard said[member.name] == nil else { continue }
                let pointer = JSONPointer().appending("attestations").appending(member.name)
                fields.complaints.add(Violation(.unknownCode, at: "\(pointer)", "give yes, no or unknown"))
            }
        }
        return Applying(attestations: said, shared: shared)
    }
}
