package document

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
)

// Kind is a format of documents.
type Kind string

// The formats, told by what a document begins with or holds, never by its name.
const (
	None   Kind = ""       // no document of these: HTML, text or what nobody reads
	DOCX   Kind = "docx"   // Word since 2007
	XLSX   Kind = "xlsx"   // Excel since 2007
	PDF    Kind = "pdf"    //
	Office Kind = "office" // what only an office program reads: DOC, XLS, WPS, RTF, ODT, ODS
)

// Compound is how legacy Office documents begin: OLE compound files.
const Compound = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// KindOf tells the format of a document by its bytes.
func KindOf(body []byte) Kind {
	switch {
	case bytes.HasPrefix(body, []byte(Compound)), bytes.HasPrefix(body, []byte(`{\rtf`)):
		return Office
	case bytes.HasPrefix(body, []byte("PK\x03\x04")):
		return kindOfZip(body)
	case bytes.Contains(body[:min(len(body), 1024)], []byte("%PDF-")) && !bytes.HasPrefix(bytes.TrimSpace(body), []byte("<")):
		return PDF // some servers put bytes of their own before it
	}
	return None
}

// kindOfZip tells which documents a ZIP archive holds by the names in it. One
// whose directory is lost is told by the names that its files begin with.
func kindOfZip(body []byte) Kind {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		switch {
		case bytes.Contains(body, []byte("word/")):
			return DOCX
		case bytes.Contains(body, []byte("xl/")):
			return XLSX
		}
		return None
	}
	for _, f := range z.File {
		switch name := strings.ReplaceAll(f.Name, `\`, "/"); {
		case name == "word/document.xml":
			return DOCX
		case name == "xl/workbook.xml":
			return XLSX
		case name == "mimetype" && isOpenDocument(f):
			return Office
		}
	}
	return None
}

func isOpenDocument(f *zip.File) bool {
	r, err := f.Open()
	if err != nil {
		return false
	}
	defer r.Close()
	const prefix = "application/vnd.oasis.opendocument."
	b, err := io.ReadAll(io.LimitReader(r, int64(len(prefix))))
	return err == nil && string(b) == prefix
}
