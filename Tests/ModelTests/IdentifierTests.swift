import Foundation
import Model
import Testing

@Suite struct IdentifierTests {
    @Test func `new identifiers are of version 7 and sort by the time of their making`() {
        let early = Identifier<Member>.new(at: Date(timeIntervalSince1970: 1_000_000))
        let late = Identifier<Member>.new(at: Date(timeIntervalSince1970: 1_000_001))
        #expect(early < late)
        #expect(late.description.dropFirst(14).first == "7")
    }

    @Test func `an identifier survives the way to a number and back`() throws {
        let identifier = try #require(Identifier<Member>("00112233-4455-8677-8899-aabbccddeeff"))
        #expect(identifier.number == 0x0011_2233_4455_8677_8899_AABB_CCDD_EEFF)
        #expect(Identifier<Member>(number: identifier.number) == identifier)
        #expect(identifier.description == "00112233-4455-8677-8899-aabbccddeeff")
    }

    @Test(arguments: ["", "x", "00112233-4455-8677-8899-aabbccddeef", "00112233-4455-8677-8899-aabbccddeeff0"])
    func `what is no UUID is no identifier`(text: String) {
        #expect(Identifier<Member>(text) == nil)
    }
}
