package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"gongkai/extract/document"
)

// Bounds on a document. The largest real reports have a hundredth of these.
const (
	maxPart   = 64 << 20 // bytes of one part, unpacked
	maxDepth  = 200      // elements in one another
	maxBlocks = 100_000  // paragraphs, cells and tables
)

// Reader reads Word documents.
type Reader struct{}

// Read implements document.Reader.
func (Reader) Read(body []byte) (*document.Document, error) {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, damaged(err)
	}
	r := &reader{}
	if err := r.numbering(z); err != nil {
		return nil, damaged(err)
	}
	if r.dec, err = openPart(z, "word/document.xml"); err != nil {
		return nil, damaged(err)
	}
	blocks, err := r.document()
	if err != nil {
		return nil, damaged(err)
	}
	return &document.Document{Blocks: blocks, Truncated: r.truncated}, nil
}

func damaged(err error) error {
	if errors.Is(err, errTooLarge) {
		return &document.Error{Kind: fmt.Sprintf("a Word document that unpacks to more than %d MiB", maxPart>>20)}
	}
	return &document.Error{Kind: "a damaged Word document", Err: err}
}

var (
	errMissing  = errors.New("its text is missing")
	errTooLarge = errors.New("too large")
)

// openPart opens a part of the package as XML; it reads no more than maxPart.
func openPart(z *zip.Reader, name string) (*xml.Decoder, error) {
	for _, f := range z.File {
		if !strings.EqualFold(strings.ReplaceAll(f.Name, `\`, "/"), name) {
			continue
		}
		if f.Flags&1 != 0 {
			return nil, errors.New("encrypted")
		}
		rc, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		return xml.NewDecoder(&bounded{r: rc, left: maxPart}), nil
	}
	return nil, fmt.Errorf("%s: %w", name, errMissing)
}

// bounded fails where more is read than is left.
type bounded struct {
	r    io.Reader
	left int
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLarge
	}
	n, err := b.r.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}
