extension BrokenPackage {
    static let versions: [BrokenPackage] = [
        BrokenPackage(
            "history-takes-effect", "",
            .replace(
                "camera/history.yaml", "entries:\n",
                with: """
                    entries:
                      - ▸end: 2019-06-01
                        reason: The second chip was put in.
                        source: night log
                        confidence: verified
                        slots: {E: {device: d2}}

                    """)),
        BrokenPackage(
            "history-remembered", "",
            .replace("camera/history.yaml", "confidence: verified", with: "confidence: ▸from-memory")),
        BrokenPackage(
            "versions-tested", "", .remove("conformance/headers/bias.yaml"),
            .remove("corrections.yaml"),
            .replace("camera/history.yaml", "entries:\n  - end", with: "entries:\n  ▸- end")),
        BrokenPackage(
            "released-editions-kept", "", .record,
            .replace("camera/focal-plane.yaml", "position_mm: [-1, 0]", with: "position_mm: [-1.1, 0]"),
            .replace("conformance/points/Toy.yaml", "[-1.5, -0.25]", with: "[-1.6, -0.25]")),
    ]
}
