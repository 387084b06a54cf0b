// Package xlsx reads Excel workbooks (Office Open XML): the sheets that are
// shown, their rows taken apart into tables and text by their borders, cells as
// their number formats print them, with what is merged. Hidden sheets, rows and
// columns are left out.
//
//	xlsx.go    Read: a workbook and its sheets
//	parts.go   texts and styles that sheets share
//	sheet.go   a sheet: values, what is merged, what is hidden
//	blocks.go  tables and text
//	format.go  number formats; round.go decimal rounding as Excel does it
//
// A library would do this, but the one there is costs every start of a program
// that links it more than reading an HTML page does.
package xlsx
