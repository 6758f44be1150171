import HTTP
import Testing

@Suite struct OwnRequestTests {
    @Test func `a request of the program's own has the fields that it was given`() {
        let request = Request(.get, ["v1", "skills"], headers: ["Accept-Language": "fr", "X": ""])
        #expect(request.headers["accept-language"] == "fr")
        #expect(request.headers["x"] == "")
        #expect(request.headers["authorization"] == nil)
    }
}
