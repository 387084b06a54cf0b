package extract

import (
	"fmt"
	"slices"
	"strings"
)

// Alignment gives each printed row the row of the form that it is. The printed
// labels of a section, in the order of the page, are laid beside the section's
// own, in the order of the form; the chain of pairs that explains most of what
// is printed wins. Exact labels are its anchors. A damaged label takes part with
// every row that it resembles, and is believed only where no other row of the
// form would serve nearly as well at its place.

// option is a row of the form that a printed label may be.
type option struct {
	row    int
	weight int
	how    string
	from   int // first token of the label: damaged labels are joined from several
	key    string
	// lexical is set where the label alone, wherever it stands, is nearest to this row.
	lexical bool
	// byPlace is set where the label alone would not do.
	byPlace bool
}

// aligned is a printed row of one section with its options and, after
// alignment, the one chosen (-1: none).
type aligned struct {
	token   int
	options []option
	chosen  int
	glued   bool // its label ends in its figures: it keeps its place, and is not read
}

// The weights of what speaks for a pair. Only their order and distances matter:
// two damaged labels must not outweigh an exact one.
const (
	weightExact   = 1000
	weightEnum    = 30  // printed under the form's own number
	weightNext    = 20  // directly behind the row before it in the form
	weightEmpty   = 700 // less for a label without figures
	weightDamaged = 400 // at most, for a label one character off
	weightPlace   = 250 // at most, for a label that only its place explains
	alignMargin   = 60  // a damaged label's chain must be better by this than any other
)

// align chooses the form's rows for the printed rows of one section, which stand
// in the order of the page.
func align(items []aligned, before []neighbours) {
	if len(items) == 0 {
		return
	}
	forward := chain(items, before, false)
	backward := chain(items, before, true)
	best := 0
	through := forward // the weight of the best chain through each option
	at := 0
	for k := range items {
		for _, o := range items[k].options {
			through[at] += backward[at] - o.weight
			best = max(best, through[at])
			at++
		}
	}
	at = 0
	for k := range items {
		it := &items[k]
		it.choose(through[at:at+len(it.options)], best)
		at += len(it.options)
	}
	followsOnly(items)
	besideNeighbours(items, before)
}

// besideNeighbours drops labels that several rows of the section share (其他情形数)
// unless the row printed before or after is the one that the form has there, and
// neither is one beside which the form has another of them: in a table printed twice
// the best chain could pair one copy with the other. Such labels vouch for each other
// only from a row on that has a label of its own.
func besideNeighbours(items []aligned, before []neighbours) {
	sure := make([]bool, len(items))
	for k := range items {
		it := &items[k]
		sure[k] = it.chosen >= 0 && (it.options[it.chosen].how != "" || len(it.options) == 1)
	}
	near := func(k, row, away int) bool {
		return k >= 0 && k < len(items) && items[k].chosen >= 0 && items[k].row()-row == away
	}
	follows := func(k, row int) bool { return near(k-1, row, -1) }
	precedes := func(k, row int) bool { return near(k+1, row, 1) }
	vouched := make([]bool, len(items))
	copy(vouched, sure)
	for k := range items {
		vouched[k] = vouched[k] || k > 0 && vouched[k-1] && items[k].chosen >= 0 && follows(k, items[k].row())
	}
	for k := len(items) - 2; k >= 0; k-- {
		vouched[k] = vouched[k] || vouched[k+1] && items[k].chosen >= 0 && precedes(k, items[k].row())
	}
	for k := range items {
		it := &items[k]
		if it.chosen < 0 || sure[k] {
			continue
		}
		row := it.row()
		other := func(beside func(k, row int) bool) bool {
			return !beside(k, row) && slices.ContainsFunc(it.options, func(o option) bool { return beside(k, o.row) && !onePlace(before, o.row, row) })
		}
		if !vouched[k] || other(follows) || other(precedes) {
			it.chosen = -1
		}
	}
}

// row is the row of the form that was chosen.
func (it *aligned) row() int { return it.options[it.chosen].row }

// choose takes the option on the best chain; through are the weights of the best
// chains through each option, best that of all.
func (it *aligned) choose(through []int, best int) {
	it.chosen = -1
	for o := range it.options {
		if through[o] == best && (it.chosen < 0 || it.options[o].weight > it.options[it.chosen].weight) {
			it.chosen = o
		}
	}
	if it.chosen < 0 {
		// Off the chain: an exact label that can be one row only is that row all
		// the same, printed twice or out of order.
		if len(it.options) == 1 && it.options[0].weight >= weightExact {
			it.chosen = 0
		}
		return
	}
	c := &it.options[it.chosen]
	if c.how == "" || c.lexical {
		return
	}
	for o := range it.options {
		if it.options[o].row != c.row && through[o] > best-alignMargin {
			it.chosen = -1 // another row would do nearly as well
			return
		}
	}
}

// chain returns for every option, in order, the weight of the best chain of pairs
// that ends with it (or, reversed, begins with it). Rows of a chain ascend.
func chain(items []aligned, before []neighbours, reversed bool) []int {
	n := 0
	for k := range items {
		n += len(items[k].options)
	}
	out := make([]int, n)
	ending := make([]int, len(before)) // the best chain ending at each row so far
	at := 0
	if reversed {
		at = n
	}
	for step := range items {
		it := &items[step]
		if reversed {
			it = &items[len(items)-1-step]
			at -= len(it.options)
		}
		for o := range it.options {
			row := it.options[o].row
			best := 0
			if reversed {
				for x := row + 1; x < len(before); x++ {
					best = max(best, withNext(ending[x], before[x].has(row)))
				}
			} else {
				for x := range row {
					best = max(best, withNext(ending[x], before[row].has(x)))
				}
			}
			out[at+o] = best + it.options[o].weight
		}
		for o := range it.options { // not before: one printed row is one row of the form
			row := it.options[o].row
			ending[row] = max(ending[row], out[at+o])
		}
		if !reversed {
			at += len(it.options)
		}
	}
	return out
}

func withNext(weight int, next bool) int {
	if next && weight > 0 {
		return weight + weightNext
	}
	return weight
}

// maxPlaceGap is how many rows of the form may be missing before one that only
// its place tells.
const maxPlaceGap = 2

// followsOnly drops rows told by their place that do not follow, in the form, the
// row printed before them.
func followsOnly(items []aligned) {
	last := -1
	for k := range items {
		it := &items[k]
		if it.chosen < 0 {
			continue
		}
		c := &it.options[it.chosen]
		if c.byPlace && (last < 0 || c.row <= last || c.row > last+1+maxPlaceGap) {
			it.chosen = -1
			continue
		}
		last = c.row
	}
}

// itemsBySection collects the printed rows that may belong to each section.
func (r *reader) itemsBySection() [][]aligned {
	items := make([][]aligned, len(r.form.Sections))
	exact := make([]option, 0, len(r.tokens)) // one array for the options of exact labels
	for k := range r.tokens {
		switch r.roles[k] {
		case roleRow:
			for s := range items {
				from := len(exact)
				exact = r.appendExact(exact, s, k, r.tokens[k].targets)
				if len(exact) > from {
					items[s] = append(items[s], aligned{token: k, options: exact[from:len(exact):len(exact)]})
				}
			}
		case roleNone, roleDamaged:
			glued := r.gluedRow(&r.tokens[k])
			for s := range items {
				if from := len(exact); glued != nil {
					if exact = r.appendExact(exact, s, k, glued); len(exact) > from {
						items[s] = append(items[s], aligned{token: k, options: exact[from:len(exact):len(exact)], glued: true})
						continue
					}
				}
				if r.roles[k] == roleNone {
					continue
				}
				if options := r.damagedOptions(s, k); len(options) > 0 {
					items[s] = append(items[s], aligned{token: k, options: options})
				}
			}
		}
	}
	return items
}

func (r *reader) appendExact(out []option, s, k int, targets []target) []option {
	t := &r.tokens[k]
	for _, m := range targets {
		if int(m.form) != r.f || int(m.section) != s || m.kind != isRow {
			continue
		}
		o := option{row: int(m.idx), weight: weightExact, from: k, key: t.label.key}
		if otherNumber(t.label, m.enum) {
			continue
		}
		if m.enum != "" && m.enum == t.label.enum {
			o.weight += weightEnum
		}
		if len(t.values) == 0 {
			o.weight -= weightEmpty
		}
		if n := len(out); n > 0 && out[n-1].from == k && out[n-1].row == o.row {
			out[n-1].weight = max(out[n-1].weight, o.weight) // one row under two spellings
			continue
		}
		out = append(out, o)
	}
	return out
}

// otherNumber tells a short label under a number of another kind and value than
// the form's: 3.其他处理 is not （六）其他处理. Long labels are told without numbers,
// which reports often get wrong.
func otherNumber(l label, enum string) bool {
	if l.enum == "" || enum == "" || l.enum == enum || len(l.key) > 4*len("其") {
		return false
	}
	return isASCIIDigits(l.enum) != isASCIIDigits(enum) && chineseNumber(l.enum) != chineseNumber(enum)
}

func isASCIIDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// chineseNumber writes the numbers one to nine in one way.
func chineseNumber(s string) string {
	if i := strings.Index("123456789", s); i >= 0 && len(s) == 1 {
		return cjkNumerals[i*len("一") : (i+1)*len("一")]
	}
	return s
}

// maxMended is over how many pieces a damaged label is joined.
const maxMended = 4

// damagedOptions lists the rows of section s that the label ending with token k
// resembles.
func (r *reader) damagedOptions(s, k int) []option {
	if !r.mayStandIn[k].has(s) {
		return nil
	}
	sec := &r.form.Sections[s]
	// In a small table the place tells little; and an odd row has odd cells.
	placeTells := len(sec.Rows) >= 10 && len(r.tokens[k].values) >= len(sec.Columns) && r.tokens[k].figures() > 0
	best := map[int]option{}
	joined := ""
	for from := k; from >= 0 && from > k-maxMended; from-- {
		t := &r.tokens[from]
		if from < k && (r.roles[from] != roleNone && r.roles[from] != roleDamaged || len(t.values) > 0 || t.hard != r.tokens[k].hard || t.hard && t.row != r.tokens[k].row) {
			break
		}
		if from < k && r.endsLabel(simplified(t.text), joined) {
			break
		}
		joined = simplified(t.text) + joined
		r.resemble(best, s, from, newLabel(joined).key, placeTells)
		if strings.ContainsAny(joined, "（(") {
			r.resemble(best, s, from, skeleton(withoutNotes(cutEnum(joined))), placeTells)
		}
	}
	out := make([]option, 0, len(best))
	for row := range sec.Rows { // in the order of the form, to be the same every time
		if o, ok := best[row]; ok {
			out = append(out, o)
		}
	}
	return out
}

// resemble adds the rows of section s that a damaged label resembles to those
// found so far, each by its best spelling.
func (r *reader) resemble(best map[int]option, s, from int, key string, placeTells bool) {
	nearest := r.ix.nearRow(r.f, s, key)
	for _, c := range r.ix.resembling(r.f, s, key) {
		o := option{row: c.row, from: from, key: key, lexical: c.row == nearest, byPlace: c.distance < 0 && c.row != nearest}
		if r.form.Sections[s].Rows[c.row].HeadingOnly || o.byPlace && !placeTells || glued(key, c.key) {
			continue
		}
		if c.distance >= 0 {
			o.weight = weightDamaged - 300*c.distance/(c.length/2+1)
			o.how = fmt.Sprintf("label mended (%d of %d characters differ): %s", c.distance, c.length, key)
		} else {
			o.weight = int(weightPlace * c.share)
			o.how = "label mended by its place: " + key
		}
		if old, ok := best[c.row]; !ok || o.weight > old.weight {
			best[c.row] = o
		}
	}
}

// glued tells a printed label that ends in a figure, or in a few words more, where the
// form's does not: what stood behind it lost its border.
func glued(printed, form string) bool {
	tail, whole := strings.CutPrefix(printed, form)
	return endsInDigit(printed) && !endsInDigit(form) || whole && len(tail) > 2*len("数")
}

func endsInDigit(s string) bool { return s != "" && s[len(s)-1] >= '0' && s[len(s)-1] <= '9' }
