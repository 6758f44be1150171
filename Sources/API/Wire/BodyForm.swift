import HTTP
import Matching
import Model

extension Call {
    /// The form that the body has, or everything that is wrong with it.
    func read<Form>(_ form: (inout Fields) -> Form) throws(APIError) -> Form {
        let complaints = Complaints()
        var read: Form?
        if var fields = Fields(try json(), at: "", complaints) {
            read = form(&fields)
            fields.end()
        }
        try complaints.check()
        guard let read else { throw APIError(.invalid) }
        return read
    }

    /// The one member of the body, which is one of a few words.
    func chosen<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ type: Choice.Type
    ) throws(APIError) -> Choice {
        let choice = try read { fields -> Choice? in
            let choice = fields.choice(name, type)
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            if choice == nil { fields.require(name, "give one of \(names)") }
            return choice
        }
        guard let choice else { throw APIError(.invalid) }
        return choice
    }

    /// What was answered to the first of the same requests.
    func remembered(_ answer: FirstAnswer) -> Response {
        var response = Response(Status(answer.status), contentType: "application/json", body: answer.body)
        for (name, value) in answer.headers.sorted(by: { $0.key < $1.key }) { response.headers.set(name, value) }
        return response
    }
}

extension Fields {
    /// Null, with a complaint, when it is missing or none.
    mutating func address(_ name: String) -> ReachableAddress? {
        let address = parsed(name) { (text: String) throws(Violation) in try ReachableAddress(text) }
        if address == nil { require(name, "give an e-mail address, or a telephone number with its country") }
        return address
    }

    /// Empty, with a complaint, when it is missing.
    mutating func required(_ name: String, _ remedy: String) -> String {
        let text = string(name) ?? ""
        if text.isEmpty { require(name, remedy) }
        return text
    }
}
