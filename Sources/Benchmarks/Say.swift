import Foundation

/// Prints a line at once, also through a pipe, for what takes long.
func say(_ line: String) {
    print(line)
    fflush(nil)
}
