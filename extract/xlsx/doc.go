// Package xlsx reads Excel workbooks (Office Open XML): the sheets that are
// shown, their rows taken apart into tables and text by their borders, cells as
// their number formats print them, with what is merged. Hidden sheets, rows and
// columns are left out.
//
//	xlsx.go    Read: the sheets of a workbook, within bounds
//	blocks.go  tables and text
//	sheet.go   a sheet: values, what is merged, what is hidden
package xlsx
