package extract

import "cmp"

// chooseForm picks the form by the labels that only it has, never by year or by
// the document cited; -1 where the page prints no label of a table. Each section
// has one vote: hybrids print one section in the words of another form.
func (x *Extractor) chooseForm(rows []row) int {
	labels := make([]int, len(x.ix.forms)) // labels of the form
	own := make([]int, len(x.ix.forms))    // those that only it has
	voting := make([]sections, len(x.ix.forms))
	seen := map[string]bool{}
	for i := range rows {
		for j := range rows[i].cells {
			ts, key := rows[i].cells[j].targets, rows[i].cells[j].label.key
			if ts == nil || seen[key] {
				continue
			}
			seen[key] = true
			only := int(ts[0].form)
			for _, t := range ts {
				labels[t.form]++
				if int(t.form) != only {
					only = -1
				}
			}
			if only >= 0 {
				own[only]++
				voting[only].add(int(ts[0].section))
			}
		}
	}
	best := -1
	better := func(f int) bool {
		return cmp.Or(
			cmp.Compare(voting[f].count(), voting[best].count()),
			cmp.Compare(own[f], own[best]),
			cmp.Compare(labels[f], labels[best])) > 0
	}
	for f := range labels {
		if labels[f] >= 3 && (best < 0 || better(f)) {
			best = f
		}
	}
	return best
}
