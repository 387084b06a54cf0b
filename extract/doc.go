// Package extract reads the statutory tables of annual reports on government
// information disclosure from HTML, flattened text and, with readers given to New,
// PDF, Word and Excel documents: bytes → text → lines of cells → labels → figures → checks. One mechanism serves tables and text: every
// document becomes lines of cells, and labels, not positions, say what a figure
// means. A figure that cannot be placed with certainty is marked, never guessed.
//
// Entry points:
//
//	extract.go     New, Extract: the stages in order
//	together.go    ExtractTogether: a page and what is attached to it
//	document.go    Read: a page's reports and links at once; ParseTitle
//	layout.go      Layout: a page as the reader sees it
//	report.go      Report and its parts
//	errors.go      what is no report, and what cannot be read
//
// From bytes to lines of cells:
//
//	decode.go      bytes → UTF-8
//	dom.go         HTML → lines; dom_table.go its tables; grid.go spans → columns;
//	               dom_element.go what elements are, dom_text.go what they say,
//	               dom_line.go their lines
//	hidden.go      what a page shows on demand; passage.go whether that completes it;
//	               echo.go what it shows twice
//	text.go        plain text → lines
//	blocks.go      documents that are no HTML → the tree of one; pagebreak.go rows
//	               that a page's end divides
//	page.go        lines and cells, and the bounds on them
//	flatten.go     lines drawn with pipes, tabs and spaces → cells
//
// From cells to figures:
//
//	label.go       skeletons of labels; index.go which label means what in which
//	               form; traditional.go labels of copies in traditional characters;
//	               unglue.go labels and figures without a border between them
//	choose.go      which form a page prints
//	scan.go        rows → tokens: a label with the cells behind it; numbered.go
//	               running numbers among them, furniture.go page numbers and heads,
//	               sentence.go sentences in the place of figures
//	role.go        tokens → headings, names of columns, labels of rows
//	align.go       the printed labels of a section beside the form's; whole.go rows
//	               and their parts under one label
//	read.go        the reader: tokens → rows with their cells and headers;
//	               oneline.go the line of all figures of a section; unknown.go rows
//	               that the form does not have; reversed.go figures before labels
//	header.go      the names of columns; order.go the order they are printed in;
//	               unit.go the units they name
//	assign.go      which cell belongs to which column; surplus.go rows with more
//	               cells than figures; doubt.go rows that are not certain, for what
//	               a text lost (dropped.go, extent.go) or prints among them
//	               (pagenumber.go);
//	               assign_checks.go where the row sums tell; derive.go where cells
//	               were lost
//	number.go      what a cell says
//	statistics.go  cells → statistics with status and unit
//	check.go       the form's equations
//
// The rest of the report:
//
//	title.go       a title taken apart; years.go its year
//	titles.go      the page's own title; parts.go several reports on a page
//	meta.go        labelled fields, told in fields.go; date.go their days
//	identity.go    agency, year; agency.go names; conflict.go which can be one agency's;
//	               announce.go whom the opening and the signature name
//	scope.go       own figures or a sum, with the sentence that says so
//	narrative.go   text under its headings, told in heading.go
//	claims.go      what the text counts, held against the tables
//	mask.go        personal data out of it; masklabel.go behind labels
//	classify.go    is it a report; leftout.go pictures and files in place of tables,
//	               attached.go where those files are
//	quality.go     of which quality; mirror.go copies that are not to be trusted
//	words.go       the words that all these go by
//
// Package document is what documents that are no HTML are read into; packages docx,
// xlsx, pdf and, by LibreOffice, office read them. Package markup builds the tree
// that HTML is laid out from, package form holds the forms as data, package decimal
// exact numbers, package solve gives lost cells their places, package claim finds
// counts in text, package generate makes pages and documents for tests.
package extract
