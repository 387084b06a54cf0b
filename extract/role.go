package extract

import (
	"math/bits"
	"slices"
)

// role is what a token is in the form being read.
type role uint8

const (
	roleNone    role = iota // text that no label matches
	roleHead                // a section's heading
	roleColumn              // the name of a column
	roleGroup               // a heading over rows or columns
	roleRow                 // the label of a row
	roleDamaged             // text before figures: perhaps a damaged label
	roleBare                // figures without a label
)

// sections is a set of sections of a form.
type sections uint32

func (s sections) has(i int) bool { return s&(1<<i) != 0 }
func (s *sections) add(i int)     { *s |= 1 << i }
func (s sections) count() int     { return bits.OnesCount32(uint32(s)) }

// evidence tells where a section was last announced: by its heading, a header
// or a row of its own.
type evidence struct {
	row, table int
	heading    bool // its heading, which stands before the table
}

// How far from what announces a section its rows may stand.
const (
	nearRows  = 14 // rows of a table
	nearLines = 60 // lines of flattened text

	closeLines = 40 // the same, for short words of the section itself
	nextLines  = 16 // and of the next section, whose heading may be lost
)

// assignRoles says of every token what it is, and which sections' rows may
// stand there. Short words such as 规章 or 行政许可 are rows only where a heading
// or header of the section, or another of the form in the same table, announces
// them.
func (r *reader) assignRoles() {
	r.roles = make([]role, len(r.tokens))
	r.mayStandIn = make([]sections, len(r.tokens))
	heads := make([]evidence, len(r.form.Sections))
	lastRow := make([]int, len(r.form.Sections))
	for s := range heads {
		heads[s], lastRow[s] = evidence{row: -1 << 30, table: -1}, -1
	}
	current := -1
	announce := func(s int, t *token) {
		current = s
		heads[s] = evidence{row: t.last, table: r.rows[t.row].table}
	}
	for k := range r.tokens {
		t := &r.tokens[k]
		sure, may := r.announced(heads, t)
		r.mayStandIn[k] = may
		if t.bare {
			r.roles[k] = roleBare
			continue
		}
		h, isH := r.mine(t.targets, isHead)
		row, isR := r.likelyRow(t.targets, current, lastRow)
		col, isC := r.mine(t.targets, isCol)
		if isR && isC {
			isR = r.isRowRather(k, row, lastRow)
			isC = !isR
		}
		switch {
		case isH && !isR:
			r.roles[k] = roleHead
			announce(int(h.section), t)
			heads[h.section].heading = true
		case isR:
			s := int(row.section)
			if !sure.has(s) && !(r.rowTelling(s, int(row.idx)) && (t.hard || t.figures() > 0)) {
				continue
			}
			r.roles[k] = roleRow
			r.mayStandIn[k].add(s)
			if t.hard && len(t.values) == 0 {
				continue // a word in a header, or alone
			}
			announce(s, t)
			lastRow[s] = int(row.idx)
		case isC && (t.label.enum != "" || t.hard && t.figures() > 0):
			r.roles[k] = roleDamaged // no column is numbered, and none has figures beside it
		case isC:
			r.roles[k] = roleColumn
			s := int(col.section)
			if current >= 0 && r.hasColumn(current, t) {
				s = current
			}
			if current < 0 || s == current || tellingColumn(t.label.key) {
				announce(s, t)
			}
		case r.isGroup(t.targets):
			r.roles[k] = roleGroup
			if g, ok := r.mine(t.targets, isColGroup); ok && tellingColumn(t.label.key) {
				announce(int(g.section), t)
			}
		case t.targets == nil && len(t.values) > 0 && (t.figures() > 0 || t.hard):
			r.roles[k] = roleDamaged
		}
	}
}

// announced returns the sections whose rows may stand at a token: a heading or
// header of the section stands near enough before it, or anything of the form
// does in the same table or run of text. Sure are those of which also short words
// are believed: not in another table than the header, nor far behind in text.
func (r *reader) announced(heads []evidence, t *token) (sure, may sections) {
	all := sections(1<<len(heads) - 1)
	table := r.rows[t.row].table
	for s, e := range heads {
		gap := t.row - e.row
		switch {
		case table != 0 && e.table == table && t.hard && !r.rows[t.row].drawn:
			return all, all
		case table != 0 && e.table == table && t.hard: // what is drawn in text has no certain end
			may = all
			if gap <= nearRows {
				sure.add(s)
				sure.add(min(s+1, len(heads)-1))
			}
		case t.hard && gap <= nearRows:
			may.add(s)
			if e.heading {
				sure.add(s)
			}
		case !t.hard && gap <= nearLines:
			may = all
			if gap <= closeLines {
				sure.add(s)
			}
			if gap <= nextLines {
				sure.add(min(s+1, len(heads)-1))
			}
		}
	}
	return sure, may
}

// isRowRather decides of 其他 and 总计, which name rows and columns: rows have
// figures of their own; in a header they stand among other columns.
func (r *reader) isRowRather(k int, row target, lastRow []int) bool {
	t := &r.tokens[k]
	if row.enum != "" && t.label.enum == row.enum {
		return true // （七）总计
	}
	for p := k - 1; p >= 0 && t.hard && r.tokens[p].hard && r.tokens[p].row == t.row; p-- {
		if r.roles[p] == roleColumn {
			return false
		}
	}
	if t.hard {
		return t.figures() > 0 || len(t.values) >= r.width(int(row.section))
	}
	if k > 0 && r.namesBefore(k-1, int(row.section)) {
		return false
	}
	if t.figures() > 0 {
		return true
	}
	if k+1 < len(r.tokens) {
		if next := r.tokens[k+1].targets; !r.isRow(next) && slices.ContainsFunc(next, func(m target) bool { return int(m.form) == r.f && m.section == row.section && m.kind == isCol }) {
			return false // among names of columns
		}
	}
	d := int(row.idx) - lastRow[row.section]
	return lastRow[row.section] >= 0 && d >= 1 && d <= 4
}

// namesBefore tells a token without figures that names a column, or, damaged, one of
// section s.
func (r *reader) namesBefore(k, s int) bool {
	t := &r.tokens[k]
	return len(t.values) == 0 && (r.roles[k] == roleColumn || t.targets == nil && r.ix.nearColumn(r.f, s, t.label.key) >= 0)
}

// mine returns the first meaning of a label in this form that is of a kind.
func (r *reader) mine(ts []target, kind targetKind) (out target, ok bool) {
	for _, t := range ts {
		if int(t.form) != r.f || t.kind != kind {
			continue
		}
		if !ok || int(t.section) == r.section && int(out.section) != r.section {
			out, ok = t, true
		}
	}
	return out, ok
}

// likelyRow returns the row that a label most likely means where several have
// it: of the section being read, then the one that comes next.
func (r *reader) likelyRow(ts []target, current int, lastRow []int) (out target, ok bool) {
	best := -1
	for _, t := range ts {
		if int(t.form) != r.f || t.kind != isRow {
			continue
		}
		score := 0
		if int(t.section) == current {
			score += 4
		}
		if d := int(t.idx) - lastRow[t.section]; d > 0 {
			score += 2
			if d == 1 {
				score++
			}
		}
		if score > best {
			best, out, ok = score, t, true
		}
	}
	return out, ok
}

func (r *reader) isRow(ts []target) bool {
	_, ok := r.mine(ts, isRow)
	return ok
}

func (r *reader) isGroup(ts []target) bool {
	_, rows := r.mine(ts, isRowGroup)
	_, cols := r.mine(ts, isColGroup)
	return rows || cols
}

// isUnit tells the unit of a row that prints one before its figure.
func (r *reader) isUnit(ts []target, text string) bool {
	t, ok := r.mine(ts, isRow)
	return ok && r.isUnitIn(int(t.section), text)
}

// isUnitWord tells a word that stands in a column of units of the form.
func (r *reader) isUnitWord(text string) bool {
	for s := range r.units {
		if r.isUnitIn(s, text) {
			return true
		}
	}
	return false
}

// isUnitIn tells a word of section s's column of units, or a unit of money there.
func (r *reader) isUnitIn(s int, text string) bool {
	if r.units[s] == nil || text == "" || len(text) > 4*len("元") {
		return false
	}
	_, money := moneyExponent(text)
	return r.units[s][text] || money
}

// nearLabel tells whether a text resembles a row of the section of a row label, in
// this form or another, or a column of the same section where the label names one,
// too (其他).
func (r *reader) nearLabel(ts []target, key string) bool {
	for _, t := range ts {
		if t.kind == isRow && r.ix.nearRow(int(t.form), int(t.section), key) >= 0 {
			return true
		}
	}
	c, named := r.mine(ts, isCol)
	return named && r.ix.nearColumn(r.f, int(c.section), key) >= 0
}

// hasColumn tells whether a token names a column of section s.
func (r *reader) hasColumn(s int, t *token) bool {
	for _, m := range t.targets {
		if int(m.form) == r.f && int(m.section) == s && m.kind == isCol {
			return true
		}
	}
	return false
}

// rowTelling tells whether a row's label alone is proof of its section: short
// words such as 规章 or 行政许可 stand in other tables too.
func (r *reader) rowTelling(s, row int) bool {
	sec := &r.form.Sections[s]
	return len(sec.Rows) >= 10 && len([]rune(newLabel(sec.Rows[row].Label).key)) >= 4
}
