// Written by Scripts/words-list; do not edit.

extension Language {
    /// The words of Sources, by name.
    static let sourceWords: [any SourceWord.Type] = [
        CardSource.self,
        CardMatchingSource.self,
        ConstantSource.self,
        DefaultSource.self,
        DetectorSource.self,
        FailSource.self,
        FirstOfSource.self,
        HashSource.self,
        HookSource.self,
        IdentifierSource.self,
        IntegerSource.self,
        JoinSource.self,
        PackSource.self,
        PropertySource.self,
        SuperSource.self,
        TestSource.self,
        TextSource.self,
        ValueSource.self,
    ]
}
