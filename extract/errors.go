package extract

import (
	"bytes"
	"errors"
	"fmt"
)

// ErrEmpty is returned for input without any text.
var ErrEmpty = errors.New("empty input")

// NotReportError says why a readable page is no annual report.
type NotReportError struct{ Reason string }

func (e *NotReportError) Error() string { return "not a report: " + e.Reason }

// UnreadableError says that the input is of a kind that cannot be read.
type UnreadableError struct {
	Kind string
	Err  error // what the reader of the kind says, nil where there is none
}

func (e *UnreadableError) Error() string {
	if e.Err != nil {
		return e.Err.Error()
	}
	return fmt.Sprintf("cannot read %s: give an HTML page, its text, or a PDF, Word or Excel document", e.Kind)
}

// Unwrap returns what the reader of the kind says.
func (e *UnreadableError) Unwrap() error { return e.Err }

// magics are the first bytes of what people feed to such programs.
var magics = []struct{ magic, kind string }{
	{"\x89PNG\r\n\x1a\n", "a PNG picture"},
	{"\xff\xd8\xff", "a JPEG picture"},
	{"GIF87a", "a GIF picture"},
	{"GIF89a", "a GIF picture"},
	{"BM", "a BMP picture"},
	{"%PDF-", "a PDF document"},
	{"PK\x03\x04", "a ZIP archive (DOCX, XLSX, …)"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a legacy Office document (DOC, XLS, WPS)"},
	{"Rar!", "a RAR archive"},
	{`{\rtf`, "an RTF document"},
	{"\x1f\x8b", "gzip data"},
	{"SQLite format 3\x00", "a SQLite database"},
	{"RIFF", "a media file"},
	{"\x00\x00\x00", "a media file"},
}

// sniff returns an UnreadableError for what is no text.
func sniff(body []byte) error {
	if len(bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))) == 0 {
		return ErrEmpty
	}
	for _, m := range magics {
		if bytes.HasPrefix(body, []byte(m.magic)) && (len(m.magic) > 2 || m.magic != "BM" || bytes.IndexByte(body, 0) >= 0) {
			return &UnreadableError{Kind: m.kind}
		}
	}
	head := body[:min(len(body), 4096)]
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return nil // UTF-16 holds zero bytes
	}
	control := 0
	for _, c := range head {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0 {
			control++
		}
	}
	if control*20 > len(head) {
		return &UnreadableError{Kind: "binary data"}
	}
	return nil
}
