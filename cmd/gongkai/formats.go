package main

import (
	"gongkai/extract"
	"gongkai/extract/document"
	"gongkai/extract/docx"
	"gongkai/extract/xlsx"
)

// formats are the readers of documents that are no HTML. None of them does
// anything before the first document of its kind.
func formats() []extract.Option {
	return []extract.Option{
		extract.WithReader(document.DOCX, docx.Reader{}),
		extract.WithReader(document.XLSX, xlsx.Reader{}),
	}
}
