package warc

import (
	"bufio"
	"compress/gzip"
	"errors"
	"io"
)

// members is the text of a file: the file itself, or its gzip members one
// after the other. Each member ends with io.EOF unless span is set, so that the
// reader of records learns where members begin.
type members struct {
	file  *bufio.Reader
	count *counter
	zip   *gzip.Reader // nil for plain text
	ended bool         // the current member is read to its end
	span  bool         // a record is being read, which may go on in the next member
	begin int64        // offset of the current member in the file
}

// newMembers looks at the first bytes of a file to tell how it is packed.
func newMembers(r io.Reader) (*members, error) {
	m := &members{count: &counter{r: r}}
	m.file = bufio.NewReaderSize(m.count, 64<<10)
	magic, err := m.file.Peek(4) // an error shows again when more is read
	switch {
	case len(magic) >= 2 && magic[0] == 0x1f && magic[1] == 0x8b:
		m.ended = true
		m.zip = new(gzip.Reader)
	case string(magic) == "\x28\xb5\x2f\xfd":
		return nil, errors.New("packed with zstd: unpack it first")
	case len(magic) == 0 && err != io.EOF:
		return nil, err
	}
	return m, nil
}

// offset is how much of the file was taken.
func (m *members) offset() int64 { return m.count.n - int64(m.file.Buffered()) }

// next begins the next member; io.EOF where there is none.
func (m *members) next() error {
	if m.zip == nil {
		return io.EOF
	}
	if _, err := m.file.Peek(1); err != nil {
		return err
	}
	m.begin = m.offset()
	if err := m.zip.Reset(m.file); err != nil {
		return noEOF(err)
	}
	m.zip.Multistream(false)
	m.ended = false
	return nil
}

// Read implements io.Reader.
func (m *members) Read(p []byte) (int, error) {
	if m.zip == nil {
		return m.file.Read(p)
	}
	for {
		if m.ended {
			if !m.span {
				return 0, io.EOF
			}
			if err := m.next(); err != nil {
				return 0, err
			}
		}
		n, err := m.zip.Read(p)
		if err == io.EOF {
			m.ended, err = true, nil
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

// recover looks for a member that can be read, behind one that cannot; io.EOF
// where there is none.
func (m *members) recover() error {
	for {
		magic, err := m.file.Peek(4)
		if err != nil {
			return err
		}
		if magic[0] == 0x1f && magic[1] == 0x8b && magic[2] == 8 && magic[3]&0xe0 == 0 {
			if m.next() == nil {
				return nil
			}
			continue // what the header took was none
		}
		if _, err := m.file.Discard(1); err != nil {
			return err
		}
	}
}

// noEOF marks an end that comes too early.
func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// counter counts what is read of the file, and keeps the error that ended it.
type counter struct {
	r   io.Reader
	n   int64
	err error // not io.EOF
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if err != nil && err != io.EOF {
		c.err = err
	}
	return n, err
}
