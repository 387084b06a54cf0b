package claim

import (
	"slices"
	"strings"

	"gongkai/extract/decimal"
)

const (
	maxDenied  = 120 // bytes of free text between 未发生 and what did not happen
	maxNoAsked = 42  // the same for applications, which stand close to their denial
	listing    = 8   // so many of the joints make a list
)

// Words that may stand between the objects of one denial, and those that may
// follow its last object behind 的.
var (
	joints = []string{"、", "和", "及", "或", "与", "以及", "或者", "等", "并", "有关", "相关", "类", "因此", "因", "事件", "案件", "行政"}
	nouns  = []string{"情况", "情形", "情事", "问题", "现象", "案", "事件", "事项", "件", "申请", "投诉", "要求", "办件", "诉求", "请求", "发生", "产生", "出现", "提出", "项目", "信息", "工作", "继续", "办理", "后", "方面", "行为", "案例", "纠纷"}
	marks  = []string{"，", "。", "；", "、", ",", ";", ".", "！", "（", "）", "(", ")", "”", "："}
)

// denial claims 0 for what the word at token i denies: the last objects of its
// clause that are joined as a list. What stands before them says which:
// 未发生因信息公开申请引起的行政复议 denies no application.
func (r *reader) denial(st *state, i int, sentence string) {
	if !r.speaksOfThisYear(st) || r.named(st.begin, i, r.lx.known.among) {
		return
	}
	none := r.scan.tokens[i].class
	objects := r.deniedObjects(i)
	if objects == nil {
		return
	}
	last := objects[len(objects)-1]
	if !r.wholeDenied(last) || !r.deniesAll(st, i, last) {
		return
	}
	// 无结转下年的申请: the application is only the noun of the first.
	if n := len(objects); n > 1 && r.isRequest(last) && r.adjacent(objects[n-2], last) {
		objects = objects[:n-1]
	}
	if none != r.lx.known.noneMake && !slices.ContainsFunc(objects, func(o int) bool { return r.aboutDisclosure(st, i, o) }) {
		return
	}
	first := len(objects) - 1
	for first > 0 && r.joined(objects[first-1], objects[first]) {
		first--
	}
	// 没有因不予公开引起的复议: there may be others.
	if slices.ContainsFunc(objects[:first], func(o int) bool { return r.scan.tokens[o].class == r.lx.known.denied }) {
		return
	}
	if st.otherCases && !r.clauseSaysDisclosure(st, last) {
		return // 行政处罚引起行政复议3件，没有行政诉讼
	}
	for _, o := range objects[first:] {
		r.denyObject(st, none, i, o, sentence)
	}
}

// deniesAll tells whether nothing unknown stands in the denial: not before it
// in its clause, and not before what it denies.
func (r *reader) deniesAll(st *state, i, last int) bool {
	r.heed(st, r.scan.tokens[i].start)
	from := r.clauseStart(st)
	for j := r.tokenAt(from); j < i; j++ {
		if c := r.scan.tokens[j].class; c == r.lx.known.foreign || r.kindOf(c) == verb {
			return false
		}
	}
	return !st.stranger && r.accounted(from, r.scan.tokens[last].start)
}

// deniedObjects collects the tokens in reach of the denial at i that some
// entry counts, nil where a word in between restricts what is denied.
func (r *reader) deniedObjects(i int) []int {
	g := &r.lx.known
	var objects []int
	verbs := false
	end, free := r.scan.tokens[i].end, 0
	for j := i + 1; j < len(r.scan.tokens); j++ {
		t := &r.scan.tokens[j]
		if !r.onlySpace(end, t.start) {
			free += t.start - end
		}
		if free > maxDenied || t.class == classBreak || t.class == classStop {
			break
		}
		end = t.end
		switch {
		case r.lx.zero[t.class] != nil:
			objects = append(objects, j)
		case t.class == classCount && len(objects) == 0 && j == i+1 && t.start == r.scan.tokens[i].end && r.scan.counts[t.count].value == decimal.New(1, 0):
			// 未发生一起…
		case r.kindOf(t.class) == verb && t.class >= firstWordClass && t.class != g.accept:
			verbs = true
		case t.class == g.accept && len(objects) == 0, t.class == g.charge, t.class == g.enum, t.class == g.foreign && len(objects) > 0:
		case t.class == g.noneExist || t.class == g.noneReceive:
			return objects
		case r.kindOf(t.class) == light || r.kindOf(t.class) == soft:
		case len(objects) > 0 && t.class != g.corrected && t.class != classCount && r.kindOf(t.class) == hard:
		default:
			return nil
		}
	}
	if n := len(objects); verbs && n > 0 && r.ofRequests(r.scan.tokens[objects[n-1]].class) {
		return nil // 没有逾期答复的申请
	}
	return objects
}

// wholeDenied tells whether nothing behind the last object makes it a part of
// something else (未收到申请的单位).
func (r *reader) wholeDenied(last int) bool {
	rest := r.scan.text[skipSpace(r.scan.text, r.scan.tokens[last].end):]
	rest = strings.TrimPrefix(rest, "的")
	if rest == "" || hasPrefixOf(rest, nouns) || hasPrefixOf(rest, joints) || hasPrefixOf(rest, marks) {
		return true
	}
	next := last + 1
	return next < len(r.scan.tokens) && r.onlySpace(r.scan.tokens[last].end, r.scan.tokens[next].start)
}

// ofRequests tells the objects that applications or their results are.
func (r *reader) ofRequests(c class) bool {
	g := &r.lx.known
	return c == g.request || c == g.apply || c == g.carryIn || c == g.carryOut || c == g.denied
}

func (r *reader) isRequest(i int) bool {
	c := r.scan.tokens[i].class
	return c == r.lx.known.request || c == r.lx.known.apply
}

func (r *reader) adjacent(a, b int) bool {
	gap := r.scan.text[r.scan.tokens[a].end:r.scan.tokens[b].start]
	return gap == "" || gap == "的"
}

// joined tells whether two objects stand in one list.
func (r *reader) joined(a, b int) bool {
	end := r.scan.tokens[a].end
	listed := end == r.scan.tokens[b].start
	for j := a + 1; j <= b; j++ {
		t := &r.scan.tokens[j]
		if g := &r.lx.known; j < b && (t.class == g.person || t.class == g.organization || t.class == g.charge) {
			return false // 没有向申请公开政府信息的公民收取费用
		}
		for gap := r.scan.text[end:t.start]; gap != ""; {
			k := slices.IndexFunc(joints, func(w string) bool { return strings.HasPrefix(gap, w) })
			if k < 0 {
				return false
			}
			listed = listed || k < listing
			gap = gap[len(joints[k]):]
		}
		listed = listed || t.class == r.lx.known.enum
		end = t.end
	}
	return listed
}

func (r *reader) denyObject(st *state, none class, i, object int, sentence string) {
	t := &r.scan.tokens[object]
	switch free := r.freeBetween(i, object); {
	case t.class == r.lx.known.apply && free > 0,
		t.class == r.lx.known.request && (free > maxNoAsked || free > 0 && r.named(i, object, r.lx.known.concerning)),
		r.isRequest(object) && r.named(i, object, r.lx.known.organization) && !r.named(i, object, r.lx.known.person):
		return
	}
	for _, z := range r.lx.zero[t.class] {
		if slices.Contains(z.after, none) {
			r.claim(z.entry, decimal.Number{}, "", sentence)
		}
	}
}

// freeBetween counts the bytes between two tokens that no word covers.
func (r *reader) freeBetween(a, b int) int {
	free := 0
	for j := a; j < b; j++ {
		free += r.scan.tokens[j+1].start - r.scan.tokens[j].end
	}
	return free
}

// named tells whether a class stands between two tokens.
func (r *reader) named(a, b int, c class) bool {
	return slices.ContainsFunc(r.scan.tokens[a:b], func(t token) bool { return t.class == c })
}

// saidAlone claims 0 for a word that denies by itself: 未收费.
func (r *reader) saidAlone(st *state, i int, sentence string) {
	for _, z := range r.lx.zero[r.scan.tokens[i].class] {
		if z.after == nil && r.speaksOfThisYear(st) && r.aboutDisclosure(st, i, i) {
			r.claim(z.entry, decimal.Number{}, "", sentence)
		}
	}
}

// aboutDisclosure tells whether paragraph, headings or the denial itself speak
// of the disclosure of information; applications always do.
func (r *reader) aboutDisclosure(st *state, from, to int) bool {
	g := &r.lx.known
	fee := r.scan.tokens[to].class == g.fee
	for _, c := range []class{g.disclosure, g.request, g.because, g.disclose} {
		if st.said.has(c) || r.said.has(c) || !fee && r.heading.has(c) {
			return true
		}
	}
	for _, t := range r.scan.tokens[from : to+1] {
		if t.class == g.disclosure || t.class == g.request || t.class == g.because {
			return true
		}
	}
	c := r.scan.tokens[to].class
	return c == g.processingFee || strings.Contains(r.scan.text[r.scan.tokens[to].start:r.scan.tokens[to].end], "公开") ||
		r.heading.has(c) || st.topic == "requests" || r.ofRequests(c) && (c == g.request || c == g.apply)
}
