package harvest

import (
	"bytes"
	_ "embed" // rules.json
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/crawler"
	"gongkai/extract"
)

//go:embed rules.json
var rulesJSON []byte

// rules judge links. Of every group the strongest rule that fits counts, and
// the points of the groups are added up.
type rules struct {
	// Places are words that tell where a page stands.
	Places map[string][]string `json:"places"`
	// Apologies are what pages say, without blanks, that stand in for others.
	Apologies []string `json:"apologies"`
	Rules     []rule   `json:"rules"`
}

// rule gives points to a link for words in its text (or its title where it
// has none) or its address, on pages that stand in certain places.
type rule struct {
	Group string `json:"group"`
	// Any stands in the text, End at its end, Same is the whole of it; Years
	// wants a year. One of them is enough.
	Any   []string `json:"any"`
	End   []string `json:"end"`
	Same  []string `json:"same"`
	Years bool     `json:"years"`
	// Address stands in the link's path or query, in lower case.
	Address []string `json:"address"`
	// On are places by anything the page says of itself, In by its title,
	// column or breadcrumb only. One of each is enough.
	On     []string `json:"on"`
	In     []string `json:"in"`
	Points int      `json:"points"`
	Why    string   `json:"why"`
}

// loadRules reads the rules, strictly.
func loadRules() (*rules, error) {
	dec := json.NewDecoder(bytes.NewReader(rulesJSON))
	dec.DisallowUnknownFields()
	var r rules
	if err := dec.Decode(&r); err != nil {
		return nil, fmt.Errorf("rules of links: %w", err)
	}
	var errs []error
	for i, one := range r.Rules {
		if one.Group == "" || one.Why == "" || one.Points == 0 || !one.Years && len(one.Any)+len(one.End)+len(one.Same)+len(one.Address) == 0 {
			errs = append(errs, fmt.Errorf("rules of links: rule %d (%s) is not whole", i+1, one.Why))
		}
		for _, place := range slices.Concat(one.On, one.In) {
			if len(r.Places[place]) == 0 {
				errs = append(errs, fmt.Errorf("rules of links: rule %d: no place %q", i+1, place))
			}
		}
	}
	return &r, errors.Join(errs...)
}

// Scores of what a title alone decides, and bounds of what rules add up to.
const (
	reportScore   = 100
	cutScore      = 90
	yearlessScore = 70
	mostListScore = 95
)

// maxColumnName bounds the name of a column: longer texts are articles.
const maxColumnName = 24

// judge tells what a link seems to lead to, and why.
func (r *rules) judge(l extract.Link, at place) crawler.Link {
	out := crawler.Link{URL: l.URL, Text: l.Text, Title: l.Title, Kind: crawler.KindOther}
	for _, s := range []string{l.Title, l.Text} {
		if t, ok := extract.ParseTitle(s); ok && (t.Year != 0 || t.Agency != "" && !r.sort(t.Agency)) {
			out.Kind, out.Score, out.Why = crawler.KindReport, reportScore, "a report's title"
			if t.Year == 0 {
				out.Score, out.Why = yearlessScore, "a report's title without a year"
			}
			return out
		}
	}
	if isCutTitle(l.Text) {
		out.Kind, out.Score, out.Why = crawler.KindReport, cutScore, "a report's title, cut off"
		return out
	}
	text := strings.TrimSpace(l.Text)
	if text == "" {
		text = strings.TrimSpace(l.Title)
	}
	address := pathOf(l.URL)
	best := map[string]*rule{}
	for i := range r.Rules {
		one := &r.Rules[i]
		if !among(at.weak, one.On) || !among(at.strong, one.In) || !one.fits(text, address) {
			continue
		}
		if old := best[one.Group]; old == nil || abs(one.Points) > abs(old.Points) {
			best[one.Group] = one
		}
	}
	score := 0
	var why []string
	for i := range r.Rules {
		if one := &r.Rules[i]; best[one.Group] == one {
			score += one.Points
			why = append(why, fmt.Sprintf("%s (%+d)", one.Why, one.Points))
		}
	}
	out.Why = strings.Join(why, ", ")
	if out.Why == "" {
		out.Why = "nothing speaks for it"
	}
	if score > 0 {
		out.Kind, out.Score = crawler.KindList, min(score, mostListScore)
	}
	return out
}

var yearWord = regexp.MustCompile(`(^|\D)20(0[89]|[1-3]\d)(年|$)`)

// fits tells whether a rule is about such a text or address. What speaks for
// a link must be short, since longer texts are articles.
func (r *rule) fits(text, address string) bool {
	if len(r.Address) > 0 && contains(address, r.Address) {
		return true
	}
	if r.Points > 0 && utf8.RuneCountInString(text) > maxColumnName {
		return false
	}
	return contains(text, r.Any) || endsWith(text, r.End) || len(r.Same) > 0 && slices.Contains(r.Same, strings.ToLower(text)) ||
		r.Years && yearWord.MatchString(text)
}

// among tells whether a page stands in one of the places, if there are any.
func among(at map[string]bool, places []string) bool {
	return len(places) == 0 || slices.ContainsFunc(places, func(p string) bool { return at[p] })
}

// maxSort bounds the name of a sort of agencies, such as 县直部门.
const maxSort = 6

// sort tells a sort of agencies from one of them: 乡镇街道 has a column of
// reports, and none of its own.
func (r *rules) sort(agency string) bool {
	return utf8.RuneCountInString(agency) <= maxSort && contains(agency, r.Places["agencies"])
}

// pathOf is what rules see of an address: path and query in lower case.
func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Path + "?" + u.RawQuery)
}

func abs(n int) int { return max(n, -n) }

// isCutTitle recognises 某局2019年政府信息公开工作年…, as lists print long titles.
func isCutTitle(s string) bool {
	s = strings.TrimSpace(s)
	cut := strings.HasSuffix(s, "…") || strings.HasSuffix(s, "...") || strings.HasSuffix(s, "..")
	if !cut {
		return false
	}
	s = strings.TrimRight(s, "….")
	for _, rest := range []string{"年度报告", "度报告", "报告", "年报"} {
		if _, ok := extract.ParseTitle(s + rest); ok {
			return true
		}
	}
	return false
}

func contains(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

func endsWith(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasSuffix(s, w) })
}
