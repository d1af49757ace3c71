extension BrokenPackage {
    static let corrections: [BrokenPackage] = [
        BrokenPackage(
            "corrections-apply", "",
            // A rule that does without the card, so that nothing else fails.
            .replace("translation.yaml", "object: {card: OBJECT}", with: "object: [{card: OBJECT}, {card: LAMPS}]"),
            .replace(
                "corrections.yaml", "corrections:\n",
                with: """
                    corrections:
                      - ▸name: twice-the-lamp
                        when: {card: OBSTYPE, equals: science}
                        change: [{scale: LAMPS, by: 2}]
                        reason: There were two.
                        reference: night log

                    """)),
        BrokenPackage(
            "corrections-exercised", "",
            .replace(
                "corrections.yaml", "corrections:\n",
                with: """
                    corrections:
                      - ▸name: no-filter-in-a-dark
                        when: {card: OBSTYPE, equals: dark}
                        change: [{set: FILTER, to: shut}]
                        reason: The shutter was closed.
                        reference: night log

                    """)),
        BrokenPackage(
            "corrections-referenced", "", .replace("corrections.yaml", "    reference: night log\n", with: ""),
            .replace("corrections.yaml", "- name", with: "- ▸name")),
        BrokenPackage(
            "corrected-cards-read", "",
            .replace("corrections.yaml", "to: shut}]", with: "to: shut}, {set: ROOFPOS, to: shut}]"),
            .replace("corrections.yaml", "- name", with: "- ▸name")),
    ]
}
