package warc

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http/httputil"
	"strconv"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// Payload is what a message carries: Entity without transfer coding, which
// digests are made of, and Body without content coding too.
type Payload struct{ Entity, Body []byte }

// Payload takes the codings off. Writers of archives differ in what they took
// off themselves while they kept the fields, so the bytes decide. Half a
// body, a coding that is not known and more than limit bytes are errors.
func (m *Message) Payload(limit int64) (Payload, error) {
	var p Payload
	var err error
	p.Entity, err = m.entity(limit)
	if err != nil {
		return p, err
	}
	p.Body = p.Entity
	codings := strings.Split(strings.Join(m.Header["Content-Encoding"], ","), ",")
	for i := len(codings) - 1; i >= 0; i-- {
		if p.Body, err = decode(strings.ToLower(strings.TrimSpace(codings[i])), p.Body, limit); err != nil {
			return p, err
		}
	}
	if int64(len(p.Body)) > limit {
		return p, fmt.Errorf("its body is %w: more than %d bytes", errTooLong, limit)
	}
	return p, nil
}

// Matches tells whether a WARC-Payload-Digest fits, as any of the writers
// understand it; one that cannot be checked does.
func (m *Message) Matches(p Payload, digest string) bool {
	d := NormalDigest(digest)
	return !isSHA1(d) || d == Digest(p.Entity) || d == Digest(m.Raw) || d == Digest(p.Body)
}

// entity takes the transfer coding off and holds the rest against its length.
func (m *Message) entity(limit int64) ([]byte, error) {
	if strings.Contains(strings.ToLower(strings.Join(m.Header["Transfer-Encoding"], ",")), "chunked") && beginsChunk(m.Raw) {
		b, err := readLimited(httputil.NewChunkedReader(bytes.NewReader(m.Raw)), limit)
		if err != nil {
			return nil, fmt.Errorf("its chunks: %w", err)
		}
		return b, nil
	}
	length, err := strconv.Atoi(m.Header.Get("Content-Length"))
	coded := m.Header.Get("Content-Encoding") != "" && !packed(m.Raw) // unpacked by the writer: another length
	if err != nil || length < 0 || coded {
		return m.Raw, nil
	}
	if len(m.Raw) < length {
		return nil, fmt.Errorf("its body has %d of %d bytes", len(m.Raw), length)
	}
	return m.Raw[:length], nil
}

// beginsChunk tells a chunked body from one whose writer took the chunks away.
func beginsChunk(b []byte) bool {
	line, _, ok := bytes.Cut(b[:min(len(b), 128)], []byte("\n"))
	size, _, _ := strings.Cut(strings.TrimSpace(string(line)), ";")
	_, err := strconv.ParseUint(strings.TrimSpace(size), 16, 64)
	return ok && err == nil
}

// packed tells the bytes of a known packing by how they begin.
func packed(b []byte) bool {
	return bytes.HasPrefix(b, []byte{0x1f, 0x8b}) || bytes.HasPrefix(b, []byte{0x28, 0xb5, 0x2f, 0xfd}) ||
		len(b) > 1 && b[0]&0x0f == 8 && (int(b[0])<<8+int(b[1]))%31 == 0 // zlib
}

// decode takes one content coding off.
func decode(coding string, b []byte, limit int64) ([]byte, error) {
	var r io.Reader
	var err error
	switch coding {
	case "", "identity", "none":
		return b, nil
	case "gzip", "x-gzip":
		if !packed(b) {
			return b, nil
		}
		r, err = gzip.NewReader(bytes.NewReader(b))
	case "deflate":
		if r, err = zlib.NewReader(bytes.NewReader(b)); err != nil {
			r, err = flate.NewReader(bytes.NewReader(b)), nil // what some servers mean by it
		}
	case "zstd":
		if !packed(b) {
			return b, nil
		}
		var z *zstd.Decoder
		z, err = zstd.NewReader(bytes.NewReader(b), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(uint64(limit)+1<<20))
		if err == nil {
			defer z.Close()
			r = z
		}
	default:
		return nil, fmt.Errorf("its content coding %.20q is not known", coding)
	}
	if err == nil {
		b, err = readLimited(r, limit)
	}
	if err != nil {
		return nil, fmt.Errorf("its %s coding: %w", coding, err)
	}
	return b, nil
}

// readLimited reads all of r, if that is no more than limit bytes.
func readLimited(r io.Reader, limit int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(b)) > limit {
		err = fmt.Errorf("%w: more than %d bytes", errTooLong, limit)
	}
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return b, err
}
