// Package generate makes report pages from random figures in composed layouts,
// together with what a reader must find in them. It models how pages come
// about, not what a reader accepts: a form is filled in, printed by some
// editor, damaged on its way, written as markup or flattened to text, put into
// a site's frame and encoded. It exists for tests: its pages are generated, and
// named so wherever their numbers are quoted.
//
//	document.go    NewDocument: a report that is no page of the web; plain_report.go one without any feature
//	page.go        Page, Report, Figure; New makes the page of a seed
//	knobs.go       which features a page has; Without turns one off for blame
//
// Composition, in the order in which a page comes about:
//
//	shape.go       which sections, rows and columns a report prints; hybrids
//	figures.go     random figures that obey the form's equations, or do not
//	print.go       how a number stands in its cell
//	label.go       labels as editors leave them; synonym.go what they write instead
//	damage.go      lost and wrong characters; traditional.go mirrors
//	sheet.go       cells with spans; plain.go, grouped.go, review.go, indicators.go print sections
//	arrange.go     sheets → headings and tables: merged, split, repeated headers
//	decoy.go       tables that are none of the form's
//	html.go        tables → HTML; style.go how an editor writes a cell and what noise it leaves
//	flatten.go     tables → text; wear.go what text loses on the way
//	frame.go       titles, sections, narrative around the tables
//	site.go        the page of a site around a report
//	encode.go      characters → bytes, and what the headers claim
package generate
