package sitesfile

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/goccy/go-yaml/ast"

	"gongkai/crawler"
)

// fields read the value of each key that a site may have.
var fields = map[string]func(w *walker, s *Site, n ast.Node){
	"name":      func(w *walker, s *Site, n ast.Node) { s.Name = w.text(n, "name") },
	"note":      func(w *walker, s *Site, n ast.Node) { s.Note = w.text(n, "note") },
	"region":    (*walker).region,
	"start":     (*walker).start,
	"delay":     (*walker).delay,
	"max_pages": (*walker).maxPages,
	"timeout":   (*walker).timeout,
	"headers":   (*walker).headers,
	"private":   func(w *walker, s *Site, n ast.Node) { s.Settings.AllowPrivate = w.yes(n, "private") },
	"old_tls":   func(w *walker, s *Site, n ast.Node) { s.Settings.OldTLS = w.yes(n, "old_tls") },
}

// text is a scalar's text, "" and a mistake told where it is none.
func (w *walker) text(n ast.Node, what string) string {
	s, ok := plain(n)
	if !ok || s == "" {
		w.tell(n, "%s must be a text", what)
	}
	return s
}

func (w *walker) region(s *Site, n ast.Node) {
	code := w.text(n, "region")
	if _, err := strconv.ParseUint(code, 10, 32); code != "" && (err != nil || len(code) != 6) {
		w.tell(n, "region %q is no GB/T 2260 code of six digits", code)
	}
	s.Region = code
}

// start reads one address or a list of them. A host belongs to one entry:
// else two entries could want two delays for it.
func (w *walker) start(s *Site, n ast.Node) {
	values := []ast.Node{n}
	if seq, ok := n.(*ast.SequenceNode); ok {
		values = seq.Values
	}
	if len(values) == 0 {
		w.tell(n, "start has no address")
	}
	for _, v := range values {
		address := w.text(v, "an address")
		if address == "" {
			continue
		}
		key, err := crawler.SiteKey(address)
		if err != nil {
			w.tell(v, "%v", err)
			continue
		}
		if line, taken := w.owner[key]; taken && line != s.Line {
			w.tell(v, "%s belongs to the site of line %d already", key, line)
			continue
		}
		w.owner[key] = s.Line
		if slices.Contains(s.Start, address) {
			w.tell(v, "%s is given twice", address)
			continue
		}
		s.Start = append(s.Start, address)
		if !slices.Contains(s.Keys, key) {
			s.Keys = append(s.Keys, key)
		}
	}
}

// delay takes what the flag --delay takes.
func (w *walker) delay(s *Site, n ast.Node) {
	if d, ok := w.duration(n, "delay", 0); ok {
		if s.Settings.Delay = d; d == 0 {
			s.Settings.Delay = crawler.NoDelay
		}
	}
}

func (w *walker) timeout(s *Site, n ast.Node) {
	s.Settings.Timeout, _ = w.duration(n, "timeout", time.Second)
}

// duration is a scalar that is a duration or a number of seconds.
func (w *walker) duration(n ast.Node, what string, least time.Duration) (time.Duration, bool) {
	text, ok := plain(n)
	d, err := time.ParseDuration(text)
	if seconds, floatErr := strconv.ParseFloat(text, 64); floatErr == nil {
		d, err = time.Duration(seconds*float64(time.Second)), nil
	}
	if !ok || err != nil || d < least || d > time.Hour {
		w.tell(n, "%s must be a duration such as 2s or a number of seconds, from %s to an hour", what, least)
		return 0, false
	}
	return d, true
}

func (w *walker) maxPages(s *Site, n ast.Node) {
	text, ok := plain(n)
	v, err := strconv.Atoi(text)
	if !ok || err != nil || v < 1 {
		w.tell(n, "max_pages must be a whole number of at least 1")
	}
	s.Settings.MaxPages = v
}

func (w *walker) headers(s *Site, n ast.Node) {
	s.Settings.Header = http.Header{}
	w.mapping(n, "headers", func(key string, at, value ast.Node) {
		if value == nil || value.Type() == ast.NullType {
			w.tell(at, "header %s has no value", key)
			return
		}
		text := w.text(value, "header "+key)
		one := crawler.SiteSettings{Header: http.Header{key: {text}}}
		if err := one.Validate(); err != nil {
			w.tell(at, "%v", err)
		}
		s.Settings.Header.Set(key, text)
	})
}

// yes is a scalar that is true or false, false and a mistake told where it is neither.
func (w *walker) yes(n ast.Node, what string) bool {
	b, ok := n.(*ast.BoolNode)
	if !ok {
		w.tell(n, "%s must be true or false", what)
		return false
	}
	return b.Value
}
