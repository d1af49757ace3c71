// Written by Scripts/words-list; do not edit.

extension Language {
    /// The words of Steps, by name.
    static let stepWords: [any StepWord.Type] = [
        AfterStep.self,
        BeforeStep.self,
        DaysSinceStep.self,
        DigitsStep.self,
        DropPrefixStep.self,
        DropSuffixStep.self,
        FormStep.self,
        IntegerStep.self,
        LengthStep.self,
        LowerStep.self,
        MaximumStep.self,
        MinimumStep.self,
        MissingStep.self,
        NumberStep.self,
        OffsetStep.self,
        OrdinalStep.self,
        PatternStep.self,
        RangeStep.self,
        RenameStep.self,
        ReplaceStep.self,
        RoundStep.self,
        RoundDownStep.self,
        ScaleStep.self,
        SecondsSinceStep.self,
        SexagesimalStep.self,
        SplitStep.self,
        TableStep.self,
        TakeStep.self,
        TextStep.self,
        TrimStep.self,
        UpperStep.self,
        WrapStep.self,
    ]
}
