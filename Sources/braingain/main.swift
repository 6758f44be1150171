import Foundation

Crash.leaveNothing()
let code = await Program.run(Array(CommandLine.arguments.dropFirst()), in: ProcessInfo.processInfo.environment)
// Threads that wait for a database or a name go on until the process is gone: what libraries do at a normal exit would
// take away what they use, and abort.
fflush(nil)
_exit(code.rawValue)
