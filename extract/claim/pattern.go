package claim

import (
	"errors"
	"fmt"
	"strings"
)

// element is a class of a pattern with what may stand between it and the
// element nearer to the count.
type element struct {
	class class
	gap   gap
}

type gap uint8

const (
	gapNone  gap = iota // light words only
	gapFree             // ~ free text of one clause
	gapList             // ^ other objects and their counts
	gapComma            // , a comma or nothing
)

// pattern is how a text may say a count: classes before and behind the number.
type pattern struct {
	entry   int
	before  []element // in the order of the text
	after   []element
	units   uint16
	topic   string // the topic it needs, "" for none
	heading class  // the class that the headings must name
	said    class  // the class that the sentence must have named
	shared  bool   // see Entry.Shared
}

// parsePattern reads the notation that the vocabulary's "about" describes.
func (lx *lexicon) parsePattern(src string, entry int) (*pattern, error) {
	p := &pattern{entry: entry, shared: lx.entries[entry].Shared}
	counted, g := false, gapNone
	var afterGap gap
	for _, f := range strings.Fields(src) {
		switch {
		case f == "~":
			g = gapFree
		case f == "^":
			g = gapList
		case f == ",":
			g = gapComma
		case f[0] == '@':
			p.topic = f[1:]
		case f[0] == '%' || f[0] == '&':
			c, ok := lx.byName[f[1:]]
			if !ok {
				return nil, fmt.Errorf("pattern %q: unknown class %q", src, f[1:])
			}
			if f[0] == '%' {
				p.heading = c
			} else {
				p.said = c
			}
		case f[0] == '#':
			m, ok := lx.unitSet[f[1:]]
			if !ok || counted || g != gapNone {
				return nil, fmt.Errorf("pattern %q: bad count %q", src, f)
			}
			p.units, counted = m, true
		default:
			c, ok := lx.byName[f]
			if !ok {
				return nil, fmt.Errorf("pattern %q: unknown class %q", src, f)
			}
			if counted {
				afterGap, g = g, gapNone
				p.after = append(p.after, element{c, afterGap})
				continue
			}
			if n := len(p.before); n > 0 {
				p.before[n-1].gap = g
			}
			g = gapNone
			p.before = append(p.before, element{class: c})
		}
	}
	if !counted || len(p.before)+len(p.after) == 0 || g != gapNone {
		return nil, fmt.Errorf("pattern %q: no count, or nothing around it", src)
	}
	return p, nil
}

// weight orders patterns that fit the same count: the longer one knows more.
func (p *pattern) weight() int { return len(p.before) + len(p.after) }

// expand writes out the alternatives of a word: (主动|)公开 → 主动公开, 公开.
func expand(s string) ([]string, error) {
	open := strings.IndexByte(s, '(')
	if open < 0 {
		if strings.ContainsAny(s, ")|") {
			return nil, errors.New("word " + s + ": unbalanced brackets")
		}
		return []string{s}, nil
	}
	end := strings.IndexByte(s[open:], ')')
	if end < 0 || strings.Contains(s[open+1:open+end], "(") {
		return nil, errors.New("word " + s + ": unbalanced brackets")
	}
	rest, err := expand(s[open+end+1:])
	if err != nil {
		return nil, err
	}
	var out []string
	for _, alt := range strings.Split(s[open+1:open+end], "|") {
		for _, r := range rest {
			out = append(out, s[:open]+alt+r)
		}
	}
	return out, nil
}
