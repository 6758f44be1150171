import Dispatch
import Synchronization

extension RandomAccessCollection where Self: Sendable, Index == Int {
    /// The elements transformed on all cores, in their order; few are not worth it.
    func concurrentMap<Result: Sendable>(_ transform: @Sendable (Element) -> Result) -> [Result] {
        let piece = 4_096
        guard count > piece else { return map(transform) }
        let pieces = Mutex([[Result]](repeating: [], count: (count + piece - 1) / piece))
        DispatchQueue.concurrentPerform(iterations: (count + piece - 1) / piece) { number in
            let start = startIndex + number * piece
            let part = (start..<Swift.min(start + piece, endIndex)).map { transform(self[$0]) }
            pieces.withLock { $0[number] = part }
        }
        return pieces.withLock { Array($0.joined()) }
    }
}
