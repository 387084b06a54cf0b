package claim

import (
	"slices"

	"gongkai/extract/decimal"
)

const (
	maxFree  = 75 // bytes of free text between two words of a pattern
	maxRight = 18 // bytes of it behind a count
)

// foreign is the topic of texts about other things.
const foreign = "foreign"

// countToken claims what the count at token i counts, if a pattern tells it
// and nothing speaks against it. What was counted tells what follows is about.
func (r *reader) countToken(st *state, i int, sentence string) {
	c := &r.scan.counts[r.scan.tokens[i].count]
	r.heed(st, r.scan.tokens[i].start)
	st.sum = st.sum || st.allYears || st.cumulative && st.until
	best, first := r.bestPattern(st, i, c.sets)
	if best == nil {
		if r.namesCase(st, i) {
			st.otherCases = true
		}
		if st.verb && r.loose(i) || r.ofKind(i) || r.namesCase(st, i) {
			st.topic = foreign // 收到群众来电120件, 受理各类申请120件
		}
		return
	}
	e := &r.lx.entries[best.entry]
	if e.Topic != "" {
		st.topic = e.Topic
	}
	if st.stranger && !st.among && !st.said.has(r.lx.known.whole) {
		st.split = true
	}
	switch {
	case !r.holds(st, best, first, i):
	case r.standsAlone(st, best, first, i):
		r.claim(best.entry, c.value, c.unit, sentence)
		return
	case !st.among && first >= 0 && r.isChannel(first):
		st.unsure = append(st.unsure, e.Code) // 在某部网站公开126条，在省政府网站公开562条
	}
	if r.namesCase(st, i) {
		st.topic, st.otherCases = foreign, true // cases about other things; so are their results
	}
}

// holds tells whether nothing that is known speaks against a count that a
// pattern fits: it is one of the report's year and agency, and of the whole.
func (r *reader) holds(st *state, p *pattern, first, i int) bool {
	e := &r.lx.entries[p.entry]
	switch {
	case !r.speaksOfThisYear(st), st.stranger:
		return false
	case st.among && !st.amongYear && e.Total, st.cumulative && r.claimed(st, e.Code):
		return false // a part; the sum of many years behind the year's
	case r.lx.unless[p.entry] != nil && r.channelBefore(st, i, p.entry):
		return false
	case first >= 0 && r.scan.counts[r.scan.tokens[i].count].value != decimal.Number{} && (r.sharesCount(first) || r.sharesCount(r.before(i, r.scan.tokens[i].start))):
		return false
	}
	return true
}

// namesCase tells whether the clause of token i names reconsiderations or lawsuits.
func (r *reader) namesCase(st *state, i int) bool {
	return r.named(st.begin, i, r.lx.known.reconsider) || r.named(st.begin, i, r.lx.known.lawsuit)
}

// claimed tells whether this sentence claimed the code already.
func (r *reader) claimed(st *state, code string) bool {
	return slices.ContainsFunc(r.claims[st.from:], func(c Claim) bool { return c.What == code })
}

// ofKind tells a count of documents by how they are disclosed: 依申请公开20件.
func (r *reader) ofKind(i int) bool {
	j := r.before(i, r.scan.tokens[i].start)
	return j >= 0 && r.scan.tokens[j].class == r.lx.known.request
}

// bestPattern returns the longest pattern that fits around token i, the
// earlier one of two, and its first token (-1 where it begins with the count).
func (r *reader) bestPattern(st *state, i int, sets uint16) (*pattern, int) {
	var best *pattern
	leftmost := -1
	if j := r.before(i, r.scan.tokens[i].start); j >= st.begin {
		for _, p := range r.lx.left[r.scan.tokens[j].class] {
			if p.units&sets == 0 || best != nil && p.weight() <= best.weight() || !r.needs(st, p) {
				continue
			}
			first, ok := r.matchLeft(p, j)
			if !ok || !r.matchRight(p, i) {
				continue
			}
			best, leftmost = p, first
		}
	}
	if best != nil {
		return best, leftmost
	}
	if j := r.after(i); j >= 0 {
		for _, p := range r.lx.right[r.scan.tokens[j].class] {
			if p.units&sets != 0 && r.needs(st, p) && r.matchRight(p, i) {
				return p, -1
			}
		}
	}
	return nil, -1
}

// needs tells whether the pattern's topic and classes were named.
func (r *reader) needs(st *state, p *pattern) bool {
	if p.topic != "" && p.topic != st.topic {
		return false
	}
	if p.heading != classNone && !r.heading.has(p.heading) {
		return false
	}
	if p.said == classNone || st.said.has(p.said) || r.heading.has(p.said) {
		return true
	}
	// 因政府信息公开引起的行政复议9件。行政诉讼3件。
	return p.said == r.lx.known.because && r.said.has(p.said) && (r.topic == "review" || r.topic == "litigation")
}

// matchLeft fits the pattern's words before the count, of which the last is
// token j. It returns the first.
func (r *reader) matchLeft(p *pattern, j int) (int, bool) {
	for k := len(p.before) - 2; k >= 0; k-- {
		e := p.before[k]
		j = r.previous(j, e)
		if j < 0 {
			return 0, false
		}
	}
	return j, true
}

// previous finds the element before token j, or -1.
func (r *reader) previous(j int, e element) int {
	end := r.scan.tokens[j].start
	free, comma := 0, false
	for j--; j >= 0; j-- {
		t := &r.scan.tokens[j]
		if gap := end - t.end; gap > 0 && !r.onlySpace(t.end, end) {
			free += gap
		}
		if free > maxFree || e.gap != gapFree && e.gap != gapList && free > 0 {
			return -1
		}
		if t.class == e.class {
			return j
		}
		end = t.start
		switch k := r.kindOf(t.class); {
		case k == light:
		case e.gap == gapNone:
			return -1
		case e.gap == gapList:
			if k == verb && t.class != classCount {
				return -1
			}
		case e.gap == gapComma && !comma && t.class == classBreak && free == 0:
			comma = true
		case k == soft || t.class == r.lx.known.enum:
		default:
			return -1
		}
	}
	return -1
}

// matchRight fits what the pattern wants behind the count.
func (r *reader) matchRight(p *pattern, i int) bool {
	if len(p.after) == 0 {
		return true
	}
	for _, e := range p.after {
		j := r.after(i)
		for j >= 0 && r.scan.tokens[j].class != e.class && r.kindOf(r.scan.tokens[j].class) == soft {
			j = r.after(j)
		}
		if j < 0 || r.scan.tokens[j].class != e.class {
			return false
		}
		i = j
	}
	// 办结3件予以公开4件: what stands behind has a count of its own.
	next := r.after(i)
	return next < 0 || r.scan.tokens[next].class != classCount
}
