import ObsKit

// What a program outside of ObsKit does first: it opens the catalog of a folder and says which instruments it has.
let catalog = InstrumentCatalog(path: .ofProcess(naming: Array(CommandLine.arguments.dropFirst())))
for name in catalog.instrumentNames { print(name) }
