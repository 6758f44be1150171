import Testing

@testable import braingain

@Suite struct TableTests {
    @Test(arguments: [("abc", 3), ("漢字", 4), ("e\u{301}", 1), ("वर्षा", 4), ("مُ", 1), ("🙂", 2)])
    func `the width of a text is what a terminal takes for it`(text: String, width: Int) {
        #expect(text.width == width)
    }

    @Test func `columns are aligned whatever the script`() {
        var table = Table("name", "n")
        table.add("漢字", "1")
        table.add("Vișinescu", "2")
        #expect(table.text(limit: nil) == "name       n\n漢字       1\nVișinescu  2\n")
    }

    @Test func `text from right to left is isolated, so that the columns after it stay where they are`() {
        var table = Table("name", "n")
        table.add("وردة", "1")
        #expect(table.text(limit: nil).hasSuffix("\u{2068}وردة\u{2069}  1\n"))
    }

    @Test func `only the last column is cut to the terminal`() {
        var table = Table("id", "headline")
        table.add("0123456789", "abcdefghijklmnop")
        #expect(table.text(limit: 22) == "id          headline\n0123456789  abcdefghi…\n")
    }
}
