internal import ObsDocuments
internal import ObsText

extension CuratedDecoder {
    /// Reads YAML with `detKernels`, `ampKernels` and `badAmps`.
    func kernels(_ root: Node, _ metadata: CalibrationMetadata) -> BrighterFatterKernel? {
        guard let detectors = kernels(root, "detKernels", metadata),
            let amplifiers = kernels(root, "ampKernels", metadata)
        else { return nil }
        if detectors.isEmpty && amplifiers.isEmpty {
            problems.error(.missingKey, at: root, "there is no kernel", hint: "detKernels or ampKernels has one")
            return nil
        }
        let bad = root["badAmps"].flatMap { $0.strings(problems) } ?? []
        return BrighterFatterKernel(detectors: detectors, amplifiers: amplifiers, badAmplifiers: bad)
    }

    private func kernels(
        _ root: Node, _ key: String, _ metadata: CalibrationMetadata
    )
        -> [String: BrighterFatterKernel.Kernel]?
    {
        var kernels: [String: BrighterFatterKernel.Kernel] = [:]
        for (name, value) in root[key]?.entries.map({ $0 }) ?? [] {
            guard let name = name.text, let numbers = value.doubles(problems) else { return nil }
            let stated = ["KERNEL_DX", "KERNEL_DY"].compactMap { metadata[$0]?.integer(Problems()) }
            guard let kernel = BrighterFatterKernel.Kernel(values: numbers), stated.allSatisfy({ $0 == kernel.size })
            else {
                problems.error(
                    .matrixSize, at: value,
                    "the kernel of \(name) has \(numbers.count) values, and KERNEL_DX, KERNEL_DY say \(stated)",
                    hint: "a kernel has an odd number of rows and as many columns")
                return nil
            }
            kernels[name] = kernel
        }
        return kernels
    }
}
