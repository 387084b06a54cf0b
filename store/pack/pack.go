// Package pack writes and reads the small binary pieces that the sheets of the
// panel are made of: variable-length integers and texts.
package pack

import (
	"encoding/binary"
	"errors"
)

// ErrShort is the error of a Reader whose bytes end too early or hold no
// number where one should be.
var ErrShort = errors.New("packed data end too early")

// Writer appends to its Bytes.
type Writer struct{ Bytes []byte }

// Uint appends an unsigned integer.
func (w *Writer) Uint(n uint64) { w.Bytes = binary.AppendUvarint(w.Bytes, n) }

// Text appends a text with its length.
func (w *Writer) Text(s string) {
	w.Uint(uint64(len(s)))
	w.Bytes = append(w.Bytes, s...)
}

// OptionalText appends a text that may be missing.
func (w *Writer) OptionalText(s *string) {
	if s == nil {
		w.Uint(0)
		return
	}
	w.Uint(uint64(len(*s)) + 1)
	w.Bytes = append(w.Bytes, *s...)
}

// Reader takes pieces off its data in the order of writing. After an error it
// gives zeros; Err tells of the first.
type Reader struct {
	data string
	err  error
}

// NewReader reads data; texts share its memory.
func NewReader(data []byte) *Reader { return &Reader{data: string(data)} }

// Err is the first error, nil if everything could be read.
func (r *Reader) Err() error { return r.err }

// Uint takes an unsigned integer.
func (r *Reader) Uint() uint64 {
	var n uint64
	for i := 0; i < len(r.data) && i < binary.MaxVarintLen64; i++ {
		b := r.data[i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			r.data = r.data[i+1:]
			return n
		}
	}
	r.fail()
	return 0
}

// Count takes a number of pieces to come, each of at least one byte.
func (r *Reader) Count() int {
	n := r.Uint()
	if n > uint64(len(r.data)) {
		r.fail()
		return 0
	}
	return int(n)
}

// Text takes a text.
func (r *Reader) Text() string {
	n := r.Count()
	s := r.data[:n]
	r.data = r.data[n:]
	return s
}

// OptionalText takes a text that may be missing.
func (r *Reader) OptionalText() *string {
	n := r.Uint()
	if n == 0 {
		return nil
	}
	if n-1 > uint64(len(r.data)) {
		r.fail()
		return nil
	}
	s := r.data[:n-1]
	r.data = r.data[n-1:]
	return &s
}

func (r *Reader) fail() {
	if r.err == nil {
		r.err = ErrShort
	}
	r.data = ""
}

// Zigzag maps a signed integer to an unsigned one, small ones to small ones.
func Zigzag(n int64) uint64 { return uint64(n<<1) ^ uint64(n>>63) }

// Unzigzag is the inverse of Zigzag.
func Unzigzag(n uint64) int64 { return int64(n>>1) ^ -int64(n&1) }
