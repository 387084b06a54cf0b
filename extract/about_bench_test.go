package extract

import (
	"maps"
	"testing"
)

// BenchmarkAbout measures what a page costs besides its layout and its tables:
// titles, parts, fields, narrative, identity.
func BenchmarkAbout(b *testing.B) {
	x := newExtractor(b)
	p, err := layOut(Input{Body: largePage(b), ContentType: "text/html"})
	if err != nil {
		b.Fatal(err)
	}
	rows := rowsOf(x.ix, p.lines)
	r := newReader(x.ix, x.chooseForm(rows), rows)
	r.read()
	tables := r.tables()
	b.ReportAllocs()
	for b.Loop() {
		used := maps.Clone(r.used)
		ts := findTitles(p)
		for _, pt := range x.split(p, ts) {
			rep := &Report{}
			m := collectMetadata(p, pt, used)
			title, titled := ts.choose(pt, m.titles)
			rep.Narrative = narrative(p.lines[pt.from:pt.to], used, title.text)
			if err := verdict(p, rep, title, titled, ts.about, tables); err != nil {
				b.Fatal(err)
			}
			fillMetadata(rep, p, p.lines[pt.from:pt.to], m, title)
			rep.mirrorProblem(p, "")
		}
	}
}
