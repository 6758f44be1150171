/// Words that hold a sentence together and say nothing of what somebody can do, in their normal form; without `it` and
/// `c`, which are trades as well.
enum FunctionWords {
    static let all: Set<String> = Set(
        (english + " " + french + " " + spanish + " " + arabic).split(separator: " ").map(String.init))

    private static let english = """
        a an and are as at be been before but by can could did do for from had has have he her his i if in into is \
        its me my of on or our she since so some than that the their them then there they this to up us was we were \
        what when where which while who will with would you your years year months month am during after until about
        """
    private static let french = """
        a ai au aux avant avec avoir ce ces cette chez comme d dans de depuis des du elle en entre est et etait ete \
        etre eu fait il ils j je l la le les leur leurs lors m ma mais me mes mon n ne nos notre nous on ont ou par pas \
        pendant peu plus pour puis qu que qui s sa sans se ses si sont sous suis sur t un une vers vous y ans an mois
        """
    private static let spanish = """
        a al antes anos ano como con cuando de del desde despues donde durante e el ella en entre era eran es esta \
        este fue fui ha habia han hasta he la las le les lo los mas me meses mi mis muy no o para pero por porque que \
        se ser si sin sobre su sus tengo tiene tu u un una uno unos y ya yo
        """
    private static let arabic = """
        في من على الى عن مع هذا هذه كان كانت ان او ثم قد لا ما و لمده مده سنه سنوات خلال بعد قبل كل هو هي انا لدي \
        حتى عند بين منذ
        """
}
