// Package generate makes report pages from random figures in composed layouts
// (form × markup × flattening × blanks × damaged and split labels), together
// with what a reader must find in them. It exists for tests: its pages are
// generated, and named so wherever their numbers are quoted.
//
//	figures.go  random figures of a form, consistent or not
//	printed.go  the form's tables as printed rows of cells, with spans
//	label.go    labels as editors leave them: spaces, brackets, lost characters
//	html.go     rows → HTML tables in several markups
//	text.go     rows → flattened text in several conventions
//	page.go     one whole page of a seed
package generate
