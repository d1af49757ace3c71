internal import ObsKit

extension OrderedResults {
    /// Work of a command: one job works on the thread of the command, each item when its turn comes.
    init<Items: Sequence>(
        _ items: Items, jobs: Int, isReady: @escaping () -> Bool = { true },
        work: @escaping @Sendable (Items.Element) -> [Element]
    ) where Items.Element: Sendable {
        self.init(items, jobs: jobs, ahead: jobs > 1 ? 4 * jobs : 0, isReady: isReady, work: work)
    }
}
