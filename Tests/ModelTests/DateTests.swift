import Model
import Testing

@Suite struct DateTests {
    @Test(arguments: ["1990", "1990-05", "1990-05-17", "2000-02-29"])
    func `a date may be partial`(text: String) throws {
        #expect(try PartialDate(text).description == text)
    }

    @Test(arguments: ["90", "1990-13", "1990-00", "1990-02-30", "1900-02-29", "1990-5", "1990--05", "", "1990-05-17T"])
    func `a date that no calendar has is refused`(text: String) {
        #expect(throws: Violation.self) { try PartialDate(text) }
    }

    @Test func `an age is reached, not reached, or cannot be told from a partial date`() throws {
        let today = try PartialDate("2026-06-01")
        #expect(try PartialDate("2010-05-31").hasReached(16, on: today) == true)
        #expect(try PartialDate("2010-06-02").hasReached(16, on: today) == false)
        #expect(try PartialDate("2010").hasReached(16, on: today) == nil)
        #expect(try PartialDate("2009").hasReached(16, on: today) == true)
        #expect(try PartialDate("2011-01").hasReached(16, on: today) == false)
    }

    @Test func `a period may be open at either end, and never ends before it begins`() throws {
        let month = try Month("2027-01")
        #expect(month.description == "2027-01")
        #expect(try Period(from: month, until: nil).until == nil)
        #expect(try Period(from: month, until: month).from == month)
        #expect(throws: Violation.self) { try Period(from: month, until: Month("2026-12")) }
    }
}
