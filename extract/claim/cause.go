package claim

import (
	"slices"
	"strings"
)

// causes announce why a case was brought.
var causes = []string{"因", "不服", "针对", "涉及", "关于", "涉"}

// maxCause is how far behind its announcement a cause is looked for, in bytes.
const maxCause = 45

// causedOtherwise tells whether the sentence names a cause that is not the
// disclosure of information: its cases are of several kinds.
func (r *reader) causedOtherwise() bool {
	s := r.scan.text
	for _, w := range causes {
		for at := 0; ; {
			i := strings.Index(s[at:], w)
			if i < 0 {
				break
			}
			at += i + len(w)
			if !r.causedByDisclosure(at) {
				return true
			}
		}
	}
	return false
}

// causedByDisclosure tells whether the cause announced up to a byte is about
// the disclosure of information.
func (r *reader) causedByDisclosure(at int) bool {
	for j := r.tokenAt(at - 1); j < len(r.scan.tokens) && r.scan.tokens[j].start < at+maxCause; j++ {
		switch c := r.scan.tokens[j].class; c {
		case r.lx.known.own, r.lx.known.because, r.lx.known.disclosure, r.lx.known.request, r.lx.known.disclose:
			return true
		case classBreak, classStop, classCount:
			return false
		}
	}
	return false
}

// saysDisclosure tells whether the sentence named the disclosure of information so far.
func (r *reader) saysDisclosure(st *state) bool {
	return st.said.has(r.lx.known.because) || st.said.has(r.lx.known.request) || st.said.has(r.lx.known.disclosure)
}

// clauseSaysDisclosure tells whether the clause of token i does.
func (r *reader) clauseSaysDisclosure(st *state, i int) bool {
	g := &r.lx.known
	return slices.ContainsFunc(r.scan.tokens[st.begin:i], func(t token) bool {
		return t.class == g.because || t.class == g.request || t.class == g.disclosure
	})
}

// ofOneKind tells whether what the sentence goes on to say about cases leaves
// them of one kind: nothing unknown, and no disclosure of information only now.
func (r *reader) ofOneKind(st *state, i int) bool {
	if r.saysDisclosure(st) {
		return r.accounted(r.scan.tokens[i].end, r.clauseEnd(i))
	}
	for _, t := range r.scan.tokens[i:] {
		switch t.class {
		case r.lx.known.because, r.lx.known.request, r.lx.known.disclosure:
			return false
		}
	}
	return r.accounted(r.scan.tokens[i].end, len(r.scan.text))
}

// clauseEnd returns where the clause behind token i's ends: what it tells may
// be the cause, 行政诉讼1件，系规划许可纠纷.
func (r *reader) clauseEnd(i int) int {
	marks := 0
	for _, t := range r.scan.tokens[i:] {
		if t.class == classStop {
			return t.start
		}
		if t.class == classBreak {
			if marks++; marks == 2 {
				return t.start
			}
		}
	}
	return len(r.scan.text)
}
