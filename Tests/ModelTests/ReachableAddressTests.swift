import Model
import Testing

@Suite struct ReachableAddressTests {
    @Test(arguments: [
        (" Amina@Example.ORG ", "amina@example.org"), ("+212 6 12-34.56(78)", "+212612345678"),
        ("naïve@exämple.org", "naïve@exämple.org"),
    ])
    func `an address is compared without what people write otherwise each time`(_ text: String, _ folded: String) throws
    {
        let address = try ReachableAddress(text)
        #expect(address.text == folded)
        #expect(address.kind == (folded.contains("@") ? .email : .phone))
    }

    @Test(arguments: [
        "", "amina", "amina@", "@example.org", "amina@example", "a@b@c.org", "a,b@c.org", "a\r\nBcc:x@c.org<",
        "0612345678", "a@[127.0.0.1]", "a@127.0.0.1", "a@[IPv6:fe80::1.2]",
        "+12", "+2126123456789012",
    ])
    func `what no message can be sent to is none`(_ text: String) {
        #expect(throws: Violation.self) { try ReachableAddress(text) }
    }
}
