package extract

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"gongkai/extract/form"
)

// targetKind is what a printed label can be in a form.
type targetKind uint8

const (
	isHead     targetKind = iota // a section's heading
	isRow                        // a row of figures
	isCol                        // a column of figures
	isRowGroup                   // a heading over rows
	isColGroup                   // a heading over columns
)

// target is one meaning of a printed label.
type target struct {
	form    uint8
	section uint8
	kind    targetKind
	idx     uint8
	enum    string // the enumerator the form prints before it
}

// index finds the meanings of printed labels in all forms at once.
type index struct {
	forms   []*form.Form
	exact   map[string][]target
	sorted  []string     // the keys, for the test whether a text begins a label
	rowKeys [][][]rowKey // by form and section
	colKeys [][][]rowKey
	// equations are the checks by form and section.
	equations [][][]equation
	// before are the rows printed right before each row, by form and section.
	before [][][]neighbours
	// wholes names, by section and code, the row that stands in for a part.
	wholes map[string]string
	// headKeys are the labels over rows and tables, by form.
	headKeys [][][]rune
}

// rowKey is a row's or column's label for inexact matching.
type rowKey struct {
	row   int
	key   string
	runes []rune
}

func newIndex(forms []*form.Form) *index {
	ix := &index{forms: forms, exact: map[string][]target{}, wholes: wholesOf(forms)}
	spellings := rowSpellings(forms)
	for f, fm := range forms {
		keys := make([][]rowKey, len(fm.Sections))
		colKeys := make([][]rowKey, len(fm.Sections))
		equations := make([][]equation, len(fm.Sections))
		before := make([][]neighbours, len(fm.Sections))
		var heads [][]rune
		for s := range fm.Sections {
			sec := &fm.Sections[s]
			equations[s], before[s] = equationsOf(sec), neighboursOf(sec)
			heads = append(heads, headKeys(sec)...)
			at := target{form: uint8(f), section: uint8(s)}
			for _, h := range append([]string{sec.Heading}, sec.HeadingVariants...) {
				ix.add(h, at.as(isHead, 0))
			}
			for i, r := range sec.Rows {
				for _, v := range append([]string{r.Label}, spellings[sec.Code+"/"+r.Code]...) {
					ix.add(v, at.as(isRow, i))
					k := newLabel(withoutNotes(cutEnum(v))).key
					keys[s] = append(keys[s], rowKey{i, k, []rune(k)})
				}
			}
			for i, c := range sec.Columns {
				for _, v := range append([]string{c.Label}, c.Variants...) {
					ix.add(v, at.as(isCol, i))
					k := newLabel(withoutNotes(v)).key
					colKeys[s] = append(colKeys[s], rowKey{i, k, []rune(k)})
				}
			}
			for i, g := range sec.Groups {
				ix.add(g.Label, at.as(isRowGroup, i))
			}
			for i, g := range sec.ColumnGroups {
				ix.add(g.Label, at.as(isColGroup, i))
			}
		}
		ix.rowKeys = append(ix.rowKeys, keys)
		ix.colKeys = append(ix.colKeys, colKeys)
		ix.equations = append(ix.equations, equations)
		ix.before = append(ix.before, before)
		ix.headKeys = append(ix.headKeys, heads)
	}
	for k := range ix.exact {
		ix.sorted = append(ix.sorted, k)
	}
	sort.Strings(ix.sorted)
	return ix
}

// rowSpellings collects the variants of each row over all forms: a spelling seen
// under one form is printed under the next.
func rowSpellings(forms []*form.Form) map[string][]string {
	out := map[string][]string{}
	for _, f := range forms {
		for s := range f.Sections {
			for _, row := range f.Sections[s].Rows {
				name := f.Sections[s].Code + "/" + row.Code
				for _, v := range row.Variants {
					if !slices.Contains(out[name], v) {
						out[name] = append(out[name], v)
					}
				}
			}
		}
	}
	return out
}

// headKeys are the skeletons of a section's labels that have no figures: its heading
// and those over rows and columns.
func headKeys(sec *form.Section) [][]rune {
	keys := [][]rune{[]rune(newLabel(sec.Heading).key)}
	for _, g := range slices.Concat(sec.Groups, sec.ColumnGroups) {
		keys = append(keys, []rune(newLabel(g.Label).key))
	}
	return keys
}

// resemblesHead tells a damaged label of those that have no figures, as near to it as
// rows' labels must be.
func (ix *index) resemblesHead(f int, key string) bool {
	runes := []rune(key)
	return slices.ContainsFunc(ix.headKeys[f], func(head []rune) bool {
		limit := len(head) / 4
		return limit > 0 && editDistance(runes, head, limit) <= limit
	})
}

func (t target) as(kind targetKind, i int) target {
	t.kind, t.idx = kind, uint8(i)
	return t
}

func cutEnum(s string) string {
	_, rest := cutEnumerator(s)
	return rest
}

// add files a label under its skeleton, and under the one without its notes.
func (ix *index) add(s string, t target) {
	l := newLabel(s)
	t.enum = l.enum
	keys := []string{l.key, skeleton(withoutNotes(cutEnum(s)))}
	if t.kind == isHead {
		// The form's headings are article numbers in brackets, which are no
		// notes; they stand with or without 第 and after the name of the 条例.
		bare := strings.TrimPrefix(l.key, "第")
		keys = []string{l.key, bare, "中华人民共和国政府信息公开条例" + l.key, "政府信息公开条例" + l.key, "条例" + l.key}
	}
	for _, k := range keys {
		if k == "" || slices.Contains(ix.exact[k], t) {
			continue
		}
		ix.exact[k] = append(ix.exact[k], t)
	}
}

// lookup returns the meanings of a printed text, exact but for its dress.
func (ix *index) lookup(text string) (label, []target) {
	if !mayBeLabel(text) {
		return label{}, nil
	}
	l, ts := ix.find(text)
	if ts == nil && l.key != "" {
		if s, ok := traditional.simplify(text); ok {
			return ix.find(s)
		}
	}
	return l, ts
}

func (ix *index) find(text string) (label, []target) {
	l := newLabel(text)
	if ts := ix.exact[l.key]; ts != nil {
		return l, ts
	}
	if l.key == "" {
		return l, nil
	}
	if containsAny(text, openBrackets) {
		if k := skeleton(withoutNotes(cutEnum(text))); k != "" {
			if ts := ix.exact[k]; ts != nil {
				l.key = k
				return l, ts
			}
		}
	}
	// An enumerator without its delimiter: 三 本年度办理结果.
	if l.enum == "" {
		k := strings.TrimLeft(l.key, cjkNumerals+"0123456789")
		if n := len(l.key) - len(k); n > 0 && n <= maxBareEnum && k != "" {
			if ts := ix.exact[k]; ts != nil {
				l.enum, l.key = l.key[:len(l.key)-len(k)], k
				return l, ts
			}
		}
	}
	return l, nil
}

// openBrackets begin a note in a label.
var openBrackets = []string{"（", "(", "〔", "[", "【"}

// maxBareEnum bounds a number without delimiter: 三 or 12, but no figures.
const maxBareEnum = len("三")

// mayBeLabel is a cheap look that spares figures and sentences the rest.
func mayBeLabel(s string) bool {
	if len(s) < len("规") || len(s) > maxLabelBytes {
		return false
	}
	if len(s) <= 16 {
		for i := 0; i < len(s); i++ {
			if s[i] >= utf8.RuneSelf {
				return true
			}
		}
		return false
	}
	return len(s) < 150 || !strings.Contains(s, "。")
}

// begins tells whether some label begins with key and goes on.
func (ix *index) begins(key string) bool {
	i := sort.SearchStrings(ix.sorted, key)
	for ; i < len(ix.sorted) && strings.HasPrefix(ix.sorted[i], key); i++ {
		if len(ix.sorted[i]) > len(key) {
			return true
		}
	}
	return false
}

// nearRow finds the row of a section whose label is nearest to a damaged one:
// lost and wrong characters within a quarter of its length, and clearly nearer
// than every other row. It returns -1 where none is, or more than one.
func (ix *index) nearRow(f, s int, key string) int { return near(ix.rowKeys[f][s], key) }

// nearColumn does the same for columns.
func (ix *index) nearColumn(f, s int, key string) int { return near(ix.colKeys[f][s], key) }

// rowDistance is by how many characters a printed label differs from the nearest spelling of
// a row of the form.
func (ix *index) rowDistance(f, s, row int, key string) int {
	runes := []rune(key)
	least := len(key)
	for _, rk := range ix.rowKeys[f][s] {
		if rk.row != row {
			continue
		}
		limit := max(len(runes), len(rk.runes))
		least = min(least, editDistance(runes, rk.runes, limit))
	}
	return least
}

func near(keys []rowKey, key string) int {
	runes := []rune(key)
	if len(runes) < 3 || len(runes) > 60 {
		return -1
	}
	best, second, row := 1<<10, 1<<10, -1
	for _, rk := range keys {
		limit := len(rk.runes) / 4
		if limit == 0 {
			continue
		}
		d := editDistance(runes, rk.runes, limit+2)
		if d > limit {
			d += 1 << 9
		}
		switch {
		case rk.row == row:
			best = min(best, d)
		case d < best:
			if row >= 0 {
				second = min(second, best)
			}
			best, row = d, rk.row
		case d < second:
			second = d
		}
	}
	if best < 1<<9 && second > best+1 {
		return row
	}
	return contained(keys, key, len(runes))
}

// contained finds the one label that contains a shortened one.
func contained(keys []rowKey, key string, runes int) int {
	if runes < 5 {
		return -1
	}
	row := -1
	for _, rk := range keys {
		if strings.Contains(rk.key, key) {
			if row >= 0 && row != rk.row {
				return -1
			}
			row = rk.row
		}
	}
	return row
}

// resemblance is a row that a damaged label may mean.
type resemblance struct {
	row      int
	key      string  // the form's label
	distance int     // characters that differ, -1 where they are too many to tell
	length   int     // characters of the form's label
	share    float64 // of the printed characters, those that the form's label has in the same order
}

// minShare is the least share of a damaged label that must be the form's, in order.
const minShare = 0.7

// resembling lists the rows of a section that a damaged label resembles: lost
// and wrong characters within a quarter of its length, or nearly all that is
// printed in the label's order. Rows ascend; each stands once, by its nearest
// spelling.
func (ix *index) resembling(f, s int, key string) []resemblance {
	runes := []rune(key)
	if len(runes) < 3 || len(runes) > 60 {
		return nil
	}
	var out []resemblance
	for _, rk := range ix.rowKeys[f][s] {
		c := resemblance{row: rk.row, key: rk.key, distance: -1, length: len(rk.runes)}
		if limit := len(rk.runes) / 4; limit > 0 {
			if d := editDistance(runes, rk.runes, limit); d <= limit {
				c.distance = d
			}
		}
		if c.distance < 0 {
			if len(runes) < 4 {
				continue
			}
			if c.share = float64(commonInOrder(runes, rk.runes)) / float64(len(runes)); c.share < minShare {
				continue
			}
		}
		if n := len(out); n > 0 && out[n-1].row == c.row {
			if c.distance >= 0 && (out[n-1].distance < 0 || c.distance < out[n-1].distance) || out[n-1].distance < 0 && c.share > out[n-1].share {
				out[n-1] = c
			}
			continue
		}
		out = append(out, c)
	}
	return out
}

// commonInOrder is the length of the longest common subsequence.
func commonInOrder(a, b []rune) int {
	prev := make([]int, len(b)+1)
	cur := make([]int, len(b)+1)
	for _, ra := range a {
		for j, rb := range b {
			if ra == rb {
				cur[j+1] = prev[j] + 1
			} else {
				cur[j+1] = max(prev[j+1], cur[j])
			}
		}
		prev, cur = cur, prev
	}
	return prev[len(b)]
}
