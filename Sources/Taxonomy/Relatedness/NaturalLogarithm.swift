/// The natural logarithm of a positive whole number, the same on every machine.
///
/// The C library's may differ in the last bit from one release to the next; this one uses additions, multiplications and
/// divisions alone, which IEEE 754 fixes. ln(2^k·m) = k·ln 2 + 2·atanh((m - 1)/(m + 1)), m between 1 and 2.
func naturalLogarithm(_ number: Int) -> Float {
    precondition(number > 0)
    let exponent = Int.bitWidth - 1 - number.leadingZeroBitCount
    let mantissa = Double(number) / Double(1 << exponent)
    let ratio = (mantissa - 1) / (mantissa + 1)
    let square = ratio * ratio
    var term = ratio
    var sum = 0.0
    // ratio is at most 1/3, so that nine terms reach further than Float does.
    for odd in stride(from: 1.0, through: 17.0, by: 2.0) {
        sum += term / odd
        term *= square
    }
    return Float(Double(exponent) * 0.693_147_180_559_945_3 + 2 * sum)
}
