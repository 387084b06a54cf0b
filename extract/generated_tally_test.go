package extract

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/extract/form"
	"gongkai/extract/generate"
)

// tallyOf groups what happened by the features of the pages.
type tallyOf struct {
	all       count
	byFeature map[string]*count
	causes    map[string]*cause
	blamed    int // pages reduced to a cause
}

type count struct{ pages, printed, read, wrong, misled, faulty int }

// cause is a smallest set of features that still makes a page fail.
type cause struct {
	pages, wrong, missed int
	seed                 uint64
	first                string
	off                  []string
	excerpt              string
}

func newTally() *tallyOf {
	return &tallyOf{byFeature: map[string]*count{}, causes: map[string]*cause{}}
}

func (t *tallyOf) add(p generate.Page, v verdictOf) {
	to := []*count{&t.all}
	for _, f := range p.Features {
		if t.byFeature[f] == nil {
			t.byFeature[f] = new(count)
		}
		to = append(to, t.byFeature[f])
	}
	for _, c := range to {
		c.pages++
		c.printed += v.printed
		c.read += v.read
		c.wrong += v.wrong
		c.misled += v.misled
		if v.faults() > 0 {
			c.faulty++
		}
	}
}

// blame turns off one feature after the other for as long as the page keeps
// failing; what is left is the cause.
func (t *tallyOf) blame(x *Extractor, forms []*form.Form, p generate.Page, v verdictOf) {
	t.blamed++
	wrong := v.wrong > 0
	var off []string
	left, last := p, v
	for again := true; again; {
		again = false
		for _, f := range left.Features {
			q, err := generate.New(forms, p.Seed, append(slices.Clone(off), f)...)
			if err != nil || slices.Contains(off, f) {
				continue
			}
			if w := judge(x, q); w.faults() > 0 && (w.wrong > 0 || !wrong) {
				off, left, last, again = append(off, f), q, w, true
				break
			}
		}
	}
	k := last.kind + ": " + strings.Join(left.Features, " ")
	if t.causes[k] == nil {
		t.causes[k] = &cause{seed: p.Seed, first: last.first, off: off, excerpt: excerpt(left.Body, last.raw)}
	}
	t.causes[k].pages++
	t.causes[k].wrong += v.wrong
	t.causes[k].missed += v.printed - v.read
}

// excerpt is what stands around a figure on its page.
func excerpt(body []byte, raw string) string {
	at := strings.Index(string(body), raw)
	if raw == "" || at < 0 || len(raw) < 3 {
		return ""
	}
	from, to := max(at-300, 0), min(at+len(raw)+120, len(body))
	return strings.ToValidUTF8(string(body[from:to]), "")
}

// report is the table of failures.
func (t *tallyOf) report() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-34s %7s %7s %9s %9s %7s\n", "feature", "pages", "faulty", "printed", "read", "wrong")
	names := make([]string, 0, len(t.byFeature))
	for f := range t.byFeature {
		names = append(names, f)
	}
	slices.SortFunc(names, func(a, b string) int {
		x, y := t.byFeature[a], t.byFeature[b]
		return y.faulty*x.pages - x.faulty*y.pages
	})
	for _, f := range names {
		if c := t.byFeature[f]; c.faulty > 0 {
			fmt.Fprintf(&b, "%-34s %7d %7d %9d %9d %7d\n", f, c.pages, c.faulty, c.printed, c.read, c.wrong)
		}
	}
	b.WriteString("\nsmallest sets of features that fail:\n")
	sets := make([]string, 0, len(t.causes))
	for k := range t.causes {
		sets = append(sets, k)
	}
	slices.SortFunc(sets, func(a, b string) int { return t.causes[b].missed - t.causes[a].missed })
	for _, k := range sets {
		c := t.causes[k]
		fmt.Fprintf(&b, "%4d pages, missed %d, wrong %d: %s\n    %s\n    -generated 1 -generated-show -generated-seed %d -generated-without %q\n", c.pages, c.missed, c.wrong, k, c.first, c.seed, strings.Join(c.off, ","))
		if c.excerpt != "" {
			fmt.Fprintf(&b, "    | %s\n", strings.ReplaceAll(c.excerpt, "\n", "\n    | "))
		}
	}
	return b.String()
}
