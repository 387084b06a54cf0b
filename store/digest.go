package store

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"

	"gongkai/extract"
	"gongkai/extract/decimal"
)

// Two digests tell readings apart.
//
// The essence decides whether an address shows a new revision. It covers what
// the report prints: title, agency, year, scope, form, publisher, publication
// date with its kind, index and document number, every figure's codes, print,
// unit and status, and the narrative. It leaves out what surrounds a report
// (navigation, visit counters, so other bytes may have the same essence) and
// what follows from it (values, checks, claims, scope_evidence, problems,
// quality, region).
//
// The digest covers the whole reading, so that equal readings of different
// bytes or by different extractors are stored once.
//
// Essences are compared between readings that are live, one for each body, by
// whatever extractor read it last. Equal bytes are one body, so a newer
// extractor cannot make a revision of them; while only some bodies of a report
// have been re-read it may keep two apart that the old one took for the same,
// until reextract has come to the rest.
const (
	essenceRecipe = "gongkai essence 1"
	digestRecipe  = "gongkai content 1"
	digestBytes   = 16
)

// hashText is a list of texts, each with its length before it, so that no two
// lists are written alike.
type hashText []byte

func (h *hashText) add(texts ...string) {
	for _, t := range texts {
		*h = binary.AppendUvarint(*h, uint64(len(t))+1)
		*h = append(*h, t...)
	}
}

func (h *hashText) addPtr(texts ...*string) {
	for _, t := range texts {
		if t == nil {
			*h = append(*h, 0)
			continue
		}
		h.add(*t)
	}
}

func (h *hashText) addInt(i int) { *h = binary.AppendVarint(*h, int64(i)) }

func (h *hashText) addNumber(n *decimal.Number) {
	if n == nil {
		*h = append(*h, 0)
		return
	}
	h.add(n.String())
}

func (h hashText) sum() []byte {
	sum := sha256.Sum256(h)
	return sum[:digestBytes]
}

// essenceOf digests what the report prints, in whatever order its figures come.
func essenceOf(r *extract.Report) []byte {
	h := make(hashText, 0, 64*len(r.Statistics)+4096)
	h.add(essenceRecipe, r.Title, normalName(r.Agency), string(r.Scope), r.Format)
	h.addInt(r.Year)
	h.addPtr(r.Publisher, r.PublishedOn, r.PublishedOnKind, r.IndexNumber, r.DocumentNumber)
	order := make([]*extract.Statistic, len(r.Statistics))
	for i := range r.Statistics {
		order[i] = &r.Statistics[i]
	}
	slices.SortFunc(order, byCodes)
	h.addInt(len(order))
	for _, st := range order {
		h.add(st.Section, st.Row, st.Col, string(st.Status))
		h.addPtr(st.Raw, st.Unit)
	}
	h.addInt(len(r.Narrative))
	for _, n := range r.Narrative {
		h.add(n.Section, n.Text)
	}
	return h.sum()
}

// byCodes is an order of the figures of a report, which have each their own codes.
func byCodes(a, b *extract.Statistic) int {
	if c := strings.Compare(a.Section, b.Section); c != 0 {
		return c
	}
	if c := strings.Compare(a.Row, b.Row); c != 0 {
		return c
	}
	return strings.Compare(a.Col, b.Col)
}

// digestOf digests everything that saveContent stores.
func digestOf(r *extract.Report, essence []byte) []byte {
	h := make(hashText, 0, 64*len(r.Statistics)+4096)
	h.add(digestRecipe, string(essence), r.Agency, string(r.Quality))
	h.addPtr(r.Region)
	h.addInt(len(r.Flags))
	for _, f := range r.Flags {
		h.add(string(f))
	}
	for _, st := range r.Statistics {
		h.add(st.Section, st.Row, st.Col, string(st.UnitSource))
		h.addNumber(st.Value)
	}
	h.addInt(len(r.Checks))
	for _, c := range r.Checks {
		h.add(c.ID, c.At)
		h.addNumber(c.Left)
		h.addNumber(c.Right)
		switch {
		case c.Holds == nil:
			h.addInt(-1)
		case *c.Holds:
			h.addInt(1)
		default:
			h.addInt(0)
		}
	}
	h.addInt(len(r.Claims))
	for _, c := range r.Claims {
		h.add(c.What, c.Value.String(), c.Sentence)
	}
	h.addInt(len(r.Problems))
	for _, p := range r.Problems {
		h.add(p.Code, p.Message)
	}
	if r.ScopeEvidence != "" { // so that contents stored before it was known keep their digests
		h.add(r.ScopeEvidence)
	}
	for _, s := range sourcesOf(r) {
		h.add("source", s.section, s.url)
	}
	return h.sum()
}
