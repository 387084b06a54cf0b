package extract

import (
	"strings"

	"gongkai/extract/decimal"
)

// A claim that the tables contradict is told as a problem in words; what it
// compared can be read from them again.
const (
	claimConflict       = "claim_conflict"
	claimConflictFormat = "%s (%s): the text tells %s, the table %s (%s): %s"
)

// ClaimConflict is a count in the text of a report that its tables contradict.
type ClaimConflict struct {
	// What is counted, see Claim; Label says it in Chinese.
	What, Label string
	// Told is the claim, Printed the sum of Statistics (section/row/col), money
	// in yuan.
	Told, Printed decimal.Number
	Statistics    []string
	// Quote is the sentence, or the beginning of a long one.
	Quote string
}

// ParseClaimConflict reads the problem that tells a ClaimConflict; ok is false
// for other problems.
func ParseClaimConflict(p Problem) (c ClaimConflict, ok bool) {
	if p.Code != claimConflict {
		return c, false
	}
	rest := p.Message
	var told, printed, names string
	for _, part := range []struct {
		into *string
		end  string
	}{{&c.What, " ("}, {&c.Label, "): the text tells "}, {&told, ", the table "}, {&printed, " ("}, {&names, "): "}} {
		if *part.into, rest, ok = strings.Cut(rest, part.end); !ok {
			return c, false
		}
	}
	var err error
	if c.Told, err = decimal.Parse(told); err != nil {
		return c, false
	}
	if c.Printed, err = decimal.Parse(printed); err != nil {
		return c, false
	}
	c.Statistics, c.Quote = strings.Split(names, " + "), rest
	return c, true
}
