/// Where a ``JSONWriter`` is, in debug builds only, so that a text that is not JSON stops where it is written.
struct JSONNesting {
    #if DEBUG
        private enum Place {
            case top
            case array
            case object
            case member
        }

        private var places: [Place] = [.top]
        private var isDone = false

        mutating func name() {
            assert(places.last == .object, "a name outside of an object, or two names in a row")
            places[places.count - 1] = .member
        }

        mutating func value() {
            assert(places.last != .object, "a value in an object without a name")
            assert(!isDone, "a second value behind the first")
            if places.last == .member { places[places.count - 1] = .object }
            if places.last == .top { isDone = true }
        }

        mutating func open(isObject: Bool) {
            places.append(isObject ? .object : .array)
            isDone = false
        }

        mutating func close() {
            assert(places.last != .member, "a name without a value")
            places.removeLast()
            isDone = places.last == .top
        }

        func assertDone() {
            assert(isDone, "no value was written")
        }
    #else
        mutating func name() {}
        mutating func value() {}
        mutating func open(isObject: Bool) {}
        mutating func close() {}
        func assertDone() {}
    #endif
}
