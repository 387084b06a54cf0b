package claim

import "strings"

// accounted tells whether the text between two bytes holds nothing unknown:
// words of the vocabulary, glue between them, names of the report's own agency.
// A word that nobody knows may turn a count into another one.
func (r *reader) accounted(from, to int) bool {
	for at := from; at < to; {
		a, b := r.unknown(at, to)
		if a < 0 {
			return true
		}
		if at = r.explained(a, b, to); at < 0 {
			return false
		}
	}
	return true
}

// unknown returns the first run between two bytes that no token covers and
// that is no glue; -1 where there is none.
func (r *reader) unknown(from, to int) (a, b int) {
	pos := from
	for j := r.tokenAt(from); ; j++ {
		end := to
		if j < len(r.scan.tokens) && r.scan.tokens[j].start < to {
			end = r.scan.tokens[j].start
		}
		if pos < end {
			k := r.lx.withoutGlue(r.scan.text[pos:end])
			if k > 0 && r.ownName(pos, min(to, pos+maxName)) > pos {
				return pos, end // 中心: a name may begin like glue
			}
			if k >= 0 {
				return pos + k, end
			}
		}
		if j >= len(r.scan.tokens) || r.scan.tokens[j].start >= to {
			return -1, -1
		}
		pos = max(pos, r.scan.tokens[j].end)
	}
}

// tokenAt returns the first token that ends behind a byte.
func (r *reader) tokenAt(at int) int {
	lo, hi := 0, len(r.scan.tokens)
	for lo < hi {
		if m := (lo + hi) / 2; r.scan.tokens[m].end <= at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// explained tells what the unknown run from a to b may be, and returns where
// it ends, -1 for nothing: the agency's own name, or the place whose web site is
// named next.
func (r *reader) explained(a, b, to int) int {
	if end := r.ownName(a, min(to, a+maxName)); end > a {
		return end
	}
	if j := r.tokenAt(b); r.isChannel(j) && r.scan.tokens[j].start == b && isPlace(r.scan.text[a:b]) {
		return b
	}
	return -1
}

func (r *reader) isChannel(i int) bool {
	return i >= 0 && i < len(r.scan.tokens) && r.lx.channel[r.scan.tokens[i].class]
}

// standsAlone tells whether everything in the count's part of its clause is
// accounted for: what stands before the pattern's first token, between its
// words, and behind its last one. i is the count, first the pattern's first token.
func (r *reader) standsAlone(st *state, p *pattern, first, i int) bool {
	if first < 0 {
		first = i
	}
	if p.shared && (r.causedOtherwise() || st.otherCases && !r.clauseSaysDisclosure(st, i) || !r.clauseSaysDisclosure(st, i) && !r.ofOneKind(st, i)) {
		return false
	}
	from := r.itemStart(st, p, first)
	last := r.lastOf(p, i)
	return r.mayStandBefore(st, p, r.tokenAt(from), first) && r.accounted(from, r.scan.tokens[last].start) && r.endsWell(last)
}

// separators part the items of a list whose every item has its count.
var separators = []string{"、", "以及", "和", "及", "与", "并"}

// clauseStart returns where the clause begins, behind a number of its own.
func (r *reader) clauseStart(st *state) int {
	if st.begin > 0 {
		return r.scan.tokens[st.begin-1].end
	}
	return st.start
}

// itemStart returns where the text begins that tells what a count counts: at
// the clause, or behind the item before it. Reconsiderations and lawsuits share
// their cause with the items before them.
func (r *reader) itemStart(st *state, p *pattern, first int) int {
	from := r.clauseStart(st)
	if p.shared {
		return from
	}
	for k := first - 1; k >= st.begin; k-- {
		if r.scan.tokens[k].class != classCount && r.scan.tokens[k].class != classNone {
			continue
		}
		from = r.scan.tokens[k].end
		between := r.scan.text[from:r.scan.tokens[first].start]
		at := -1
		for _, w := range separators {
			if x := strings.Index(between, w); x >= 0 && (at < 0 || x < at) {
				at = x + len(w)
			}
		}
		return from + max(at, 0)
	}
	return from
}

// mayStandBefore tells whether the words before a pattern leave it what it is.
func (r *reader) mayStandBefore(st *state, p *pattern, from, first int) bool {
	if p.shared && r.named(from, first, r.lx.known.cause) && !st.said.has(r.lx.known.because) && !st.said.has(r.lx.known.request) {
		return false // 引发行政复议5件: what did?
	}
	all := false // 等渠道: the channels are all of them
	for j := from; j < first; j++ {
		all = all || r.scan.tokens[j].class == r.lx.known.andSoOn
	}
	for j := from; j < first; j++ {
		c := r.scan.tokens[j].class
		switch {
		case r.lx.beside[p.entry].has(c):
		case c == r.lx.known.open:
			return false // 公开答复10件 are not all that were answered
		case r.kindOf(c) == light, r.kindOf(c) == soft, c == r.lx.known.among, c == r.lx.known.andSoOn, c == r.lx.known.enum, c == r.lx.known.others:
		case c == classCount && p.shared:
		case r.lx.channel[c] && all:
		default:
			return false
		}
	}
	return true
}

// lastOf returns the last token of a pattern whose count is token i.
func (r *reader) lastOf(p *pattern, i int) int {
	for _, e := range p.after {
		for k := i + 1; k < len(r.scan.tokens); k++ {
			if r.scan.tokens[k].class == e.class {
				i = k
				break
			}
		}
	}
	return i
}

// endsWell tells whether the count's item ends behind token i: with a mark,
// glue, or a word that is known and not foreign.
func (r *reader) endsWell(i int) bool {
	for i < len(r.scan.tokens) {
		end, next := r.scan.tokens[i].end, len(r.scan.text)
		if i+1 < len(r.scan.tokens) {
			next = r.scan.tokens[i+1].start
		}
		rest := r.scan.text[end:next]
		if k := strings.IndexAny(rest, "。；;！!、"); k >= 0 {
			return r.lx.withoutGlue(rest[:k]) < 0
		}
		if r.lx.withoutGlue(rest) >= 0 {
			return false
		}
		i++
		if i == len(r.scan.tokens) {
			return true
		}
		if c := r.scan.tokens[i].class; r.kindOf(c) != light {
			return c != r.lx.known.foreign && c != r.lx.known.concerning
		}
	}
	return true
}
