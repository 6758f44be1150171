import HTTP
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
