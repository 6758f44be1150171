import Foundation
import HTTP

/// `Prefer` (RFC 7240): whoever registers or changes a record and needs no copy of it can leave it out of the answer.
extension Call {
    static let prefer = Operation.Parameter(
        "Prefer", "`return=minimal` leaves the record out of the answer (RFC 7240)", Schemas.string)

    /// The answer with the record, or its headers alone where that is preferred.
    func preferred(_ response: Response) -> Response {
        prefersMinimal ? minimal(response) : response
    }

    /// The answer without the record.
    func minimal(_ response: Response) -> Response {
        var minimal = Response(response.status == .ok ? .noContent : response.status)
        for field in response.headers.fields where field.name != "Content-Type" {
            minimal.headers.set(field.name, field.value)
        }
        minimal.headers.set("Preference-Applied", "return=minimal")
        return minimal
    }

    /// The first that is said of a preference counts.
    private var prefersMinimal: Bool {
        let words = request.headers.values("Prefer").flatMap { $0.split(separator: ",") }
            .map { $0.prefix { $0 != ";" }.filter { !" \t\"".contains($0) }.lowercased() }
        return words.first { $0.hasPrefix("return=") } == "return=minimal"
    }
}
