package claim

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/extract/decimal"
)

// Section is a part of a report's text under its heading.
type Section struct {
	Heading string
	Text    string
}

// Claim is one count that a text tells.
type Claim struct {
	What  string // the code of an Entry
	Value decimal.Number
	// Unit as printed: 件, 条, 人次; 元 for money, 万元 converted.
	Unit     string
	Sentence string
	Section  string // the heading
	Reach    Reach
}

// Reach tells for whom a sentence says that it counts.
type Reach uint8

// The reaches of a claim.
const (
	ReachUnsaid Reach = iota
	ReachOwn          // 我局, 本机关
	ReachWhole        // 全市, 各级各部门
	ReachMixed        // both
)

// maxSentence bounds the sentences looked at, in bytes: what is longer is a
// table or a list that lost its marks.
const maxSentence = 6000

// maxRepeated is among how many claims before it a claim is looked for.
const maxRepeated = 100

// Finder finds claims. It is safe for concurrent use.
type Finder struct{ lx *lexicon }

// New compiles the embedded vocabulary.
func New() (*Finder, error) {
	lx, err := loadVocabulary(vocabularyFile)
	if err != nil {
		return nil, fmt.Errorf("vocabulary of claims: %w", err)
	}
	return &Finder{lx}, nil
}

// Entries returns what can be claimed, in the order of the vocabulary.
func (f *Finder) Entries() []Entry {
	var out []Entry
	for _, e := range f.lx.entries {
		if e.Code != "" {
			out = append(out, e)
		}
	}
	return out
}

// Report is what is known of the report whose text is read.
type Report struct {
	Agency string // "" where unknown: then no body that is named is its own
	Year   int    // 0 where unknown: then no year is another one
}

// Find returns the claims of a report's text about its year, in the order of
// the text. The same claim in the same sentence is told once.
func (f *Finder) Find(sections []Section, of Report) []Claim {
	r := reader{lx: f.lx, year: of.Year, agency: agencyOf(of.Agency)}
	r.scan.tokens, r.scan.counts = make([]token, 0, 128), make([]count, 0, 32)
	for i := range sections {
		r.section(&sections[i])
	}
	return r.claims
}

// reader holds what is known while a text is read.
type reader struct {
	lx     *lexicon
	year   int
	agency agency
	claims []Claim

	scan    scan
	where   string
	heading classSet // what the section's heading and the paragraph's own name
	inherit string   // the topic that a paragraph begins with
	said    classSet // what the paragraph has named so far
	topic   string   // what the paragraph is about
	other   int      // the year spoken of last, where it is not the report's
}

// classSet is a set of classes.
type classSet [4]uint64

func (s *classSet) add(c class)      { s[c>>6] |= 1 << (c & 63) }
func (s *classSet) has(c class) bool { return s[c>>6]&(1<<(c&63)) != 0 }
func (s *classSet) merge(o classSet) {
	for i := range s {
		s[i] |= o[i]
	}
}

func (r *reader) section(s *Section) {
	r.where = s.Heading
	heading, topic := r.headingOf(s.Heading)
	lead, leadTopic := classSet{}, ""
	paragraphs(s.Text, func(p string) {
		r.heading, r.inherit = heading, topic
		r.heading.merge(lead)
		if leadTopic != "" {
			r.inherit = leadTopic
		}
		lead, leadTopic = classSet{}, ""
		if isHeading(p) && sentenceEnd(p) == len(p) && !strings.HasSuffix(p, "。") {
			lead, leadTopic = r.headingOf(p)
		}
		r.paragraph(p)
	})
}

// headingOf tells what a heading names, and the one topic it has.
func (r *reader) headingOf(s string) (set classSet, topic string) {
	r.scan.read(r.lx, s, r.year)
	for _, t := range r.scan.tokens {
		if t.class < firstWordClass {
			continue
		}
		set.add(t.class)
		switch now := r.lx.topics[t.class]; {
		case now == "":
		case topic == "" || topic == now:
			topic = now
		default:
			topic = "several"
		}
	}
	if topic == "several" {
		topic = ""
	}
	return set, topic
}

func (r *reader) paragraph(p string) {
	r.said, r.topic, r.other = classSet{}, r.inherit, 0
	for first := true; len(p) > 0; first = false {
		end := sentenceEnd(p)
		s := strings.TrimSpace(p[:end])
		p = p[end:]
		if s == "" || len(s) > maxSentence {
			continue
		}
		if first && p != "" && isHeading(s) {
			set, topic := r.headingOf(s)
			r.heading.merge(set)
			if topic != "" {
				r.topic = topic
			}
		}
		r.sentence(s)
	}
}

func (r *reader) sentence(s string) {
	r.scan.read(r.lx, s, r.year)
	st := state{topic: r.topic, start: numbered(s), year: r.other}
	from := len(r.claims)
	st.from = from
	for i := range r.scan.tokens {
		r.step(&st, i, s)
	}
	r.dropDisputed(&st)
	reach := r.lx.reach(&st.said)
	for i := from; i < len(r.claims); i++ {
		r.claims[i].Reach = reach
	}
	r.topic = st.topic
	r.said.merge(st.said)
	if r.other = st.year; st.year < 0 || st.year == r.year || st.thisYear {
		r.other = 0
	}
}

// dropDisputed takes back what one sentence counts twice with different
// results, or for others too: the counts of parts, and nothing tells which.
func (r *reader) dropDisputed(st *state) {
	from := st.from
	disputed := func(c Claim) bool {
		return st.split || slices.Contains(st.unsure, c.What) || slices.ContainsFunc(r.claims[from:], func(o Claim) bool { return o.What == c.What && o.Value != c.Value })
	}
	if len(r.claims) == from {
		return
	}
	if slices.ContainsFunc(r.claims[from:], disputed) {
		kept := slices.DeleteFunc(slices.Clone(r.claims[from:]), disputed)
		r.claims = append(r.claims[:from], kept...)
	}
}

// claim tells one, unless this sentence told it already, here or on a page
// that prints its text twice.
func (r *reader) claim(entry int, v decimal.Number, unit, sentence string) {
	code := r.lx.entries[entry].Code
	if code == "" {
		return
	}
	for i := len(r.claims) - 1; i >= max(0, len(r.claims)-maxRepeated); i-- {
		c := &r.claims[i]
		if c.What == code && c.Value == v && c.Sentence == sentence && c.Section == r.where {
			return
		}
	}
	r.claims = append(r.claims, Claim{What: code, Value: v, Unit: unit, Sentence: sentence, Section: r.where})
}
