package extract

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// token is a piece of the print that can be a label, with the cells printed
// behind it up to the next one. Rows of tables and flattened text both become
// tokens; from here on nothing tells them apart but hard.
type token struct {
	text    string
	label   label
	targets []target // its exact meanings in any form, nil where none
	row     int      // index of the first row of its text
	last    int      // index of the last row of its text and cells
	cell    int      // index of its first cell in that row
	pieces  int      // cells or lines that its text was joined from
	values  []cell   // figures, blanks and, in tables, sentences in place of figures
	before  int      // cells of the row before the values
	hard    bool
	bare    bool // no label at all: figures alone
	// repeated is set where a label was printed in several cells.
	repeated bool
	inline   bool   // a value stands on the line of the label
	apart    bool   // a value stands on another line
	unit     string // of the row, printed between label and figures
	numbered bool   // a running number among its values was told, and dropped
	doubt    string // why the values are not certain to be its own
	early    bool   // its values stand before its unit
}

// figures counts the values that are printed.
func (t *token) figures() int {
	n := 0
	for i := range t.values {
		if t.values[i].text != "" && looksLikeFigure(t.values[i].text) {
			n++
		}
	}
	return n
}

// scan cuts the rows of a report into tokens.
func (r *reader) scan() {
	r.marks = r.rowMarks()
	r.tokens = make([]token, 0, len(r.rows))
	open := -1 // the token of flattened text that figures belong to
	for i := 0; i < len(r.rows); {
		if r.rows[i].hard {
			r.scanHard(i)
			open = -1
			i++
			continue
		}
		i, open = r.scanSoft(i, open)
	}
	for k := range r.tokens {
		if !r.severed && r.tokens[k].doubt == doubtNumber {
			r.tokens[k].doubt = "" // no number on this page stands apart from its label
		}
	}
	r.dropRunningNumbers()
}

// maxJoin is over how many cells or lines a split label is joined; where each
// holds one character (a vertical header), over more.
const (
	maxJoin         = 6
	maxJoinVertical = 24
)

// maxBesideLabels is how many cells, running numbers and placeholders, may stand
// before a label.
const maxBesideLabels = 5

// scanHard cuts one row of a table. A text behind a row's label that is near no
// label, and has no label's number, is a sentence in the place of a figure.
func (r *reader) scanHard(i int) {
	cells := r.rows[i].cells
	first := len(r.tokens)
	end := func(j int) { // the cells up to j belong to the token before
		if k := len(r.tokens) - 1; k >= first {
			t := &r.tokens[k]
			t.values = cells[t.before:j]
		}
	}
	for j := 0; j < len(cells); {
		text := cells[j].text
		if text == "" {
			j++
			continue
		}
		l, ts, n := r.join(&cells[j], func(k int) (string, bool) {
			if j+k < len(cells) && cells[j+k].text != "" && !looksLikeFigure(cells[j+k].text) {
				return cells[j+k].text, true
			}
			return "", false
		})
		if k := len(r.tokens) - 1; k >= first && r.tokens[k].before == j && (r.tokens[k].text == text || l.key != "" && (r.tokens[k].pieces == 1 || r.tokens[k].repeated) && r.tokens[k].label == cells[j].label) {
			r.tokens[k].before++ // a label printed again in each cell that it spans
			r.tokens[k].pieces++
			r.tokens[k].repeated = true
			j++
			continue
		}
		if n == 0 {
			value := looksLikeFigure(text)
			if k := len(r.tokens) - 1; !value && k >= first {
				t := &r.tokens[k]
				value = j == t.before && t.targets == nil && !t.bare && hasNumber(cells[j:]) && r.endsLabel(t.text, text) || looksLikeBadFigure(text) || l.enum == "" && (r.isRow(t.targets) || t.targets == nil && !t.bare && printed(cells[t.before:j]) > 0) && !r.nearLabel(t.targets, l.key) || t.bare && (printed(cells[t.before:j]) > 1 || j-t.before > maxBesideLabels) || r.isUnitWord(text)
			}
			if value {
				if len(r.tokens) == first {
					r.tokens = append(r.tokens, token{row: i, last: i, hard: true, bare: true})
				}
				j++
				continue
			}
			n = 1
		}
		end(j)
		r.tokens = append(r.tokens, token{text: joinText(cells[j : j+n]), label: l, targets: ts, row: i, last: i, cell: j, pieces: n, before: j + n, hard: true})
		j += n
	}
	if len(r.tokens) == first && len(cells) > 1 { // a row of blanks may be the one line of a section
		r.tokens = append(r.tokens, token{row: i, last: i, hard: true, bare: true})
	}
	end(len(cells))
}

// scanSoft takes a piece of flattened text: a label, or a figure of the token
// that stands open. It returns the next row and the token that is open there.
func (r *reader) scanSoft(i, open int) (next, token int) {
	c := &r.rows[i].cells[0]
	if r.isMark(i) || r.rows[i].leads {
		return i + 1, open
	}
	if c.text == "" || looksLikeFigure(c.text) || open >= 0 && c.targets == nil && looksLikeBadFigure(c.text) && !isPageNumber(c.text) {
		if open >= 0 && r.beginsLine(i, &r.tokens[open]) {
			open = -1
		}
		return i + 1, r.softValue(i, open)
	}
	if open >= 0 && r.standsForFigure(i, &r.tokens[open]) {
		return i + 1, r.softValue(i, open)
	}
	if open >= 0 && r.isFurniture(i, open) {
		return i + 1, open
	}
	if open >= 0 {
		switch t := &r.tokens[open]; {
		case !r.isUnit(t.targets, c.text):
		case len(t.values) == 0:
			t.last, t.unit = i, c.text
			return i + 1, open
		case i+1 < len(r.rows) && !r.rows[i+1].hard && looksLikeFigure(r.rows[i+1].cells[0].text):
			t.doubt = "a figure before its unit, and one behind it"
		default:
			t.early = true
		}
	}
	if open >= 0 && len(r.tokens[open].values) > 0 && goesOnAsNumber(c.text) {
		r.tokens[open].doubt = "a figure of it goes on in the next line"
	}
	l, ts, n := r.join(c, func(k int) (string, bool) {
		if i+k >= len(r.rows) || r.rows[i+k].hard {
			return "", false
		}
		t := r.rows[i+k].cells[0].text
		return t, t != "" && !looksLikeFigure(t)
	})
	if n == 0 && l.key == "" && l.enum == "" {
		return i + 1, open // a bracket or quotation mark that a line break severed
	}
	if open >= 0 && len(r.tokens[open].values) > 0 {
		r.partEnumerator(&r.tokens[open], c.text, l, ts)
	}
	if n == 0 {
		n = 1
		if len(c.text) > maxLabelBytes {
			return i + 1, -1 // running text
		}
	}
	text := c.text
	for k := 1; k < n; k++ {
		text += r.rows[i+k].cells[0].text
	}
	r.tokens = append(r.tokens, newSoftToken(text, l, ts, i, n))
	return i + n, len(r.tokens) - 1
}

// beginsLine tells a figure that stands on the line of a later label, before it, from
// those of the open token's own line or of lines between: it may be a running number,
// or belong to that label, but not to the open one.
func (r *reader) beginsLine(i int, t *token) bool {
	line := r.rows[i].line
	if r.rows[i].table != 0 || r.rows[r.labelEnd(t)].line == line {
		return false
	}
	for k := i + 1; k < len(r.rows) && r.rows[k].line == line; k++ {
		c := &r.rows[k].cells[0]
		if c.text == "" || looksLikeFigure(c.text) || r.isUnitWord(c.text) {
			continue
		}
		return c.targets != nil || len(c.label.key) >= 2*len("规")
	}
	return false
}

// labelEnd is the row with the last piece of a token's label in text.
func (r *reader) labelEnd(t *token) int { return t.row + max(t.pieces-1, 0) }

// maxSentence bounds, in bytes, what may stand in the place of a figure in text.
const maxSentence = 45

// standsForFigure tells a sentence in the place of a figure of the open token: in
// text only a border behind it parts it from the labels that follow.
func (r *reader) standsForFigure(i int, t *token) bool {
	c := &r.rows[i].cells[0]
	if !c.bordered || r.isMark(i-1) || r.rows[i-1].pads > 0 || r.rows[i-1].ends || c.targets != nil || strings.Trim(c.label.key, cjkNumerals) == "" || c.label.enum != "" || len(c.text) > maxSentence || isPageNumber(c.text) || r.isHeading(t) {
		return false
	}
	if r.headsTable(i) {
		return false
	}
	own, ok := r.mine(t.targets, isRow)
	if !ok || slices.ContainsFunc(r.tokens, func(t token) bool { return t.text == c.text }) {
		return false // 信息内容, which stands over other rows too
	}
	n := r.width(int(own.section))
	if r.isUnit(t.targets, c.text) || r.ix.nearRow(r.f, int(own.section), c.label.key) >= 0 || r.ix.resemblesHead(r.f, c.label.key) {
		return false
	}
	first := slices.IndexFunc(t.values, func(c cell) bool { return c.text != "" }) // blanks before it may be placeholders
	if first < 0 {
		return n > 1 && len(t.values)+1+r.cellsBehind(i) == n && r.anyWhole(int(own.section))
	}
	return len(t.values)-first < n
}

// goesOnAsNumber tells the rest of a number that a line's end divided: ，901.
func goesOnAsNumber(s string) bool {
	mark, n := utf8.DecodeRuneInString(s)
	digit, _ := utf8.DecodeRuneInString(s[n:])
	return strings.ContainsRune(",，.．", mark) && isDigit(digit)
}

// headsTable tells a text that begins a page or a header: a number of a page stands
// before it, or a column's name behind it, or the text once more, for each column that it
// spans.
func (r *reader) headsTable(i int) bool {
	if i > 0 && !r.rows[i-1].hard && isPageNumber(r.rows[i-1].cells[0].text) {
		return true
	}
	if i+1 == len(r.rows) || r.rows[i+1].hard {
		return false
	}
	next := &r.rows[i+1].cells[0]
	_, column := r.mine(next.targets, isCol)
	return next.text == r.rows[i].cells[0].text || column && !r.isRow(next.targets)
}

// anyWhole tells whether a row of section s has been scanned that has all its cells.
func (r *reader) anyWhole(s int) bool {
	return slices.ContainsFunc(r.tokens, func(t token) bool {
		row, ok := r.mine(t.targets, isRow)
		return ok && int(row.section) == s && len(t.values) >= r.width(s)
	})
}

// cellsBehind counts the figures and blanks that follow row i of flattened text.
func (r *reader) cellsBehind(i int) int {
	n := 0
	for k := i + 1; k < len(r.rows) && !r.rows[k].hard && !r.isMark(k) && !r.rows[k].leads && (r.rows[k].cells[0].text == "" || looksLikeFigure(r.rows[k].cells[0].text)); k++ {
		n++
	}
	return n
}

func newSoftToken(text string, l label, ts []target, row, pieces int) token {
	return token{text: text, label: l, targets: ts, row: row, last: row + pieces - 1, pieces: pieces}
}

// softValue gives the figure of row i to the open token, or to one without label.
func (r *reader) softValue(i, open int) int {
	if open < 0 {
		r.tokens = append(r.tokens, token{row: i, bare: true})
		open = len(r.tokens) - 1
	}
	// The cells of all tokens stand in one array, those of the open one at its end.
	t := &r.tokens[open]
	c := &r.rows[i].cells[0]
	r.values = append(r.values, cell{text: c.text, col: -1, glued: c.glued, bordered: c.bordered})
	t.values = r.values[len(r.values)-1-len(t.values):]
	t.last = i
	own := r.rows[r.labelEnd(t)].line == r.rows[i].line
	t.inline, t.apart = t.inline || own, t.apart || !own
	return open
}

// doubtNumber marks a run that could end with the next label's number.
const doubtNumber = "the last figure may be the number of the next label"

// partEnumerator takes back the last figure of a run where it is the number of
// the label that follows: 5 | .要求…, or 1 | 属于国家秘密. Where that cannot be
// told for certain, the run is left open.
func (r *reader) partEnumerator(t *token, next string, l label, ts []target) {
	last := t.values[len(t.values)-1].text
	if isEnumeratorOf(last, next) {
		r.severed = true
		t.values = t.values[:len(t.values)-1]
		return
	}
	follows, ok := r.mine(ts, isRow)
	own, known := r.mine(t.targets, isRow)
	if !ok || !known || l.enum != "" || follows.enum == "" || follows.enum != last {
		return
	}
	switch n := r.width(int(own.section)); {
	case len(t.values) == n+1:
		t.values = t.values[:n]
		r.severed = true
	case len(t.values) <= n:
		t.doubt = doubtNumber
	}
}

// join matches the label that begins with a cell, joined with the texts that
// follow it; the longest match wins. It returns the number of pieces, 0 where
// nothing matches.
func (r *reader) join(first *cell, texts func(k int) (string, bool)) (label, []target, int) {
	l, ts := first.label, first.targets
	if l.key == "" && l.enum == "" {
		return l, nil, 0
	}
	bestL, bestTS, bestN := l, ts, 0
	if ts != nil {
		bestN = 1
	}
	if l.key != "" && !r.ix.begins(l.key) {
		return bestL, bestTS, bestN
	}
	joined := first.text
	most := maxJoin
	if utf8.RuneCountInString(joined) == 1 {
		most = maxJoinVertical
	}
	for k := 1; k < most; k++ {
		next, ok := texts(k)
		if !ok || len(joined)+len(next) > maxLabelBytes {
			break
		}
		joined += next
		l, ts := r.ix.lookup(joined)
		if ts != nil && !(opensNote(joined) && r.standsAlone(next)) {
			bestL, bestTS, bestN = l, ts, k+1
		} else if l.key != "" && !r.ix.begins(l.key) {
			break
		}
	}
	return bestL, bestTS, bestN
}

// standsAlone tells a text that goes on with no label: it is one itself, or a unit.
func (r *reader) standsAlone(text string) bool {
	_, ts := r.ix.lookup(text)
	return ts != nil || r.isUnitWord(text)
}

func joinText(cells []cell) string {
	if len(cells) == 1 {
		return cells[0].text
	}
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(c.text)
	}
	return b.String()
}
