package extract

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// Decoded is a document as UTF-8 text, and how its encoding was told.
type Decoded struct {
	Text string
	// Charset is the encoding's usual name ("utf-8", "gb18030", …).
	Charset string
	// Source is "bom", "utf8" (the bytes are valid UTF-8), "header", "meta" or "default".
	Source string
	// Replaced counts bytes that the encoding could not read (U+FFFD).
	Replaced int
	// Truncated is set where only the first MaxText bytes were read.
	Truncated bool
}

// MaxText is the most of a document that is read, in bytes. The largest real
// reports have a hundredth of it.
const MaxText = 32 << 20

// Decode turns bytes into UTF-8 with Unix line ends and without NUL bytes.
// Government pages lie about their charset, so the order is: byte order mark,
// bytes that are strictly valid UTF-8, the label of the Content-Type header, the
// label of a meta tag anywhere in the head, and GB18030 at last. The whole GB
// family is read as GB18030, its superset: GBK would garble the rare names that
// need four bytes. A label is not believed where it leaves more unreadable bytes
// than GB18030 does.
func Decode(body []byte, contentType string) Decoded {
	truncated := len(body) > MaxText
	if truncated {
		body = body[:MaxText]
	}
	d := decode(body, contentType)
	d.Truncated = truncated
	return d
}

func decode(body []byte, contentType string) Decoded {
	if d, ok := decodeBOM(body); ok {
		return d
	}
	if valid, cut := validUTF8(body); valid {
		return Decoded{Text: clean(body[:cut]), Charset: "utf-8", Source: "utf8"}
	}
	if mostlyUTF8(body) {
		return decodeWith(body, unicode.UTF8, "utf-8", "utf8")
	}
	candidates := []struct{ label, source string }{
		{labelOf(contentType), "header"}, {metaCharset(body), "meta"}, {"gb18030", "default"},
	}
	best := Decoded{Replaced: -1}
	tried := map[string]bool{}
	for _, c := range candidates {
		enc, name := lookupEncoding(c.label)
		if enc == nil || tried[name] {
			continue
		}
		tried[name] = true
		d := decodeWith(body, enc, name, c.source)
		if d.Replaced == 0 {
			return d
		}
		if best.Replaced < 0 || d.Replaced < best.Replaced {
			best = d
		}
	}
	return best
}

func decodeBOM(body []byte) (Decoded, bool) {
	switch {
	case bytes.HasPrefix(body, []byte("\xef\xbb\xbf")):
		return decodeWith(body[3:], unicode.UTF8, "utf-8", "bom"), true
	case bytes.HasPrefix(body, []byte("\xff\xfe")), bytes.HasPrefix(body, []byte("\xfe\xff")):
		enc := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
		return decodeWith(body, enc, "utf-16", "bom"), true
	}
	return Decoded{}, false
}

// validUTF8 reports whether body is UTF-8, forgiving a last character that was
// cut in the middle; cut is where the whole characters end.
func validUTF8(body []byte) (bool, int) {
	if utf8.Valid(body) {
		return true, len(body)
	}
	for n := 1; n < utf8.UTFMax && n < len(body); n++ {
		tail := body[len(body)-n:]
		if utf8.RuneStart(tail[0]) && !utf8.FullRune(tail) && utf8.Valid(body[:len(body)-n]) {
			return hasMultibyte(body[:len(body)-n]), len(body) - n
		}
	}
	return false, 0
}

// hasMultibyte guards the cut-off rule: ASCII with one stray byte proves nothing.
func hasMultibyte(body []byte) bool {
	return bytes.ContainsFunc(body, func(r rune) bool { return r >= utf8.RuneSelf })
}

// mostlyUTF8 forgives a few broken bytes in a page whose multi-byte text is
// otherwise UTF-8: GB text forms valid UTF-8 sequences by chance only.
func mostlyUTF8(body []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else if n >= 3 {
			good++
		}
		i += n
	}
	return good > 50*bad
}

func decodeWith(body []byte, enc encoding.Encoding, name, source string) Decoded {
	if name == "utf-8" && utf8.Valid(body) {
		return Decoded{Text: clean(body), Charset: name, Source: source}
	}
	b, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		// Decoders replace what they cannot read; an error is a broken one.
		b = bytes.ToValidUTF8(body, []byte("\uFFFD"))
	}
	return Decoded{Text: clean(b), Charset: name, Source: source, Replaced: bytes.Count(b, []byte("\uFFFD"))}
}

// clean drops NUL bytes, which broken exports sprinkle into text, and unifies
// line ends as a browser does, in the one copy that is made anyway.
func clean(b []byte) string {
	if bytes.IndexByte(b, 0) >= 0 {
		b = bytes.ReplaceAll(b, []byte{0}, nil)
	}
	cr := bytes.IndexByte(b, '\r')
	if cr < 0 {
		return string(b)
	}
	var s strings.Builder
	s.Grow(len(b))
	for cr >= 0 {
		s.Write(b[:cr])
		s.WriteByte('\n')
		b = b[cr+1:]
		if len(b) > 0 && b[0] == '\n' {
			b = b[1:]
		}
		cr = bytes.IndexByte(b, '\r')
	}
	s.Write(b)
	return s.String()
}

func lookupEncoding(label string) (encoding.Encoding, string) {
	label = strings.ToLower(strings.Trim(label, " \t\"'"))
	switch label {
	case "":
		return nil, ""
	case "gb2312", "gbk", "gb18030", "gb-18030", "gb_2312-80", "gb2312-80", "cp936", "ms936", "x-gbk", "936", "hz-gb-2312", "chinese":
		return simplifiedchinese.GB18030, "gb18030"
	}
	enc, name := charset.Lookup(label)
	if enc == encoding.Nop || name == "utf-8" {
		return unicode.UTF8, "utf-8"
	}
	if name == "windows-1252" {
		return nil, "" // the web's word for "no idea"; never right for these pages
	}
	return enc, name
}

func labelOf(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err == nil {
		return params["charset"]
	}
	return labelAfterCharset([]byte(contentType))
}

// maxHead bounds the part of a page in which its charset is looked for. Browsers
// look at 1,024 bytes only, but templates put long scripts before it.
const maxHead = 256 << 10

// metaCharset finds the label of a meta tag anywhere in the head.
func metaCharset(body []byte) string {
	head := body[:min(len(body), maxHead)]
	for {
		i := bytes.IndexByte(head, '<')
		if i < 0 {
			return ""
		}
		head = head[i+1:]
		switch {
		case hasPrefixFold(head, "body"):
			return ""
		case hasPrefixFold(head, "meta"):
			tag := head
			if end := bytes.IndexByte(tag, '>'); end >= 0 {
				tag = tag[:end]
			}
			if label := labelAfterCharset(tag); label != "" {
				return label
			}
		}
	}
}

func hasPrefixFold(b []byte, prefix string) bool {
	return len(b) >= len(prefix) && strings.EqualFold(string(b[:len(prefix)]), prefix)
}

func labelAfterCharset(tag []byte) string {
	const word = "charset"
	for len(tag) > 0 && !hasPrefixFold(tag, word) {
		tag = tag[1:]
	}
	if len(tag) == 0 {
		return ""
	}
	rest := bytes.TrimLeft(tag[len(word):], " \t\r\n")
	if len(rest) == 0 || rest[0] != '=' {
		return ""
	}
	rest = bytes.TrimLeft(rest[1:], " \t\r\n\"'")
	if end := bytes.IndexAny(rest, " \t\r\n\"';/>,"); end >= 0 {
		rest = rest[:end]
	}
	return string(rest)
}
