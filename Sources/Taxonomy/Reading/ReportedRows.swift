/// The rows of one file, with a report of what was found in it: rows that cannot be read are told and passed over.
struct ReportedRows {
    let file: String
    private(set) var reader: CSVReader
    private(set) var report = ImportReport()
    private var taken = 0

    init(_ file: String, _ bytes: [UInt8], dialect: CSVReader.Dialect = .commas) throws(ReadingError) {
        self.file = file
        do throws(CSVError) {
            reader = try CSVReader(bytes, dialect: dialect)
        } catch {
            throw ReadingError(file: file, reason: error)
        }
    }

    /// The position of a column that there must be.
    func column(_ name: String) throws(ReadingError) -> Int {
        do throws(CSVError) {
            return try reader.column(name)
        } catch {
            throw ReadingError(file: file, reason: error)
        }
    }

    /// The position of a column that older releases lack; null there.
    func optionalColumn(_ name: String) -> Int? { reader.columns.firstIndex(of: name) }

    /// Moves to the next row that can be read; false after the last. A quote that never closes is thrown: nobody can
    /// say what of the rest is a row.
    mutating func next() throws(ReadingError) -> Bool {
        while true {
            do throws(CSVError) {
                return try reader.next()
            } catch {
                if case .unclosedQuote = error { throw ReadingError(file: file, reason: error) }
                report.note(.malformedRow, in: file, example: error.description)
            }
        }
    }

    func text(_ column: Int?) -> String { reader.text(column).trimmed }

    func rawText(_ column: Int?) -> String { reader.text(column) }

    mutating func take() { taken += 1 }

    mutating func note(_ finding: ImportFinding, _ example: String) {
        report.note(finding, in: file, example: example)
    }

    /// The report of the whole file.
    consuming func finish() -> ImportReport {
        var whole = ImportReport()
        whole.note(.taken, in: file, count: taken)
        whole.append(report)
        return whole
    }
}
