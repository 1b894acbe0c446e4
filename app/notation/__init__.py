"""Names, trees and the nodes of a graph -> LaTeX and plain text. Everything is derived from the rows of the table."""
