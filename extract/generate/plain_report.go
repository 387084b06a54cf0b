package generate

import (
	"slices"

	"gongkai/extract/document"
	"gongkai/extract/form"
)

// PlainReport makes a document that prints one report of a form as the form has
// it, with no other feature; each n is another one.
func PlainReport(forms []*form.Form, format string, n uint64) (Page, *document.Document, error) {
	feature := "form:" + format
	for seed := n * 1000; ; seed++ {
		var without []string
		for {
			p, doc, err := NewDocument(forms, seed, without...)
			if err != nil {
				return p, nil, err
			}
			if !slices.Contains(p.Features, feature) {
				break
			}
			if len(p.Features) == 1 {
				return p, doc, nil
			}
			without = append(without, slices.DeleteFunc(slices.Clone(p.Features), func(f string) bool { return f == feature })...)
		}
	}
}
