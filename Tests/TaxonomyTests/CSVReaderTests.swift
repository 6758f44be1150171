import Taxonomy
import Testing

struct CSVReaderTests {
    @Test func `cells may hold delimiters, quotes and either line end`() throws {
        let rows = try rows(of: "a,b,c\r\n1,\"x, \"\"y\"\"\",\"one\ntwo\r\nthree\"\n,é,\n")
        #expect(rows.map(\.cells) == [["1", "x, \"y\"", "one\ntwo\r\nthree"], ["", "é", ""]])
    }

    @Test func `a row's line is the physical one on which it begins`() throws {
        let rows = try rows(of: "a,b\n\n1,\"p\nq\"\n\r\n2,r\n3,s")
        #expect(rows.map(\.line) == [3, 6, 7])
        #expect(rows.map(\.cells) == [["1", "p\nq"], ["2", "r"], ["3", "s"]])
    }

    @Test func `a byte-order mark is no part of the first column's name`() throws {
        var reader = try CSVReader([0xEF, 0xBB, 0xBF] + Array("code, title \nA,x\n".utf8))
        #expect(reader.columns == ["code", "title"])
        #expect(try reader.next())
        #expect(reader.text(try reader.column("title")) == "x")
        #expect(reader.text(nil) == "")
        #expect(throws: CSVError.missingColumn("name")) { try reader.column("name") }
    }

    @Test func `lines without any cell are passed over, rows of empty cells are not`() throws {
        #expect(try rows(of: "a\n\n\r\nx\n\n").map(\.cells) == [["x"]])
        #expect(try rows(of: "a,b\n,\n").map(\.cells) == [["", ""]])
    }

    @Test func `a row with a wrong number of cells is told by line, and the next is read`() throws {
        var reader = try CSVReader(Array("a,b\n1\n2,3\n4,5,6\n7,8".utf8))
        #expect(throws: CSVError.columnCount(line: 2, expected: 2, found: 1)) { try reader.next() }
        #expect(try reader.next())
        #expect(reader.text(0) == "2")
        #expect(throws: CSVError.columnCount(line: 4, expected: 2, found: 3)) { try reader.next() }
        #expect(try reader.next())
        #expect(reader.line == 5)
        #expect(try reader.next() == false)
    }

    @Test func `stray quotes and returns are told by line and column, and the next row is read`() throws {
        var reader = try CSVReader(Array("a,b\n1,x\"y\n\"p\"q,2\nr\rs,3\n4,5\n".utf8))
        #expect(throws: CSVError.strayQuote(line: 2, column: "b")) { try reader.next() }
        #expect(throws: CSVError.strayQuote(line: 3, column: "a")) { try reader.next() }
        #expect(throws: CSVError.strayReturn(line: 4)) { try reader.next() }
        #expect(try reader.next())
        #expect(reader.text(1) == "5")
    }

    @Test func `a quote that never closes is told by the line where it opens`() throws {
        var reader = try CSVReader(Array("a,b\n1,2\n3,\"x\ny\nz\n".utf8))
        #expect(try reader.next())
        #expect(throws: CSVError.unclosedQuote(line: 3)) { try reader.next() }
        #expect(try reader.next() == false)
    }

    @Test func `what is not UTF-8, empty or has a column twice is refused at once`() {
        #expect(throws: CSVError.notUTF8(line: 3)) { try CSVReader(Array("a,b\n1,2\n".utf8) + [0xE9, 0x2C, 0x31]) }
        #expect(throws: CSVError.empty) { try CSVReader([]) }
        #expect(throws: CSVError.empty) { try CSVReader(Array("\n\r\n".utf8)) }
        #expect(throws: CSVError.repeatedColumn("a")) { try CSVReader(Array("a,b,a\n".utf8)) }
    }

    @Test func `tab-separated text has no quotes`() throws {
        #expect(try rows(of: "a\tb\n\"x\"\ty, z\n", dialect: .tabs).map(\.cells) == [["\"x\"", "y, z"]])
        #expect(try rows(of: "a;b\n\"x;\";y\n", dialect: .semicolons).map(\.cells) == [["x;", "y"]])
    }

    private func rows(
        of text: String, dialect: CSVReader.Dialect = .commas
    ) throws(CSVError) -> [(line: Int, cells: [String])] {
        var reader = try CSVReader(Array(text.utf8), dialect: dialect)
        var rows: [(line: Int, cells: [String])] = []
        while try reader.next() { rows.append((reader.line, reader.columns.indices.map { reader.text($0) })) }
        return rows
    }
}
