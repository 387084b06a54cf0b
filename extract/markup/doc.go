// Package markup builds a lean tree of an HTML page: the blocks, tables, links
// and pictures that a reader of reports looks at, with the attributes that
// matter, and the text between them. Inline dressing, scripts, styles and
// comments never become nodes, which is what makes it cheaper than a full parse
// of the Word-pasted pages it is for. The tree is made of *html.Node, so that
// goquery selects on it as on any other.
//
// Where text stands is decided by the same rules as in html.Parse: implied end
// tags, unclosed cells, content that strays into tables, misnested formatting.
// Tests hold the scanner against html.Tokenizer and the tree against html.Parse.
//
//	scan.go    text → tags and text; rawtext.go script, title, textarea
//	tag.go     what is known of each element
//	attr.go    the attributes that are kept; entities; what is hidden
//	parse.go   Parse: the builder and its modes; head.go what precedes the body
//	body.go    start and end tags in the body; table.go in tables
//	stack.go   open elements and scopes; node.go nodes and text
//	format.go  formatting elements that go on; adopt.go misnested ones; foreign.go svg
package markup
