package claim

import (
	"strings"
	"unicode/utf8"
)

// maxCarried is how far behind last year's name the word stands that only says
// that something was carried over, in bytes.
const maxCarried = len("度未办结的结转")

// severalYears stands for a time that is not one year.
const severalYears = -1

// state is what a sentence has said so far.
type state struct {
	said  classSet
	topic string
	from  int // the claims of this sentence begin here
	start int // where it begins behind its number: 一是, 1.

	heeded     int      // up to here it is known who is spoken of
	stranger   bool     // a body that is not the report's agency
	unsure     []string // codes of channels that the sentence counts with unknown words, too
	otherCases bool     // reconsiderations or lawsuits about other things were counted
	split      bool     // the sentence counts for such bodies, too: 局属单位收到4件，局机关收到17件

	// Until the end of the sentence:
	year     int  // the year spoken of, 0 while none is named, or severalYears
	thisYear bool // the report's year was named
	until    bool // 截至…
	blocked  bool // a plan, a condition, a count up to today

	// Until the next semicolon:
	among     bool // 其中: what follows are parts
	amongYear bool // 其中2022年…: a part of many years
	outside   bool // 其中 was said before the bracket
	sum       bool // a sum over years was told
	ofSum     bool // 其中 after it

	// Until the next comma:
	begin      int  // the first token of the clause
	compare    bool // growth, not a count
	allYears   bool
	cumulative bool
	each       bool // 分别为, 指导…: whose count it is cannot be told
	verb       bool // something was received, handled, closed
}

func (st *state) clause(i int) {
	st.begin = i + 1
	st.compare, st.allYears, st.cumulative, st.each, st.verb = false, false, false, false, false
}

// step takes token i into the state, or finds the claim that it ends.
func (r *reader) step(st *state, i int, sentence string) {
	t := &r.scan.tokens[i]
	g := &r.lx.known
	switch t.class {
	case classNone:
		return
	case classBreak:
		st.clause(i)
		switch mark := r.scan.text[t.start:t.end]; mark {
		case "（", "(":
			st.outside = st.among
		case "）", ")":
			st.among = st.among && st.outside
		}
		return
	case classStop:
		st.clause(i)
		st.among, st.amongYear, st.sum, st.ofSum = false, false, false, false
		return
	case classCount:
		r.countToken(st, i, sentence)
		return
	case classYear:
		r.yearToken(st, t)
		return
	case classNextYear:
		return
	case classLastYear:
		if rest := r.scan.text[t.end:min(len(r.scan.text), t.end+maxCarried)]; !strings.Contains(rest, "结转") && !strings.Contains(rest, "转入") {
			st.year = severalYears
		}
		return
	case g.thisYear:
		if word := r.scan.text[t.start:t.end]; st.year > 0 && st.year != r.year && !strings.HasPrefix(word, "本") && !strings.HasPrefix(word, "今") {
			break // 2021年全年
		}
		st.year, st.thisYear = r.year, true
		if strings.HasSuffix(r.scan.text[t.start:t.end], "年来") && !r.accounted(r.clauseStart(st), t.start) {
			st.year = severalYears // 条例施行一年来
		}
		if st.among {
			st.amongYear = true
		}
	case g.partPeriod:
		st.year = severalYears
	case g.compare:
		st.compare = true
	case g.allYears:
		st.allYears = true
	case g.cumulative:
		st.cumulative = true
	case g.until:
		st.until = true
	case g.untilNow, g.plan, g.except:
		st.blocked = true
	case g.among:
		st.among, st.amongYear, st.ofSum = true, false, st.sum
	case g.respectively, g.forOthers:
		st.each = true
	case g.noneMake, g.noneReceive, g.noneAccept, g.noneExist, g.noneCharge:
		r.denial(st, i, sentence)
	}
	if r.lx.zero[t.class] != nil {
		r.saidAlone(st, i, sentence)
	}
	if r.lx.kinds[t.class] == verb {
		st.verb = true
	}
	st.said.add(t.class)
	if topic := r.lx.topics[t.class]; topic != "" {
		st.topic = topic
	}
}

// yearToken lets a year govern what follows, unless it is only what the
// report's year is compared with.
func (r *reader) yearToken(st *state, t *token) {
	before := strings.TrimRight(r.scan.text[:t.start], " ")
	if hasSuffixOf(before, []string{"比", "较", "与", "同", "和"}) && t.year != r.year {
		st.compare = true
		return
	}
	if hasSuffixOf(before, []string{"至", "到"}) && t.year == r.year && !st.thisYear {
		st.until = true // 自条例施行至2012年底
	}
	if hasSuffixOf(before, []string{"至", "到", "-", "—", "～", "~", "–"}) {
		_, n := utf8.DecodeLastRuneInString(before)
		before = strings.TrimRight(before[:len(before)-n], "—")
		if hasSuffixOf(before, []string{"年", "年度"}) || before != "" && before[len(before)-1] >= '0' && before[len(before)-1] <= '9' {
			st.year = severalYears
			return
		}
	}
	st.year = t.year
	st.thisYear = st.thisYear || t.year == r.year
	if st.among {
		st.amongYear = t.year == r.year
	}
	rest := strings.TrimPrefix(r.scan.text[t.end:], "度")
	if t.year != r.year && (strings.HasPrefix(rest, "以来") || strings.HasPrefix(rest, "起")) {
		st.blocked = true
	}
}

// speaksOfThisYear tells whether a count here is one of the report's year.
func (r *reader) speaksOfThisYear(st *state) bool {
	switch {
	case st.blocked || st.compare || st.allYears || st.each || st.ofSum && !st.amongYear:
		return false
	case st.year != 0 && r.year != 0 && st.year != r.year, st.year == severalYears:
		return false
	}
	return !st.overYears()
}

// overYears tells a sum over years: 历年累计, and 累计 where no year is named.
func (st *state) overYears() bool {
	return st.allYears || st.cumulative && (st.until || !st.thisYear)
}

// reach tells for whom a sentence that said these words counts.
func (lx *lexicon) reach(said *classSet) Reach {
	own, whole := said.has(lx.known.own), said.has(lx.known.whole)
	switch {
	case own && whole:
		return ReachMixed
	case own:
		return ReachOwn
	case whole:
		return ReachWhole
	}
	return ReachUnsaid
}
