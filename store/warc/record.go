package warc

import (
	"errors"
	"fmt"
	"io"
)

// Record is one record of a file.
type Record struct {
	// Version is "1.0" or "1.1".
	Version string
	// Type is WARC-Type in lower case: warcinfo, request, response, revisit,
	// resource, metadata, conversion or continuation, or what the future brings.
	Type   string
	Header Header
	Place  Place
	// Length is the length of the block in bytes, as the record tells it.
	Length int64

	block *block
}

// Place is where a record begins: an offset in the file, or in its unpacked
// text where the record does not begin a gzip member.
type Place struct {
	Offset   int64
	Unpacked bool
}

// String tells the place to people.
func (p Place) String() string {
	if p.Unpacked {
		return fmt.Sprintf("byte %d unpacked", p.Offset)
	}
	return fmt.Sprintf("byte %d", p.Offset)
}

// RecordError tells of a bad record. The reader goes on behind it.
type RecordError struct {
	Place  Place
	Reason string
}

// Error implements error.
func (e *RecordError) Error() string { return fmt.Sprintf("record at %s: %s", e.Place, e.Reason) }

// errTooLong is told of blocks that are longer than the caller takes.
var errTooLong = errors.New("too long")

// Read returns the whole block of a record, if it has at most limit bytes, and
// checks it against its WARC-Block-Digest. A *RecordError tells of a block that
// is too long, cut off or damaged; the reader then goes on with the next record.
func (r *Record) Read(limit int64) ([]byte, error) {
	bad := func(err error) error {
		r.block.told = true
		return &RecordError{r.Place, err.Error()}
	}
	if why := r.Header.Get("WARC-Truncated"); why != "" {
		return nil, bad(fmt.Errorf("cut off when it was fetched (%.40s)", why))
	}
	if r.Length > limit {
		return nil, bad(fmt.Errorf("its block of %d bytes is %w: %d are taken", r.Length, errTooLong, limit))
	}
	b := make([]byte, 0, min(r.Length, 1<<20)) // the length may be a lie
	for int64(len(b)) < r.Length {
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
		n, err := r.block.Read(b[len(b):min(int64(cap(b)), r.Length)])
		b = b[:len(b)+n]
		if err != nil {
			return nil, bad(fmt.Errorf("its block ends after %d of %d bytes: %w", len(b), r.Length, noEOF(err)))
		}
	}
	if d := NormalDigest(r.Header.Get("WARC-Block-Digest")); isSHA1(d) && d != Digest(b) {
		return nil, bad(errors.New("its block does not match its digest"))
	}
	return b, nil
}

// block is what is left of the record being read.
type block struct {
	r    *Reader
	left int64
	told bool // the caller knows that the record is bad
}

// Read implements io.Reader.
func (b *block) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, io.EOF
	}
	n, err := b.r.text.Read(p[:min(int64(len(p)), b.left)])
	b.r.at += int64(n)
	b.left -= int64(n)
	return n, err
}
