import Foundation

/// A one-dimensional array of whole numbers as NumPy writes it (`.npy`, version 1, little-endian).
struct NumpyFile {
    private let data: Data
    private let start: Int

    init(_ file: URL) throws(Refusal) {
        guard let data = try? Data(contentsOf: file, options: .alwaysMapped) else {
            throw Refusal(text: "\(file.lastPathComponent) is not in the population's folder")
        }
        guard data.count >= 10, data.prefix(6) == Data("\u{93}NUMPY".unicodeScalars.map { UInt8($0.value) }) else {
            throw Refusal(text: "\(file.lastPathComponent) is no .npy file")
        }
        self.data = data
        start = 10 + Int(data[8]) | Int(data[9]) << 8
    }

    func numbers<Number: FixedWidthInteger & BitwiseCopyable>(_: Number.Type) -> [Number] {
        data.withUnsafeBytes { bytes in
            let size = MemoryLayout<Number>.size
            return (0..<(bytes.count - start) / size).map { place in
                Number(littleEndian: bytes.loadUnaligned(fromByteOffset: start + place * size, as: Number.self))
            }
        }
    }
}
