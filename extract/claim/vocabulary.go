package claim

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
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
	// Topic is what the text is about once it is counted.
	Topic string `json:"topic"`
	// Unless names classes that may not stand before the count in its clause.
	Unless   []string `json:"unless"`
	Patterns []string `json:"patterns"`
	Zero     *struct {
		Objects []string `json:"objects"` // 未收到 (After) … 申请 (Objects)
		After   []string `json:"after"`
		Alone   string   `json:"alone"` // says it in one word: 未收费
	} `json:"zero"`
	// Compare lists, by the format of the form, the statistics (section/row/col)
	// that mean the same: alternatives, each a sum.
	Compare map[string][][]string `json:"compare"`
}

type vocabulary struct {
	About   string              `json:"about"`
	Units   map[string][]string `json:"units"`
	Classes []struct {
		Class string `json:"class"`
		Kind  string `json:"kind"`
		Topic string `json:"topic"`
		// Tight words count only where no unknown word stands before them.
		Tight bool     `json:"tight"`
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

// lexicon is the compiled vocabulary. It is never changed after compile.
type lexicon struct {
	words   trie
	kinds   []kind   // by class
	topics  []string // by class
	tight   []bool   // by class
	byName  map[string]class
	units   []unit            // from 1
	unitAt  trie              // unit → index in units
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
	corrected, noneReceive, noneAccept, noneExist, noneCharge, carryTo, apply, because, disclose, partPeriod,
	forOthers, processingFee, andSoOn, concerning, carryIn, carryOut, denied,
	person, organization class
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
	lx.tight = make([]bool, firstWordClass)
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
			lx.tight = append(lx.tight, c.Tight)
		}
		for _, w := range c.Words {
			spellings, err := expand(w)
			if err != nil {
				return nil, fmt.Errorf("class %s: %w", c.Class, err)
			}
			for _, s := range spellings {
				lx.words.add(s, n) // a spelling of two classes belongs to the first
			}
		}
	}
	if len(lx.kinds) > 250 {
		return nil, fmt.Errorf("%d classes are too many", len(lx.kinds))
	}
	if len(lx.words.nodes) >= 1<<16 {
		return nil, fmt.Errorf("%d nodes of words are too many", len(lx.words.nodes))
	}
	if err := lx.addUnits(v.Units); err != nil {
		return nil, err
	}
	if err := lx.resolveGuards(); err != nil {
		return nil, err
	}
	return lx, lx.addEntries()
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
	lx.units = make([]unit, 1)
	for u, m := range masks {
		lx.unitAt.add(u, class(len(lx.units)))
		lx.units = append(lx.units, unit{u, m})
	}
	if len(lx.units) > 250 {
		return fmt.Errorf("%d units are too many", len(lx.units))
	}
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
		noneCharge: get("none_charge"), carryTo: get("carry_to"), apply: get("apply"), because: get("because"),
		disclose: get("disclose"), partPeriod: get("part_period"), forOthers: get("for_others"),
		processingFee: get("processing_fee"), andSoOn: get("and_so_on"),
		concerning: get("concerning"), carryIn: get("carry_in"), carryOut: get("carry_out"), denied: get("denied"),
		person: get("person"), organization: get("organization"),
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
		z := zeroRule{entry: i}
		for _, name := range e.Zero.After {
			c, ok := lx.byName[name]
			if !ok {
				return fmt.Errorf("claim %s: unknown class %q", e.Code, name)
			}
			z.after = append(z.after, c)
		}
		for _, name := range e.Zero.Objects {
			c, ok := lx.byName[name]
			if !ok {
				return fmt.Errorf("claim %s: unknown class %q", e.Code, name)
			}
			lx.zero[c] = append(lx.zero[c], z)
		}
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
