package extract

import (
	"bytes"
	"strings"
)

// looksLikeHTML tells markup from plain text.
func looksLikeHTML(contentType, text string) bool {
	if strings.Contains(contentType, "html") {
		return true
	}
	head := text[:min(len(text), 64<<10)]
	for {
		i := strings.IndexByte(head, '<')
		if i < 0 {
			return false
		}
		head = head[i+1:]
		for _, tag := range []string{"!doctype html", "html", "body", "table", "div", "p>", "p ", "br", "span", "td"} {
			if len(head) >= len(tag) && strings.EqualFold(head[:len(tag)], tag) {
				return true
			}
		}
	}
}

// layOutText lays plain text out as lines.
func layOutText(d Decoded) *page {
	p := &page{meta: map[string]string{}, decoded: d}
	n := 0
	for raw := range strings.Lines(d.Text) {
		n++
		// Tabs at the ends may be blank cells; spaces are not.
		t := strings.TrimFunc(raw, func(r rune) bool { return r != '\t' && isSpace(r) })
		if trimSpace(t) == "" {
			continue
		}
		if len(p.lines) >= maxLines {
			p.truncated = true
			return p
		}
		p.textBytes += len(t)
		p.lines = append(p.lines, line{cells: []cell{{text: t, col: -1, span: 1}}, row: n})
	}
	return p
}

// isText tells whether the Content-Type names something this package reads.
func isText(contentType string) bool {
	if contentType == "" {
		return true
	}
	ct := bytes.ToLower([]byte(contentType))
	for _, k := range []string{"html", "text/", "xml", "octet-stream", "json"} {
		if bytes.Contains(ct, []byte(k)) {
			return true
		}
	}
	return false
}
