// Package office reads documents that only an office program understands: DOC,
// XLS, WPS, RTF, ODT, ODS. LibreOffice, where it is installed, writes them as Word
// or Excel documents, in a profile of its own that is thrown away.
package office

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"
	"unicode/utf16"

	"gongkai/extract/document"
)

// Config says how documents are converted.
type Config struct {
	// Program is LibreOffice's soffice: a path, or a name to be looked up.
	Program string
	// Timeout bounds the conversion of one document; 0 means a minute.
	Timeout time.Duration
	// Word and Sheets read what LibreOffice writes.
	Word, Sheets document.Reader
}

// Reader reads legacy documents, one at a time.
type Reader struct {
	Config
	mu sync.Mutex
}

// NewReader returns a Reader.
func NewReader(c Config) *Reader {
	if c.Timeout == 0 {
		c.Timeout = time.Minute
	}
	return &Reader{Config: c}
}

const kind = "a legacy Office document (DOC, XLS, WPS, RTF, ODT, ODS)"

// Read implements document.Reader.
func (r *Reader) Read(body []byte) (*document.Document, error) {
	if bytes.HasPrefix(body, []byte(document.Compound)) && holds(body, "EncryptedPackage") {
		return nil, &document.Error{Kind: "an encrypted Office document"}
	}
	program, err := exec.LookPath(r.Program)
	if err != nil {
		return nil, &document.Error{Kind: kind, Help: "install LibreOffice (its program soffice), which converts it"}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	dir, err := os.MkdirTemp("", "gongkai-office-")
	if err != nil {
		return nil, fmt.Errorf("convert a document: %w", err)
	}
	defer os.RemoveAll(dir)
	name, target, reader := "in.doc", "docx", r.Word
	if isSheet(body) {
		name, target, reader = "in.xls", "xlsx", r.Sheets
	}
	if err := r.convert(program, dir, name, target, body); err != nil {
		return nil, err
	}
	converted, err := os.ReadFile(filepath.Join(dir, "in."+target))
	if err != nil {
		return nil, &document.Error{Kind: "a damaged Office document", Help: "LibreOffice could not read it"}
	}
	return reader.Read(converted)
}

// convert lets LibreOffice write a document in a format of today.
func (r *Reader) convert(program, dir, name, target string, body []byte) error {
	if err := os.WriteFile(filepath.Join(dir, name), body, 0o600); err != nil {
		return fmt.Errorf("convert a document: %w", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), r.Timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "--headless", "--norestore", "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(dir, "profile")),
		"--convert-to", target, "--outdir", dir, filepath.Join(dir, name))
	cmd.Env = append(os.Environ(), "HOME="+dir)
	cmd.WaitDelay = time.Second
	alone(cmd)
	said, err := cmd.CombinedOutput()
	switch {
	case ctx.Err() != nil:
		return &document.Error{Kind: fmt.Sprintf("an Office document that takes LibreOffice more than %s", r.Timeout)}
	case err != nil:
		return &document.Error{Kind: "a damaged Office document", Err: errors.Join(err, errors.New(firstLine(said)))}
	}
	return nil
}

func firstLine(b []byte) string {
	line, _, _ := bytes.Cut(bytes.TrimSpace(b), []byte("\n"))
	return string(line[:min(len(line), 200)])
}

// isSheet tells workbooks from texts.
func isSheet(body []byte) bool {
	if bytes.HasPrefix(body, []byte("PK")) {
		return bytes.Contains(body[:min(len(body), 200)], []byte("opendocument.spreadsheet"))
	}
	return !holds(body, "WordDocument") && (holds(body, "Workbook") || holds(body, "Book"))
}

// holds tells whether a compound file has a stream of a name.
func holds(body []byte, name string) bool {
	var b []byte
	for _, u := range append(utf16.Encode([]rune(name)), 0) {
		b = append(b, byte(u), byte(u>>8))
	}
	return bytes.Contains(body, b)
}
