package claim

import (
	"slices"
	"strings"
	"unicode/utf8"
)

func (r *reader) kindOf(c class) kind {
	switch c {
	case classYear:
		return soft
	case classNone, classCount, classBreak, classStop:
		return verb
	}
	return r.lx.kinds[c]
}

// before returns the token that ends at byte end, light words passed over, or -1.
func (r *reader) before(i, end int) int {
	for j := i - 1; j >= 0; j-- {
		t := &r.scan.tokens[j]
		if !r.onlySpace(t.end, end) {
			return -1
		}
		if r.kindOf(t.class) != light {
			return j
		}
		end = t.start
	}
	return -1
}

// onlySpace tells whether nothing but white space stands between two bytes.
func (r *reader) onlySpace(from, to int) bool {
	return from >= to || skipSpace(r.scan.text, from) >= to
}

// after returns the first word behind the count, or -1 where a mark or
// something else comes first.
func (r *reader) after(i int) int {
	end, free := r.scan.tokens[i].end, 0
	for j := i + 1; j < len(r.scan.tokens); j++ {
		t := &r.scan.tokens[j]
		if gap := t.start - end; gap > 0 && !r.onlySpace(end, t.start) {
			if free += gap; free > maxRight || marked(r.scan.text[end:t.start]) {
				return -1
			}
		}
		if k := r.kindOf(t.class); k != light {
			return j
		}
		end = t.end
	}
	return -1
}

func marked(s string) bool { return strings.ContainsAny(s, "。、：！？:和及与") }

// loose tells whether the count stands behind words that nobody knows.
func (r *reader) loose(i int) bool {
	end := r.scan.tokens[i].start
	for j := i - 1; j >= 0; j-- {
		t := &r.scan.tokens[j]
		if !r.onlySpace(t.end, end) {
			return true
		}
		if r.kindOf(t.class) != light {
			return t.class == r.lx.known.apply
		}
		end = t.start
	}
	return !r.onlySpace(0, end)
}

// channelBefore tells whether the clause names one of the entry's excluded
// classes and not 等渠道, which would make it all of them.
func (r *reader) channelBefore(st *state, i, entry int) bool {
	if i+2 < len(r.scan.tokens) && r.scan.tokens[i+1].class == r.lx.known.enum && slices.Contains(r.lx.unless[entry], r.scan.tokens[i+2].class) {
		return true // 通过网站等平台公开230条、公众号160条: the first of several
	}
	found := false
	for _, t := range r.scan.tokens[st.begin:i] {
		if t.class == r.lx.known.andSoOn {
			return false
		}
		found = found || slices.Contains(r.lx.unless[entry], t.class)
	}
	return found
}

// sharesCount tells whether the words that begin at token j are the last of
// several that one count sums up: 行政复议、行政诉讼共5件. In a list where each
// has its count, the one before ends with it.
func (r *reader) sharesCount(j int) bool {
	if j < 0 {
		return false
	}
	end := r.scan.tokens[j].start
	for j--; j >= 0; j-- {
		t := &r.scan.tokens[j]
		if t.class == r.lx.known.enum && r.onlySpace(t.end, end) {
			return j == 0 || !r.counted(j-1, t.start)
		}
		if k := r.kindOf(t.class); k != light || !r.onlySpace(t.end, end) {
			break
		}
		end = t.start
	}
	before := strings.TrimRight(r.scan.text[:end], " ")
	if !hasSuffixOf(before, []string{"和", "及", "与", "或"}) || j >= 0 && r.onlySpace(r.scan.tokens[j].end, end) {
		return false // 涉及自然人22件: 及 is part of a word
	}
	_, n := utf8.DecodeLastRuneInString(before)
	before = strings.TrimSuffix(before[:len(before)-n], "以")
	return j < 0 || !r.counted(j, len(before))
}

// counted tells whether token j is a count, or closes a bracket, and ends at byte end.
func (r *reader) counted(j, end int) bool {
	t := &r.scan.tokens[j]
	return (t.class == classCount || t.class == classBreak) && r.onlySpace(t.end, end)
}
