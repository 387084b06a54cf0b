package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongkai/extract/document"
)

// Bounds on a workbook. The largest real reports have a hundredth of these.
const (
	maxUnpacked = 64 << 20 // bytes of all parts, unpacked
	maxCells    = 16 << 20 // bytes of what holds cells and their texts
	maxSheets   = 50
	maxRows     = 5000
	maxColumns  = 100
)

// Reader reads Excel workbooks.
type Reader struct{}

// Read implements document.Reader.
func (Reader) Read(body []byte) (*document.Document, error) {
	if err := measure(body); err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(body), excelize.Options{
		UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked, // beyond it a part goes to a file
	})
	if err != nil {
		return nil, damaged(err)
	}
	defer f.Close()
	doc := &document.Document{}
	for i, name := range f.GetSheetList() {
		if i == maxSheets {
			doc.Truncated = true
			break
		}
		if shown, err := f.GetSheetVisible(name); err != nil || !shown {
			continue
		}
		s := &sheet{file: f, name: name}
		if err := s.read(); err != nil {
			return nil, damaged(fmt.Errorf("sheet %s: %w", name, err))
		}
		doc.Truncated = doc.Truncated || s.truncated
		doc.Blocks = append(doc.Blocks, s.blocks()...)
		for range s.pictures() {
			doc.Blocks = append(doc.Blocks, document.Block{Picture: true})
		}
	}
	return doc, nil
}

// measure refuses workbooks that would cost too much to unpack.
func measure(body []byte) error {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return damaged(err)
	}
	var all, cells uint64
	for _, f := range z.File {
		all += f.UncompressedSize64
		if name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/")); strings.HasPrefix(name, "xl/") && strings.HasSuffix(name, ".xml") {
			cells += f.UncompressedSize64
		}
		if all > maxUnpacked || cells > maxCells {
			return &document.Error{Kind: fmt.Sprintf("an Excel workbook that unpacks to more than %d MiB", maxCells>>20)}
		}
	}
	return nil
}

func damaged(err error) error {
	return &document.Error{Kind: "a damaged Excel workbook", Err: err}
}
