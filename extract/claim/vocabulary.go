package claim

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

//go:embed data/vocabulary.json
var vocabularyFile []byte

// Entry is one thing that texts count.
type Entry struct {
	// Code is what Claim.What says; "" for an entry that only tells what looks
	// like a count and is none.
	Code  string `json:"code"`
	Label string `json:"label"` // Chinese
	Gloss string `json:"gloss"` // English
	// Total entries are the whole of something: after 其中 they are a part.
	Total bool `json:"total"`
	// Unless names classes that may not stand before the count in its clause.
	Unless   []string `json:"unless"`
	Patterns []string `json:"patterns"`
	Zero     *struct {
		Object string   `json:"object"` // 未收到 (After) … 申请 (Object)
		After  []string `json:"after"`
		Alone  string   `json:"alone"` // says it in one word: 未收费
	} `json:"zero"`
	// Compare lists, by the format of the form, the statistics (section/row/col)
	// that mean the same: alternatives, each a sum.
	Compare map[string][][]string `json:"compare"`
}

type vocabulary struct {
	About   string              `json:"about"`
	Units   map[string][]string `json:"units"`
	Classes []struct {
		Class string   `json:"class"`
		Kind  string   `json:"kind"`
		Topic string   `json:"topic"`
		Words []string `json:"words"`
	} `json:"classes"`
	Claims []Entry `json:"claims"`
}

// kind tells how a word stands between the parts of a pattern.
type kind uint8

const (
	light kind = iota // passed over anywhere
	soft              // passed over in free text
	hard              // ends free text
	verb              // ends free text, and a list of objects
)

var kinds = map[string]kind{"light": light, "soft": soft, "hard": hard, "verb": verb}

// class is the index of a word's class.
type class uint8

// class numbers that tokens have without a word.
const (
	classNone class = iota
	classCount
	classBreak    // comma, bracket
	classStop     // semicolon, colon of a list
	classYear     // a year that governs what follows
	classNextYear // 2023年 behind 转入
	classLastYear // 2021年 before 结转, 去年
	firstWordClass
)

// word is one spelling of a class.
type word struct {
	text  string
	class class
}

// lexicon is the compiled vocabulary. It is never changed after compile.
type lexicon struct {
	buckets [][]word        // longest word first
	first   [1 << 16]uint16 // rune → index in buckets, 0 for none
	kinds   []kind          // by class
	topics  []string        // by class
	byName  map[string]class
	units   []unit
	unitSet map[string]uint16 // name → bit
	entries []Entry
	left    [][]*pattern // patterns by the class before the count
	right   [][]*pattern // patterns that begin with the count, by the class behind it
	zero    [][]zeroRule // by the class of the object
	unless  [][]class    // by entry
	known   guards
}

// zeroRule is an entry whose count is 0 where its object is denied by one of
// the classes; none where the word itself denies.
type zeroRule struct {
	entry int
	after []class
}

// guards are the classes that the code itself asks for.
type guards struct {
	enum, among, respectively, compare, plan, allYears, cumulative, until, untilNow, thisYear, except,
	whole, own, restrict, foreign, disclosure, request, receive, accept, handle, closeVerb, answer, fee, charge,
	corrected, noneReceive, noneAccept, noneExist, noneCharge, carryTo class
}

func loadVocabulary(b []byte) (*lexicon, error) {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	var v vocabulary
	if err := dec.Decode(&v); err != nil {
		return nil, err
	}
	return compile(&v)
}

func compile(v *vocabulary) (*lexicon, error) {
	lx := &lexicon{byName: map[string]class{}, unitSet: map[string]uint16{}, entries: v.Claims}
	lx.byName["next_year"], lx.byName["last_year"] = classNextYear, classLastYear
	lx.kinds = slices.Repeat([]kind{hard}, int(firstWordClass))
	lx.topics = make([]string, firstWordClass)
	var words []word
	for _, c := range v.Classes {
		k, ok := kinds[c.Kind]
		if !ok {
			return nil, fmt.Errorf("class %s: kind %q", c.Class, c.Kind)
		}
		n, seen := lx.byName[c.Class]
		if !seen {
			n = class(len(lx.kinds))
			lx.byName[c.Class] = n
			lx.kinds = append(lx.kinds, k)
			lx.topics = append(lx.topics, c.Topic)
		}
		for _, w := range c.Words {
			spellings, err := expand(w)
			if err != nil {
				return nil, fmt.Errorf("class %s: %w", c.Class, err)
			}
			for _, s := range spellings {
				words = append(words, word{s, n})
			}
		}
	}
	if len(lx.kinds) > 250 {
		return nil, fmt.Errorf("%d classes are too many", len(lx.kinds))
	}
	if err := lx.index(words); err != nil {
		return nil, err
	}
	if err := lx.addUnits(v.Units); err != nil {
		return nil, err
	}
	if err := lx.resolveGuards(); err != nil {
		return nil, err
	}
	return lx, lx.addEntries()
}

// index builds the buckets by first rune. One spelling belongs to one class:
// the first that names it.
func (lx *lexicon) index(words []word) error {
	seen := map[string]bool{}
	byRune := map[rune][]word{}
	for _, w := range words {
		if w.text == "" || seen[w.text] {
			continue
		}
		seen[w.text] = true
		r, _ := utf8.DecodeRuneInString(w.text)
		if r >= 1<<16 {
			return fmt.Errorf("word %q begins outside the basic plane", w.text)
		}
		byRune[r] = append(byRune[r], w)
	}
	lx.buckets = append(lx.buckets, nil)
	for r, ws := range byRune {
		sort.Slice(ws, func(i, j int) bool {
			if len(ws[i].text) != len(ws[j].text) {
				return len(ws[i].text) > len(ws[j].text)
			}
			return ws[i].text < ws[j].text
		})
		lx.first[r] = uint16(len(lx.buckets))
		lx.buckets = append(lx.buckets, ws)
	}
	return nil
}

func (lx *lexicon) addUnits(sets map[string][]string) error {
	names := make([]string, 0, len(sets))
	for name := range sets {
		names = append(names, name)
	}
	slices.Sort(names)
	if len(names) > 16 {
		return fmt.Errorf("%d sets of units are too many", len(names))
	}
	masks := map[string]uint16{}
	for i, name := range names {
		lx.unitSet[name] = 1 << i
		for _, u := range sets[name] {
			masks[u] |= 1 << i
		}
	}
	for u, m := range masks {
		lx.units = append(lx.units, unit{u, m})
	}
	slices.SortFunc(lx.units, func(a, b unit) int {
		if len(a.text) != len(b.text) {
			return len(b.text) - len(a.text)
		}
		return strings.Compare(a.text, b.text)
	})
	return nil
}

func (lx *lexicon) resolveGuards() error {
	var missing []string
	get := func(name string) class {
		c, ok := lx.byName[name]
		if !ok {
			missing = append(missing, name)
		}
		return c
	}
	lx.known = guards{
		enum: get("enum"), among: get("among"), respectively: get("respectively"), compare: get("compare"),
		plan: get("plan"), allYears: get("all_years"), cumulative: get("cumulative"), until: get("until"),
		untilNow: get("until_now"), thisYear: get("this_year"), except: get("except"), whole: get("whole"),
		own: get("own"), restrict: get("restrict"), foreign: get("foreign"), disclosure: get("disclosure"),
		request: get("request"), receive: get("receive"), accept: get("accept"), handle: get("handle"),
		closeVerb: get("close"), answer: get("answer"), fee: get("fee"), charge: get("charge"), corrected: get("corrected"),
		noneReceive: get("none_receive"), noneAccept: get("none_accept"), noneExist: get("none_exist"),
		noneCharge: get("none_charge"), carryTo: get("carry_to"),
	}
	if missing != nil {
		return fmt.Errorf("the vocabulary lacks the classes %v", missing)
	}
	return nil
}

func (lx *lexicon) addEntries() error {
	lx.left = make([][]*pattern, len(lx.kinds))
	lx.right = make([][]*pattern, len(lx.kinds))
	lx.zero = make([][]zeroRule, len(lx.kinds))
	lx.unless = make([][]class, len(lx.entries))
	for i := range lx.entries {
		e := &lx.entries[i]
		for _, src := range e.Patterns {
			p, err := lx.parsePattern(src, i)
			if err != nil {
				return fmt.Errorf("claim %s: %w", e.Code, err)
			}
			if n := len(p.before); n > 0 {
				c := p.before[n-1].class
				lx.left[c] = append(lx.left[c], p)
			} else {
				c := p.after[0].class
				lx.right[c] = append(lx.right[c], p)
			}
		}
		for _, name := range e.Unless {
			c, ok := lx.byName[name]
			if !ok {
				return fmt.Errorf("claim %s: unknown class %q", e.Code, name)
			}
			lx.unless[i] = append(lx.unless[i], c)
		}
		if e.Zero == nil {
			continue
		}
		object, ok := lx.byName[e.Zero.Object]
		if !ok {
			return fmt.Errorf("claim %s: unknown class %q", e.Code, e.Zero.Object)
		}
		z := zeroRule{entry: i}
		for _, name := range e.Zero.After {
			c, ok := lx.byName[name]
			if !ok {
				return fmt.Errorf("claim %s: unknown class %q", e.Code, name)
			}
			z.after = append(z.after, c)
		}
		lx.zero[object] = append(lx.zero[object], z)
		if e.Zero.Alone == "" {
			continue
		}
		alone, ok := lx.byName[e.Zero.Alone]
		if !ok {
			return fmt.Errorf("claim %s: unknown class %q", e.Code, e.Zero.Alone)
		}
		lx.zero[alone] = append(lx.zero[alone], zeroRule{entry: i})
	}
	return nil
}
