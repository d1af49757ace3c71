// A program that opens raw exposures writes one import: the catalog, cameras and observations come along.
@_exported public import ObsKit
