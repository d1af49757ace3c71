import ObsText
import Testing

struct PartitioningIndexTests {
    @Test("The place is the one that a walk from the front finds", arguments: 0..<20)
    func place(count: Int) {
        let numbers = (0..<count).map { $0 * 2 }
        for bound in -1...(2 * count + 1) {
            #expect(
                numbers.partitioningIndex { $0 >= bound } == numbers.firstIndex { $0 >= bound } ?? numbers.endIndex)
        }
        let slice = numbers.dropFirst(3)
        #expect(slice.partitioningIndex { $0 >= 9 } == slice.firstIndex { $0 >= 9 } ?? slice.endIndex)
    }
}
