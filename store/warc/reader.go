package warc

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// maxHead bounds the fields of a record.
const maxHead = 64 << 10

// ErrNotWARC is returned for a file that does not begin as a WARC file does.
var ErrNotWARC = errors.New("not a WARC file")

// Reader reads the records of a file one after the other.
type Reader struct {
	members *members
	text    *bufio.Reader
	at      int64 // offset in the unpacked text
	fresh   bool  // nothing of the current member was taken yet
	begun   bool  // the file has shown that it is WARC
	block   *block
	last    Place // of the record that block belongs to
	pending *RecordError
}

// NewReader returns a reader of a file: plain, packed as a whole or record by
// record. The file stays the caller's to close.
func NewReader(file io.Reader) (*Reader, error) {
	m, err := newMembers(file)
	if err != nil {
		return nil, err
	}
	return &Reader{members: m, text: bufio.NewReaderSize(m, 32<<10)}, nil
}

// Next returns the next record, io.EOF at the end of the file, or a
// *RecordError, after which it may be called again. Other errors end the file.
// What is left of the block of the record before is skipped.
func (r *Reader) Next() (*Record, error) {
	if b := r.block; b != nil {
		r.block = nil
		if _, err := io.Copy(io.Discard, b); err != nil {
			r.damaged(r.last, fmt.Errorf("its block ends %d bytes early: %w", b.left, noEOF(err)), b.told)
		} else if b.left > 0 && !b.told {
			r.pend(r.last, fmt.Sprintf("its block ends %d bytes early", b.left))
		}
	}
	for {
		err := r.seek()
		if err != nil && r.pending != nil {
			bad := r.pending
			r.pending = nil
			return nil, bad
		}
		if err != nil {
			return nil, err
		}
		if bad := r.pending; bad != nil { // told before the good record that follows
			r.pending = nil
			return nil, bad
		}
		rec, err := r.head()
		if err == nil {
			r.block, r.last = rec.block, rec.Place
			return rec, nil
		}
		r.damaged(r.last, err, false)
	}
}

// seek goes to the beginning of a record; io.EOF where there is none.
func (r *Reader) seek() error {
	r.members.span = false
	for {
		c, err := r.text.Peek(1)
		switch {
		case r.members.count.err != nil: // of the file itself: it would come again and again
			return r.members.count.err
		case err == io.EOF: // of the member
			if err := r.members.next(); err == io.EOF {
				return io.EOF
			} else if err != nil {
				r.damaged(Place{Offset: r.members.begin}, err, false)
				continue
			}
			r.text.Reset(r.members)
			r.fresh = true
			continue
		case err != nil:
			r.damaged(r.place(), err, false)
			continue
		case c[0] == '\r' || c[0] == '\n':
			r.discard(1)
			continue
		}
		if head, _ := r.text.Peek(5); string(head) == "WARC/" { // what is too short is none
			r.begun = true
			return nil
		}
		if !r.begun && r.pending == nil {
			return ErrNotWARC
		}
		r.pend(r.place(), "no record begins here")
		r.skipLine()
	}
}

// place is where the reader stands.
func (r *Reader) place() Place {
	if r.members.zip != nil && r.fresh {
		return Place{Offset: r.members.begin}
	}
	return Place{Offset: r.at, Unpacked: r.members.zip != nil}
}

func (r *Reader) discard(n int) {
	n, _ = r.text.Discard(n) // it was peeked at
	r.at += int64(n)
}

// skipLine skips to the next line, or as much as the buffer holds.
func (r *Reader) skipLine() {
	line, _ := r.text.ReadSlice('\n') // an error shows again
	r.at += int64(len(line))
	r.fresh = false
}

// pend keeps a trouble to be told, the first of a damaged stretch only.
func (r *Reader) pend(p Place, reason string) {
	if r.pending == nil {
		r.pending = &RecordError{p, reason}
	}
}

// damaged notes what is wrong and, where the packing itself is, goes on with
// the next member that can be read.
func (r *Reader) damaged(p Place, err error, told bool) {
	if !told {
		r.pend(p, err.Error())
	}
	if r.members.zip == nil || errors.Is(err, errHead) {
		return
	}
	if r.members.recover() != nil {
		r.members.ended = true
	} else {
		r.fresh = true
	}
	r.text.Reset(r.members)
}

// errHead marks troubles of a record's fields: the text behind them is sound.
var errHead = errors.New("cannot be read")

// head reads the first lines of a record.
func (r *Reader) head() (*Record, error) {
	rec := &Record{Place: r.place()}
	r.last = rec.Place
	r.members.span = true
	left := maxHead
	first, err := r.line(&left)
	if err != nil {
		return nil, err
	}
	rec.Version = strings.TrimPrefix(first, "WARC/")
	if rec.Version != "1.0" && rec.Version != "1.1" {
		return nil, fmt.Errorf("version %.20q %w", first, errHead)
	}
	for {
		line, err := r.line(&left)
		if err != nil {
			return nil, err
		}
		if line == "" {
			break
		}
		if n := len(rec.Header); n > 0 && (line[0] == ' ' || line[0] == '\t') {
			rec.Header[n-1].Value += " " + strings.TrimSpace(line)
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			return nil, fmt.Errorf("field %.40q %w", line, errHead)
		}
		rec.Header = append(rec.Header, Field{strings.TrimSpace(name), strings.TrimSpace(value)})
	}
	length := rec.Header.Get("Content-Length")
	rec.Length, err = strconv.ParseInt(length, 10, 64)
	if err != nil || rec.Length < 0 {
		return nil, fmt.Errorf("Content-Length %.40q %w", length, errHead)
	}
	rec.Type = strings.ToLower(rec.Header.Get("WARC-Type"))
	rec.block = &block{r: r, left: rec.Length}
	return rec, nil
}

// line reads one line without its end, of no more than left bytes.
func (r *Reader) line(left *int) (string, error) {
	var whole []byte
	for {
		part, err := r.text.ReadSlice('\n')
		r.at += int64(len(part))
		r.fresh = false
		whole = append(whole, part...)
		if *left -= len(part); *left < 0 {
			return "", fmt.Errorf("a head of more than %d bytes %w", maxHead, errHead)
		}
		if err == nil {
			return strings.TrimRight(string(whole), "\r\n"), nil
		}
		if err != bufio.ErrBufferFull {
			return "", fmt.Errorf("its head: %w", noEOF(err))
		}
	}
}
