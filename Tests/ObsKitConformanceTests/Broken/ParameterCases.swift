extension BrokenPackage {
    static let parameters: [BrokenPackage] = [
        BrokenPackage(
            "parameters-explained", "of a filter",
            .replace("parameters/sum.yaml", "{names: [red], reason: The sky is bright.,", with: "▸{names: [red],")),
        BrokenPackage(
            "parameters-explained", "of a detector",
            .replace(
                "parameters/sum.yaml", "values: {order: 1}\n",
                with: "values: {order: 1}\ndetectors: [▸{names: [E], reason: '', values: {order: 2}}]\n")),
        BrokenPackage(
            "parameters-effective", "equal to what lies beneath",
            .replace("parameters/sum.yaml", "{clip: 4}", with: "{clip: ▸3}")),
        BrokenPackage(
            "parameters-not-measured", "in entries of detectors",
            .replace(
                "parameters/sum.yaml", "values: {order: 1}\n",
                with: """
                    values: {order: 1}
                    detectors:
                      - {names: [E], reason: As measured., values: {clip: ▸2.5}}
                      - {names: [W], reason: As measured., values: {clip: 2.6}}

                    """)),
        BrokenPackage(
            "parameters-not-measured", "in a map of detectors",
            .replace("parameters/sum.yaml", "values: {order: 1}", with: "values: {order: 1, levels: {E: ▸1.5, W: 1.6}}")
        ),
    ]
}
