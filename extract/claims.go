package extract

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/extract/claim"
	"gongkai/extract/decimal"
	"gongkai/extract/form"
)

// claimReader finds what a report's text counts and holds it against the
// tables. Neither side is ever used for the other.
type claimReader struct {
	finder *claim.Finder
	// same lists, by code and format, the statistics that mean the same:
	// alternatives, each a sum.
	same map[string]map[string][][]statRef
	// label is what the codes mean, in Chinese.
	label map[string]string
}

// statRef names a statistic.
type statRef struct{ section, row, col string }

func (s statRef) String() string { return s.section + "/" + s.row + "/" + s.col }

// maxQuote is how much of a sentence a problem quotes, in runes.
const maxQuote = 60

// newClaimReader compiles the vocabulary and checks that every statistic it
// names is one of the forms'.
func newClaimReader(forms []*form.Form) (*claimReader, error) {
	finder, err := claim.New()
	if err != nil {
		return nil, err
	}
	cr := &claimReader{finder, map[string]map[string][][]statRef{}, map[string]string{}}
	for _, e := range finder.Entries() {
		cr.label[e.Code] = e.Label
		cr.same[e.Code] = map[string][][]statRef{}
		for format, alternatives := range e.Compare {
			i := slices.IndexFunc(forms, func(f *form.Form) bool { return f.Format == format })
			if i < 0 {
				return nil, fmt.Errorf("claim %s: unknown form %q", e.Code, format)
			}
			for _, names := range alternatives {
				var sum []statRef
				for _, name := range names {
					if !forms[i].HasStatistic(name) {
						return nil, fmt.Errorf("claim %s: form %s has no %q", e.Code, format, name)
					}
					parts := strings.Split(name, "/")
					sum = append(sum, statRef{parts[0], parts[1], parts[2]})
				}
				cr.same[e.Code][format] = append(cr.same[e.Code][format], sum)
			}
		}
	}
	return cr, nil
}

// read sets the claims of a report whose narrative, year, scope and statistics
// are known, and adds a problem for each that its tables contradict. Checks
// and quality are not touched: a text may be wrong beside right tables.
func (cr *claimReader) read(rep *Report) {
	sections := make([]claim.Section, len(rep.Narrative))
	for i, s := range rep.Narrative {
		sections[i] = claim.Section{Heading: s.Section, Text: s.Text}
	}
	found := cr.finder.Find(sections, claim.Report{Agency: rep.Agency, Year: rep.Year})
	for _, c := range found {
		rep.Claims = append(rep.Claims, Claim{What: c.What, Value: c.Value, Unit: c.Unit, Sentence: c.Sentence, Section: c.Section})
	}
	cr.compare(rep, found)
}

// compare tells the codes of which no claim agrees with the statistics that
// mean the same, once each, by the first claim that speaks for the report.
func (cr *claimReader) compare(rep *Report, found []claim.Claim) {
	var told []string
	for _, c := range found {
		alternatives := cr.same[c.What][rep.Format]
		if alternatives == nil || slices.Contains(told, c.What) || !speaksForReport(rep.Scope, c.Reach) {
			continue
		}
		agrees := func(o claim.Claim) bool { return o.What == c.What && rep.agrees(o, alternatives) }
		if slices.ContainsFunc(found, agrees) {
			continue
		}
		printed, ok := rep.sumOf(alternatives[0], c.Unit)
		if !ok {
			continue
		}
		told = append(told, c.What)
		rep.problem(claimConflict, claimConflictFormat,
			c.What, cr.label[c.What], c.Value, printed, joinRefs(alternatives[0]), quote(c.Sentence))
	}
}

// speaksForReport tells whether a sentence of that reach counts what the tables
// of that scope count. Where it is doubtful, nobody is accused.
func speaksForReport(scope Scope, reach claim.Reach) bool {
	switch reach {
	case claim.ReachUnsaid:
		return true
	case claim.ReachOwn:
		return scope == ScopeOwn
	case claim.ReachWhole:
		return scope == ScopeAggregate
	}
	return false
}

// agrees tells whether one of the alternatives is the claim's value.
func (rep *Report) agrees(c claim.Claim, alternatives [][]statRef) bool {
	return slices.ContainsFunc(alternatives, func(sum []statRef) bool {
		v, ok := rep.sumOf(sum, c.Unit)
		return ok && v == c.Value
	})
}

// sumOf adds statistics up, money in yuan; ok is false where one is not
// printed as a number, or is money of an unknown unit.
func (rep *Report) sumOf(sum []statRef, unit string) (total decimal.Number, ok bool) {
	for _, ref := range sum {
		i := slices.IndexFunc(rep.Statistics, func(s Statistic) bool {
			return s.Row == ref.row && s.Col == ref.col && s.Section == ref.section
		})
		if i < 0 || rep.Statistics[i].Value == nil || rep.Statistics[i].Status != StatusRead {
			return total, false
		}
		v := *rep.Statistics[i].Value
		var err error
		if u := rep.Statistics[i].Unit; u != nil && *u == "万元" {
			v, err = v.Shift(4)
		} else if unit == "元" && (u == nil || *u != "元") {
			return total, false
		}
		if err == nil {
			total, err = total.Add(v)
		}
		if err != nil {
			return total, false
		}
	}
	return total, true
}

func joinRefs(refs []statRef) string {
	names := make([]string, len(refs))
	for i, r := range refs {
		names[i] = r.String()
	}
	return strings.Join(names, " + ")
}

// quote shortens a sentence.
func quote(s string) string {
	if utf8.RuneCountInString(s) <= maxQuote {
		return s
	}
	return string([]rune(s)[:maxQuote]) + "…"
}
