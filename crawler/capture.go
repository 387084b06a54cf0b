package crawler

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
)

// errTooLarge says that a body is longer than it may be. What was read of it
// is thrown away: half a page must not pass for a page.
var errTooLarge = errors.New("body is too large")

// errEncoding says that a body came in a content coding nobody asked for.
var errEncoding = errors.New("unexpected content encoding")

// errNoPage says that an answer is of a type that no report comes in. Its body
// is not read.
var errNoPage = errors.New("no page")

// noPage tells pictures, sounds, films and fonts by their content type.
func noPage(contentType string) bool {
	kind, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(contentType)), "/")
	switch kind {
	case "image", "audio", "video", "font":
		return true
	}
	return false
}

// maxIdleBody is how much is read of the body of a redirect or a 304, which
// nobody looks at.
const maxIdleBody = 64 << 10

// readBody reads a whole body, takes a gzip coding off and refuses more than
// limit bytes before or after. It also counts what came over the wire.
// The coding is told by its magic number: servers announce gzip they do not
// send, and send gzip they do not announce. The buffer is used for this alone: few
// servers say how long a body is, and a slice that grows with it is thrown away often.
func readBody(res *http.Response, limit int64, buf *bytes.Buffer) (body []byte, wire int64, err error) {
	if res.ContentLength > limit {
		return nil, 0, fmt.Errorf("%w: %d bytes announced, %d allowed", errTooLarge, res.ContentLength, limit)
	}
	counted := &counter{r: res.Body}
	in := bufio.NewReader(counted)
	var r io.Reader = in
	coding := strings.ToLower(strings.TrimSpace(res.Header.Get("Content-Encoding")))
	switch coding {
	case "", "identity", "gzip", "x-gzip":
	default:
		return nil, 0, fmt.Errorf("%w %q", errEncoding, coding)
	}
	magic, _ := in.Peek(2) // an error shows again when the body is read
	if bytes.Equal(magic, []byte{0x1f, 0x8b}) && (coding != "" && coding != "identity" || textual(res.Header)) {
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, counted.n, fmt.Errorf("gzip body: %w", err)
		}
		r = z
	}
	buf.Reset()
	n, err := buf.ReadFrom(io.LimitReader(r, limit+1))
	if n > limit {
		return nil, counted.n, fmt.Errorf("%w: more than %d bytes", errTooLarge, limit)
	}
	if err != nil {
		return nil, counted.n, fmt.Errorf("read body: %w", err)
	}
	return bytes.Clone(buf.Bytes()), counted.n, nil
}

// textual tells types that are never gzip files themselves.
func textual(h http.Header) bool {
	t := strings.ToLower(h.Get("Content-Type"))
	return t == "" || strings.HasPrefix(t, "text/") ||
		strings.Contains(t, "html") || strings.Contains(t, "xml") || strings.Contains(t, "json")
}

type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// buffers are those that no body is read into now.
type buffers struct{ free sync.Pool }

// maxKept is the largest buffer that is used again: most pages are far smaller.
const maxKept = 1 << 20

func (b *buffers) take() *bytes.Buffer {
	if buf, ok := b.free.Get().(*bytes.Buffer); ok {
		return buf
	}
	return &bytes.Buffer{}
}

func (b *buffers) give(buf *bytes.Buffer) {
	if buf.Cap() <= maxKept {
		b.free.Put(buf)
	}
}
