import Model

extension Schemas {
    /// Members who apply to offers.
    static let applying: [String: String] = [
        "NewApplication": asked(["offer"], saying.merging(["offer": uuid, "draft": flag]) { first, _ in first }),
        "Submission": asked([], saying),
        "PlaceOffer": asked(["respond_by"], ["respond_by": instant]),
        "Rejection": asked(["reason"], ["reason": oneOf(Application.Refusal.allCases.map(\.rawValue))]),
        "Application": described(application),
        "ApplicationWithApplicant": described(
            application.merging([
                "applicant": or(null: ref("Applicant")),
                "next_offers": list(
                    described([
                        "id": uuid, "headline": or(null: string), "country": or(null: string),
                        "closes_at": or(null: instant), "score": whole(0...62_500),
                    ])),
            ]) { first, _ in first }),
        "Applicant": described([
            "name": or(null: string), "headline": or(null: string), "residences": or(null: list(string)),
            "skills": or(null: list(described(["skill": string, "level": or(null: whole(1...4))]))),
            "sectors": or(null: list(string)),
            "languages": or(null: list(described(["language": string, "level": or(null: cefr)]))),
            "email": or(null: string), "phone": or(null: string),
        ]),
        "ApplicationPage": object(
            ["items", "next"], ["items": list(ref("Application")), "next": or(null: string)]),
        // Drafts are nobody else's.
        "ApplicationEvent": event(
            "application", Application.State.allCases.filter { $0 != .draft }.map(\.rawValue)),
    ]

    private static let saying = ["attestations": attestations, "share": list(part)]
    private static let part = oneOf(Application.Part.allCases.map(\.rawValue))
    private static let attestations =
        "{\"type\":\"object\",\"additionalProperties\":\(oneOf(Application.Attestation.allCases.map(\.rawValue)))}"

    private static let application: [String: String] = [
        "id": uuid, "offer": uuid, "member": or(null: uuid), "organisation": uuid,
        "state": oneOf(Application.State.allCases.map(\.rawValue)), "share": list(part), "attestations": attestations,
        "rule_version": or(null: whole(1...32_767)), "late": flag, "created_at": instant,
        "submitted_at": or(null: instant), "shortlisted_at": or(null: instant), "interview_at": or(null: instant),
        "offered_at": or(null: instant), "respond_by": or(null: instant), "accepted_at": or(null: instant),
        "placed_at": or(null: instant), "ended_at": or(null: instant), "end_reason": or(null: string),
    ]
}
