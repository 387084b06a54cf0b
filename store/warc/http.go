package warc

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
)

// original begins the names under which archives keep fields that described
// the answer on the wire and would mislead a reader of the stored body.
const original = "X-Archive-Orig-"

// wireFields are those fields.
var wireFields = []string{"Content-Encoding", "Content-Length", "Transfer-Encoding"}

// Message is the HTTP message in the block of a request, response or revisit.
type Message struct {
	// Method is that of a request, "" in a response.
	Method string
	// Proto is the protocol of the first line, such as HTTP/1.1.
	Proto string
	// Status is that of a response, 0 in a request.
	Status int
	Header http.Header
	// Raw is everything behind the head, as it came over the wire.
	Raw []byte
}

// ParseMessage takes the block of a record apart. It is lenient, as browsers
// are: lines without a colon are dropped, lines may end with \n alone.
func ParseMessage(block []byte) (*Message, error) {
	head, raw := block, []byte(nil)
	if end, after := headEnd(block); end >= 0 {
		head, raw = block[:end], block[after:]
	}
	first, rest, _ := strings.Cut(string(head), "\n")
	m := &Message{Header: http.Header{}, Raw: raw}
	words := strings.Fields(first)
	switch {
	case len(words) >= 2 && strings.HasPrefix(words[0], "HTTP/"):
		status, err := strconv.Atoi(words[1])
		if err != nil || status < 100 || status > 999 {
			return nil, fmt.Errorf("HTTP status %.20q", words[1])
		}
		m.Proto, m.Status = words[0], status
	case len(words) == 3 && strings.HasPrefix(words[2], "HTTP/"):
		m.Method, m.Proto = words[0], words[2]
	default:
		return nil, errors.New("its block is no HTTP message")
	}
	last := ""
	for line := range strings.Lines(rest) {
		line = strings.TrimRight(line, "\r\n")
		if line != "" && (line[0] == ' ' || line[0] == '\t') && last != "" {
			values := m.Header[last]
			values[len(values)-1] += " " + strings.TrimSpace(line)
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if name = strings.TrimSpace(name); !ok || name == "" {
			continue
		}
		last = textproto.CanonicalMIMEHeaderKey(name)
		m.Header[last] = append(m.Header[last], strings.TrimSpace(value))
	}
	return m, nil
}

// headEnd finds where the head ends and where the body begins; -1 where the
// block is all head.
func headEnd(block []byte) (end, after int) {
	long, short := bytes.Index(block, []byte("\r\n\r\n")), bytes.Index(block, []byte("\n\n"))
	switch {
	case long >= 0 && (short < 0 || long < short):
		return long, long + 4
	case short >= 0:
		return short, short + 2
	}
	return -1, -1
}

// HideWireFields renames the fields that do not describe a body of that length
// without any coding, as it is stored: X-Archive-Orig-Content-Encoding.
func HideWireFields(h http.Header, length int) http.Header {
	out := h.Clone()
	for _, name := range wireFields {
		values := out[name]
		if len(values) == 0 || name == "Content-Length" && len(values) == 1 && values[0] == strconv.Itoa(length) ||
			name == "Content-Encoding" && len(values) == 1 && strings.EqualFold(values[0], "identity") {
			continue
		}
		out[original+name] = values
		delete(out, name)
	}
	return out
}

// ShowWireFields undoes HideWireFields.
func ShowWireFields(h http.Header) http.Header {
	out := h.Clone()
	for _, name := range wireFields {
		if values := out[original+name]; len(values) > 0 && len(out[name]) == 0 {
			out[name] = values
			delete(out, original+name)
		}
	}
	return out
}
