package warc

import (
	"compress/gzip"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Writer writes records, each as a gzip member of its own, so that readers can
// begin at any of them. The same records give the same bytes.
type Writer struct {
	out io.Writer
	zip *gzip.Writer
}

// NewWriter returns a Writer to out, which stays the caller's to close.
func NewWriter(out io.Writer) *Writer { return &Writer{out: out, zip: gzip.NewWriter(out)} }

// Write writes one record. The parts are its block; Content-Length is added to
// the fields. After an error the output is of no use.
func (w *Writer) Write(h Header, parts ...[]byte) error {
	length := 0
	for _, p := range parts {
		length += len(p)
	}
	var head strings.Builder
	head.WriteString("WARC/1.1\r\n")
	for _, f := range append(h[:len(h):len(h)], Field{"Content-Length", strconv.Itoa(length)}) {
		if strings.ContainsAny(f.Name, "\r\n: ") || strings.ContainsAny(f.Value, "\r\n") {
			return fmt.Errorf("warc: field %q: %q cannot be written", f.Name, f.Value)
		}
		head.WriteString(f.Name + ": " + f.Value + "\r\n")
	}
	head.WriteString("\r\n")
	w.zip.Reset(w.out)
	if _, err := io.WriteString(w.zip, head.String()); err != nil {
		return fmt.Errorf("warc: %w", err)
	}
	for _, p := range append(parts[:len(parts):len(parts)], []byte("\r\n\r\n")) {
		if _, err := w.zip.Write(p); err != nil {
			return fmt.Errorf("warc: %w", err)
		}
	}
	if err := w.zip.Close(); err != nil {
		return fmt.Errorf("warc: %w", err)
	}
	return nil
}
