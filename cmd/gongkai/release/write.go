package release

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gongkai/cmd/gongkai/tabular"
)

// Extra is a file that is written beside the tables.
type Extra struct {
	File
	Write func(w io.Writer) error
}

// ErrExists tells that there is something where a package is to be.
var ErrExists = errors.New("exists and is not empty; a release is never changed")

// written is a file of the package with its sum.
type written struct {
	path, sum string
	bytes     int64
	rows      int
}

// writer writes a package into a directory of its own.
type writer struct {
	dir     string
	program tabular.Options
	files   []written
}

// Write writes a package. Its directory appears only when it is whole; what an
// interrupted one leaves begins with a point and is not read by anybody.
func Write(dir string, p Package, tables []Table, extras []Extra, program tabular.Options) (err error) {
	if err := checkRoom(dir); err != nil {
		return err
	}
	parent := filepath.Dir(filepath.Clean(dir))
	tmp, err := os.MkdirTemp(parent, "."+filepath.Base(filepath.Clean(dir))+".partial-*")
	if err != nil {
		return fmt.Errorf("release: %w", err)
	}
	defer os.RemoveAll(tmp) // after the rename this finds nothing
	w := &writer{dir: tmp, program: program}
	if err := w.all(p, tables, extras); err != nil {
		return err
	}
	if err := os.Chmod(tmp, 0o755); err != nil {
		return fmt.Errorf("release: %w", err)
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("release: %w", err)
	}
	if err := os.Rename(tmp, dir); err != nil {
		return fmt.Errorf("release: %w", err)
	}
	return nil
}

// checkRoom tells whether a package may be written at dir: nothing or an empty
// directory is there.
func checkRoom(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("release: %w", err)
	case len(entries) > 0:
		return fmt.Errorf("%s %w", dir, ErrExists)
	}
	return nil
}

func (w *writer) all(p Package, tables []Table, extras []Extra) error {
	var resources []resource
	for _, t := range tables {
		files, err := w.table(t)
		if err != nil {
			return fmt.Errorf("%s: %w", t.Name, err)
		}
		resources = append(resources, resourcesOf(t, files)...)
	}
	for _, x := range extras {
		f, err := w.file(x.Name, x.Write)
		if err != nil {
			return fmt.Errorf("%s: %w", x.Name, err)
		}
		resources = append(resources, resourceOf(x.File, f))
	}
	for _, one := range []struct {
		name  string
		write func() ([]byte, error)
	}{
		{"datapackage.json", func() ([]byte, error) { return descriptor(p, resources) }},
		{"CITATION.cff", func() ([]byte, error) { return citation(p), nil }},
		{"README.md", func() ([]byte, error) { return []byte(readme(p, resources)), nil }},
	} {
		b, err := one.write()
		if err != nil {
			return fmt.Errorf("%s: %w", one.name, err)
		}
		if _, err := w.file(one.name, func(out io.Writer) error { _, err := out.Write(b); return err }); err != nil {
			return fmt.Errorf("%s: %w", one.name, err)
		}
	}
	return w.sums()
}

// table writes a table in its formats, in one pass over its rows.
func (w *writer) table(t Table) (files []written, err error) {
	formats := []string{tabular.CSV}
	if t.Parquet {
		formats = append(formats, tabular.Parquet)
	}
	var outs []*tableFile
	defer func() {
		for _, o := range outs {
			err = errors.Join(err, o.file.Close())
		}
	}()
	for _, format := range formats {
		o, err := w.openTable(t, format)
		if err != nil {
			return nil, err
		}
		outs = append(outs, o)
	}
	rows := 0
	if err := t.Fill(func(values []any) error {
		if len(values) != len(t.Fields) {
			return fmt.Errorf("%d values for %d columns", len(values), len(t.Fields))
		}
		rows++
		for _, o := range outs {
			if err := o.table.Write(values); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return nil, err
	}
	for _, o := range outs {
		if err := errors.Join(o.table.Close(), o.buf.Flush()); err != nil {
			return nil, err
		}
		f := o.sum.file(o.name)
		f.rows = rows
		w.files = append(w.files, f)
		files = append(files, f)
	}
	return files, nil
}

// tableFile is a table on its way into a file.
type tableFile struct {
	name  string
	file  *os.File
	sum   *summed
	buf   *bufio.Writer
	table tabular.Writer
}

func (w *writer) openTable(t Table, format string) (*tableFile, error) {
	name := "data/" + t.Name + "." + format
	f, err := w.create(name)
	if err != nil {
		return nil, err
	}
	o := &tableFile{name: name, file: f, sum: newSummed(f)}
	o.buf = bufio.NewWriterSize(o.sum, 1<<16)
	var cols []tabular.Column
	for _, c := range t.Fields {
		cols = append(cols, c.Column)
	}
	if o.table, err = tabular.New(o.buf, format, cols, w.program); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return o, nil
}

func (w *writer) create(name string) (*os.File, error) {
	path := filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	return os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
}

// file writes a file that is no table.
func (w *writer) file(name string, write func(io.Writer) error) (written, error) {
	f, err := w.create(name)
	if err != nil {
		return written{}, err
	}
	sum := newSummed(f)
	buf := bufio.NewWriterSize(sum, 1<<16)
	if err := errors.Join(write(buf), buf.Flush(), f.Close()); err != nil {
		return written{}, err
	}
	one := sum.file(name)
	w.files = append(w.files, one)
	return one, nil
}

// sums writes SHA256SUMS, as sha256sum -c reads it.
func (w *writer) sums() error {
	slices.SortFunc(w.files, func(a, b written) int { return strings.Compare(a.path, b.path) })
	var b bytes.Buffer
	for _, f := range w.files {
		fmt.Fprintf(&b, "%s  %s\n", f.sum, f.path)
	}
	_, err := w.file("SHA256SUMS", func(out io.Writer) error { _, err := out.Write(b.Bytes()); return err })
	return err
}

// summed writes on and keeps sum and size.
type summed struct {
	io.Writer
	sum   func() []byte
	bytes int64
}

func newSummed(w io.Writer) *summed {
	h := sha256.New()
	return &summed{Writer: io.MultiWriter(w, h), sum: func() []byte { return h.Sum(nil) }}
}

func (s *summed) Write(b []byte) (int, error) {
	n, err := s.Writer.Write(b)
	s.bytes += int64(n)
	return n, err
}

func (s *summed) file(path string) written {
	return written{path: path, sum: hex.EncodeToString(s.sum()), bytes: s.bytes}
}
