import Foundation
import Matching

HeapMemory.keepLittle()
exit(await Program.run(Array(CommandLine.arguments.dropFirst()), in: ProcessInfo.processInfo.environment).rawValue)
