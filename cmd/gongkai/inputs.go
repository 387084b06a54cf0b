package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gongkai/extract"
)

// maxInput bounds what is read of one file: no report page comes near it.
const maxInput = 32 << 20

// pageEndings are the endings that files must have to be read from within a
// directory. Files without any ending count as saved pages.
var pageEndings = []string{"", ".html", ".htm", ".shtml", ".txt", ".md", ".pdf", ".docx", ".xlsx", ".doc", ".xls", ".wps", ".et", ".rtf", ".odt", ".ods"}

// input is one document to read: a file, an address, or "-" for standard input.
type input struct {
	name string
	err  error // why it is none
}

var (
	errNoPages  = errors.New("a directory without pages (" + strings.TrimPrefix(strings.Join(pageEndings, " "), " ") + ")")
	errTooLarge = fmt.Errorf("larger than %d MB", maxInput>>20)
)

// inputs lists the documents that arguments stand for: directories with all
// their pages, in the order of their names, everything else as it is.
func inputs(args []string) iter.Seq[input] {
	return func(yield func(input) bool) {
		for _, arg := range args {
			if arg != "-" && !isAddress(arg) {
				if info, err := os.Stat(arg); err == nil && info.IsDir() {
					if !walk(arg, yield) {
						return
					}
					continue
				}
			}
			if !yield(input{name: arg}) {
				return
			}
		}
	}
}

// walk yields the pages of a directory. What cannot be listed is an input that
// fails, and the rest goes on.
func walk(dir string, yield func(input) bool) (more bool) {
	n := 0
	put := func(in input) error {
		n++
		if !yield(in) {
			return fs.SkipAll
		}
		return nil
	}
	more = true
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			if err = put(input{path, err}); err == nil && d != nil && d.IsDir() {
				err = fs.SkipDir
			}
		} else if hidden := strings.HasPrefix(d.Name(), ".") && path != dir; hidden && d.IsDir() {
			return fs.SkipDir
		} else if !hidden && isPage(path, d) {
			err = put(input{name: path})
		}
		more = err != fs.SkipAll
		return err
	})
	if err == nil && more && n == 0 {
		return yield(input{dir, errNoPages})
	}
	return more
}

func isPage(path string, d fs.DirEntry) bool {
	if !slices.Contains(pageEndings, strings.ToLower(filepath.Ext(path))) {
		return false
	}
	if d.Type()&fs.ModeSymlink != 0 {
		info, err := os.Stat(path)
		return err == nil && info.Mode().IsRegular()
	}
	return d.Type().IsRegular()
}

// isAddress tells the address of a page from a file's name.
func isAddress(arg string) bool {
	s := strings.ToLower(arg)
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// document reads the bytes of a document for the extractor.
func (in input) document(ctx context.Context, stdin io.Reader, fetch fetcher) (extract.Input, error) {
	body, contentType, err := in.read(ctx, stdin, fetch)
	return extract.Input{Body: body, ContentType: contentType, Source: in.name}, err
}

// read returns the bytes of a document, with their type where a server named it.
func (in input) read(ctx context.Context, stdin io.Reader, fetch fetcher) (body []byte, contentType string, err error) {
	switch {
	case in.err != nil:
		return nil, "", bare(in.err)
	case in.name == "-":
		body, err = readAll(stdin, 0)
		return body, "", err
	case isAddress(in.name):
		return fetch(ctx, in.name)
	}
	f, err := os.Open(in.name)
	if err != nil {
		return nil, "", bare(err)
	}
	defer f.Close()
	size := int64(0)
	if st, err := f.Stat(); err == nil && st.Mode().IsRegular() {
		size = st.Size()
	}
	body, err = readAll(f, size)
	return body, "", err
}

// readAll reads what is expected to be size bytes, 0 if that is not known.
func readAll(r io.Reader, size int64) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(int(min(size, maxInput)) + bytes.MinRead) // so that it never grows again
	_, err := b.ReadFrom(io.LimitReader(r, maxInput+1))
	if err == nil && b.Len() > maxInput {
		err = errTooLarge
	}
	return b.Bytes(), bare(err)
}

// bare takes the name of the file from an error: the message has it already.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
