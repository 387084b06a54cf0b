// Package print writes generated documents in the formats that agencies publish,
// for tests.
//
//	docx.go  Word; xlsx.go Excel
package print
