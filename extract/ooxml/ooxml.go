// Package ooxml opens the packages that Office documents are since 2007: ZIP
// archives of XML parts, read element by element and within bounds.
package ooxml

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"gongkai/extract/document"
)

// Bounds on a package. The largest real reports have a hundredth of these.
const (
	maxPart  = 64 << 20 // bytes of one part, unpacked
	maxDepth = 200      // elements in one another
)

var (
	// ErrMissing tells that a package has no such part.
	ErrMissing  = errors.New("a part is missing")
	errTooLarge = errors.New("too large")
)

// Package is an opened document.
type Package struct{ files map[string]*zip.File }

// Open reads the directory of a package.
func Open(body []byte) (*Package, error) {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, err
	}
	p := &Package{files: map[string]*zip.File{}}
	for _, f := range z.File {
		p.files[key(f.Name)] = f
	}
	return p, nil
}

// key is the name of a part however it is written: some programs write
// backslashes, and names differ in case.
func key(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// Count counts the parts in a folder.
func (p *Package) Count(folder string) int {
	n := 0
	for name := range p.files {
		if strings.HasPrefix(name, key(folder)+"/") {
			n++
		}
	}
	return n
}

// Part is a part that is read once, from its beginning to its end.
type Part struct {
	*xml.Decoder
	depth int
}

// Part opens a part; it is ErrMissing where there is none.
func (p *Package) Part(name string) (*Part, error) {
	f := p.files[key(name)]
	if f == nil {
		return nil, fmt.Errorf("%s: %w", name, ErrMissing)
	}
	if f.Flags&1 != 0 {
		return nil, fmt.Errorf("%s: encrypted", name)
	}
	rc, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &Part{Decoder: xml.NewDecoder(&bounded{r: rc, left: maxPart})}, nil
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

// Root calls f for every element right below the root.
func (p *Part) Root(f func(xml.StartElement) error) error {
	for {
		tok, err := p.Token()
		if err != nil {
			return err
		}
		if _, ok := tok.(xml.StartElement); ok {
			return p.Each(f)
		}
	}
}

// Each calls f for every element up to the end of the one that was opened last;
// f must read its element to its end.
func (p *Part) Each(f func(xml.StartElement) error) error {
	if p.depth++; p.depth > maxDepth {
		return errors.New("nested too deeply")
	}
	defer func() { p.depth-- }()
	for {
		tok, err := p.Token()
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if err := f(t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// Text returns the characters right inside the element that was opened last.
func (p *Part) Text() (string, error) {
	var b strings.Builder
	for {
		tok, err := p.Token()
		if err != nil {
			return "", err
		}
		switch t := tok.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.StartElement:
			if err := p.Skip(); err != nil {
				return "", err
			}
		case xml.EndElement:
			return b.String(), nil
		}
	}
}

// Attr is an attribute of an element, whatever its namespace; "" if there is none.
func Attr(el xml.StartElement, name string) string {
	for _, a := range el.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// IsOn reads a switch: one that is there is on unless it says otherwise.
func IsOn(value string) bool {
	switch value {
	case "0", "false", "off":
		return false
	}
	return true
}

// Targets are the parts that a part refers to, by the ids it uses.
func (p *Package) Targets(name string) (map[string]string, error) {
	dir, file := path.Split(name)
	part, err := p.Part(dir + "_rels/" + file + ".rels")
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	err = part.Root(func(el xml.StartElement) error {
		target := Attr(el, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(dir, target)
		}
		out[Attr(el, "Id")] = target
		return part.Skip()
	})
	return out, err
}

// Damaged says why a document of a kind ("Word document") cannot be read.
func Damaged(kind string, err error) error {
	if errors.Is(err, errTooLarge) {
		return &document.Error{Kind: fmt.Sprintf("a %s that unpacks to more than %d MiB", kind, maxPart>>20)}
	}
	return &document.Error{Kind: "a damaged " + kind, Err: err}
}
