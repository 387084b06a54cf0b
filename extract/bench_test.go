package extract

import (
	"bytes"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// largePage is the Word-pasted fixture of some 95 KB.
func largePage(b *testing.B) []byte {
	b.Helper()
	for _, p := range loadFixtures(b) {
		if p.Name == "shanghai-office-2025-word-large" {
			return p.Body
		}
	}
	b.Fatal("no large fixture")
	return nil
}

// BenchmarkExtract reads one Word-pasted page, bytes to Report with checks, and
// reports the cost as a ratio to html.Parse of the same bytes in the same run.
func BenchmarkExtract(b *testing.B) {
	x := newExtractor(b)
	body := largePage(b)
	in := Input{Body: body, ContentType: "text/html"}
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	var parse, extract time.Duration
	for b.Loop() {
		start := time.Now()
		if _, err := html.Parse(bytes.NewReader(body)); err != nil {
			b.Fatal(err)
		}
		mid := time.Now()
		if _, err := x.Extract(in); err != nil {
			b.Fatal(err)
		}
		parse += mid.Sub(start)
		extract += time.Since(mid)
	}
	b.ReportMetric(float64(extract)/float64(parse), "x_html.Parse")
	parseAllocs := testing.AllocsPerRun(20, func() { html.Parse(bytes.NewReader(body)) })
	extractAllocs := testing.AllocsPerRun(20, func() { x.Extract(in) })
	b.ReportMetric(extractAllocs/parseAllocs, "x_allocs")
}
