import Scoring
import Store

// Values of the layers below that the interface hands on, since it imports none of them. The names differ because the
// module `Store` has the name of its main type, so that its own cannot be said in full.
package typealias Versioned = Stored
package typealias FirstAnswer = RememberedAnswer
package typealias Introduced = IntroducedPerson
package typealias Applying = ApplicationContent
package typealias ApplicationStep = ChangeApplication.Step
package typealias RecordFilter = SearchFilter
package typealias LeftOut = Scoring.LeftOut
package typealias Explanation = Scoring.Explanation
package typealias NumberedAssignment = KeptAssignment
