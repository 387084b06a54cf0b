package main

import (
	"os"
	"path/filepath"

	"gongkai/extract"
	"gongkai/extract/document"
	"gongkai/extract/docx"
	"gongkai/extract/office"
	"gongkai/extract/pdf"
	"gongkai/extract/xlsx"
)

// formats are the readers of documents that are no HTML. None of them does
// anything before the first document of its kind.
func formats() []extract.Option {
	word, sheets := docx.Reader{}, xlsx.Reader{}
	return []extract.Option{
		extract.WithReader(document.DOCX, word),
		extract.WithReader(document.XLSX, sheets),
		extract.WithReader(document.Office, office.NewReader(office.Config{Program: "soffice", Word: word, Sheets: sheets})),
		extract.WithReader(document.PDF, pdf.NewReader(pdf.Config{CacheDir: cacheDir()})),
	}
}

// cacheDir is where the compiled PDF reader is kept; "" where the user has no
// such place.
func cacheDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "gongkai", "pdf")
}
