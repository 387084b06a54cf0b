package checks

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"gongkai/extract/decimal"
	"gongkai/extract/form"
)

// placeholders are the names that a text may hold in braces.
func placeholders() []string {
	return []string{"year", "last_year", "at", "left", "right", "left_terms", "right_terms", "left_raw", "right_raw",
		"left_count", "right_values", "peers", "peer_group", "median", "score", "sentence"}
}

// checkTemplate makes sure that a text asks for nothing unknown.
func checkTemplate(text string) error {
	if text == "" {
		return fmt.Errorf("a check needs texts in both languages")
	}
	for rest := text; ; {
		_, after, found := strings.Cut(rest, "{")
		if !found {
			return nil
		}
		name, after, _ := strings.Cut(after, "}")
		if !slices.Contains(placeholders(), name) {
			return fmt.Errorf("%q: no such placeholder", name)
		}
		rest = after
	}
}

// Explainer words findings. It is made once, and safe for use by many
// goroutines.
type Explainer struct {
	catalogue *Catalogue
	labels    map[string]string // of statistics, of the newest form that has them
}

// Explainer prepares the labels of the forms.
func (c *Catalogue) Explainer() *Explainer {
	e := &Explainer{c, map[string]string{}}
	for _, f := range c.forms {
		for i := range f.Sections {
			e.label(&f.Sections[i])
		}
	}
	return e
}

func (e *Explainer) label(s *form.Section) {
	for _, r := range s.Rows {
		for _, c := range s.Columns {
			label := plain(r.Label)
			if len(s.Columns) > 1 {
				label += "·" + plain(c.Label)
			}
			e.labels[s.Code+"/"+r.Code+"/"+c.Code] = label
		}
	}
}

// plain leaves out the number before a label: （一）, 1. and 一、.
func plain(label string) string {
	if rest, ok := strings.CutPrefix(label, "（"); ok {
		if _, after, ok := strings.Cut(rest, "）"); ok && after != "" {
			return after
		}
	}
	rest := strings.TrimLeft(label, "0123456789一二三四五六七八九十")
	for _, mark := range []string{".", "、"} {
		if after, ok := strings.CutPrefix(rest, mark); ok && rest != label {
			return after
		}
	}
	return label
}

// English explains a finding.
func (e *Explainer) English(f *Finding) string {
	return e.words(f, language{
		name: func(statistic string) string { return statistic }, and: " + ", minus: " − ", join: ", ",
		many:   func(n int) string { return fmt.Sprintf("%d figures", n) },
		amount: func(value string, year int) string { return fmt.Sprintf("%s 万元 (%d)", value, year) },
		peer:   func(p *Peers) string { return p.Level + ", " + p.Kind },
		text:   func(c *Check) string { return c.Text },
		at:     func(f *Finding) string { return f.At },
	})
}

// Chinese explains a finding.
func (e *Explainer) Chinese(f *Finding) string {
	return e.words(f, language{
		name: func(statistic string) string { return "“" + e.labels[statistic] + "”" }, and: "加", minus: "减", join: "、",
		many:   func(n int) string { return fmt.Sprintf("%d项", n) },
		amount: func(value string, year int) string { return fmt.Sprintf("%s万元（%d年）", value, year) },
		peer:   func(p *Peers) string { return e.catalogue.words[p.Level] + e.catalogue.words[p.Kind] },
		text:   func(c *Check) string { return c.TextZH },
		at:     func(f *Finding) string { return cmp.Or(f.Label, f.At) },
	})
}

// language is what differs between explanations.
type language struct {
	name             func(statistic string) string
	many             func(int) string
	amount           func(value string, year int) string
	peer             func(*Peers) string
	text             func(*Check) string
	at               func(*Finding) string
	and, minus, join string
}

// maxTerms is how many figures of a side are named.
const maxTerms = 4

func (e *Explainer) words(f *Finding, l language) string {
	c := e.catalogue.Check(f.Code)
	if c == nil {
		return f.Code
	}
	values := map[string]string{
		"year": strconv.Itoa(f.Year), "last_year": strconv.Itoa(f.Year - 1), "at": l.at(f), "sentence": f.Sentence,
		"left": number(f.Left.Sum), "left_terms": terms(&f.Left, l), "left_raw": prints(&f.Left, l), "left_count": strconv.Itoa(f.Left.Count),
	}
	if r := f.Right; r != nil {
		values["right"], values["right_terms"], values["right_raw"] = number(r.Sum), terms(r, l), prints(r, l)
		var each []string
		for _, fig := range r.Figures {
			each = append(each, l.amount(number(fig.Value), fig.Year))
		}
		values["right_values"] = strings.Join(each, l.join)
	}
	if p := f.Peers; p != nil {
		values["peers"], values["peer_group"] = strconv.Itoa(p.Reports), l.peer(p)
		values["median"] = strconv.FormatFloat(math.Round(p.Median*10)/10, 'f', -1, 64)
		values["score"] = strconv.FormatFloat(math.Abs(p.Score), 'f', 1, 64)
	}
	var pairs []string
	for name, v := range values {
		pairs = append(pairs, "{"+name+"}", v)
	}
	return strings.NewReplacer(pairs...).Replace(l.text(c))
}

func number(n *decimal.Number) string {
	if n == nil {
		return ""
	}
	return n.String()
}

// terms names the figures of a side, each once.
func terms(s *Side, l language) string {
	if s.Count > maxTerms || len(s.Figures) == 0 {
		return l.many(s.Count)
	}
	var b strings.Builder
	seen := map[string]bool{}
	for _, f := range s.Figures {
		switch {
		case seen[f.Statistic]:
			continue
		case f.Negative:
			b.WriteString(l.minus)
		case len(seen) > 0:
			b.WriteString(l.and)
		}
		seen[f.Statistic] = true
		b.WriteString(l.name(f.Statistic))
	}
	return b.String()
}

// prints lists the figures of a side as printed.
func prints(s *Side, l language) string {
	var list []string
	for i, f := range s.Figures {
		if i == maxTerms {
			list = append(list, "…")
			break
		}
		raw := ""
		if f.Raw != nil {
			raw = *f.Raw
		}
		list = append(list, "“"+raw+"”")
	}
	return strings.Join(list, l.join)
}
