// Written by Scripts/words-list; do not edit.

extension Language {
    /// The words of ValueTests, by name.
    static let testWords: [any TestWord.Type] = [
        AfterTest.self,
        AtLeastTest.self,
        AtMostTest.self,
        BeforeTest.self,
        ContainsTest.self,
        EndsWithTest.self,
        EqualsTest.self,
        GreaterThanTest.self,
        KnownTest.self,
        LessThanTest.self,
        MatchesTest.self,
        OneOfTest.self,
        SameAsTest.self,
        StartsWithTest.self,
    ]
}
