package claim

import (
	"bytes"
	_ "embed"
	"encoding/json"
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
	// Beside names classes that may stand before the pattern in its clause; of
	// others than mere attributes nothing may.
	Beside []string `json:"beside"`
	// Shared entries share what stands before the first of a list with all of it.
	Shared bool `json:"shared"`
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
	About string              `json:"about"`
	Units map[string][]string `json:"units"`
	// Glue are words that say nothing about what is counted.
	Glue    []string `json:"glue"`
	Classes []struct {
		Class string `json:"class"`
		Kind  string `json:"kind"`
		Topic string `json:"topic"`
		// Channel words name one of several ways.
		Channel bool     `json:"channel"`
		Words   []string `json:"words"`
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
	channel []bool   // by class
	glue    trie
	byName  map[string]class
	units   []unit            // from 1
	unitAt  trie              // unit → index in units
	unitSet map[string]uint16 // name → bit
	entries []Entry
	left    [][]*pattern // patterns by the class before the count
	right   [][]*pattern // patterns that begin with the count, by the class behind it
	zero    [][]zeroRule // by the class of the object
	unless  [][]class    // by entry
	beside  []classSet   // by entry
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
	noneMake, countedBodies, cause, light, open, reconsider, lawsuit, person, organization, suffix, others class
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
