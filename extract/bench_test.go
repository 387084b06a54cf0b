package extract

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/html"

	"gongkai/extract/markup"
	"gongkai/fixtures"
)

// wordPages are the fixtures of 80 to 110 KB pasted from Word or WPS.
func wordPages(b *testing.B) []fixtures.Page {
	b.Helper()
	pages := slices.DeleteFunc(loadFixtures(b), func(p fixtures.Page) bool {
		return len(p.Body) < 80_000 || len(p.Body) > 110_000
	})
	if len(pages) == 0 {
		b.Fatal("no page of this size")
	}
	return pages
}

// largePage is the one of some 95 KB that stands for them.
func largePage(b *testing.B) []byte {
	b.Helper()
	for _, p := range wordPages(b) {
		if p.Name == "shanghai-office-2025-word-large" {
			return p.Body
		}
	}
	b.Fatal("no large fixture")
	return nil
}

// stopwatch keeps the shortest time of what is measured: the one that a busy
// machine has disturbed least.
type stopwatch time.Duration

func (w *stopwatch) run(f func()) {
	start := time.Now()
	f()
	if d := stopwatch(time.Since(start)); *w == 0 || d < *w {
		*w = d
	}
}

// BenchmarkExtract reads Word-pasted pages, bytes to Report with checks, and
// reports the cost as ratios to html.Parse of the same bytes in the same run:
// of the whole, and of its stages one after another.
func BenchmarkExtract(b *testing.B) {
	x := newExtractor(b)
	for _, p := range wordPages(b) {
		b.Run(p.Name, func(b *testing.B) {
			in := Input{Body: p.Body, ContentType: p.Header.Get("Content-Type")}
			check := func(err error) {
				if err != nil {
					b.Error(err)
				}
			}
			parse := func() { _, err := html.Parse(bytes.NewReader(p.Body)); check(err) }
			extract := func() { _, err := x.Extract(in); check(err) }
			text := Decode(p.Body, in.ContentType).Text
			b.SetBytes(int64(len(p.Body)))
			b.ReportAllocs()
			var parsed, extracted, decoded, built, laidOut stopwatch
			for b.Loop() {
				extracted.run(extract)
				b.StopTimer()
				parsed.run(parse)
				decoded.run(func() { Decode(p.Body, in.ContentType) })
				built.run(func() { markup.Parse(text) })
				laidOut.run(func() { _, err := layOut(in); check(err) })
				b.StartTimer()
			}
			for name, w := range map[string]stopwatch{"x_html.Parse": extracted, "x_decode": decoded, "x_markup": built, "x_layout": laidOut} {
				b.ReportMetric(float64(w)/float64(parsed), name)
			}
			b.ReportMetric(testing.AllocsPerRun(5, extract)/testing.AllocsPerRun(5, parse), "x_allocs")
			b.ReportMetric(float64(allocated(extract))/float64(allocated(parse)), "x_bytes")
		})
	}
}

// BenchmarkExtractCores reads the same pages on one core and on all, and reports
// pages a second.
func BenchmarkExtractCores(b *testing.B) {
	x := newExtractor(b)
	pages := wordPages(b)
	all := runtime.GOMAXPROCS(0)
	var one float64
	for _, cores := range slices.Compact([]int{1, all}) {
		b.Run(fmt.Sprint(cores), func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
			var next atomic.Int64
			var wg sync.WaitGroup
			start := time.Now()
			for range cores {
				wg.Go(func() {
					for i := next.Add(1); i <= int64(b.N); i = next.Add(1) {
						p := &pages[i%int64(len(pages))]
						if _, err := x.Extract(Input{Body: p.Body, ContentType: p.Header.Get("Content-Type")}); err != nil {
							b.Error(err)
						}
					}
				})
			}
			wg.Wait()
			rate := float64(b.N) / time.Since(start).Seconds()
			if cores == 1 {
				one = rate
			}
			b.ReportMetric(rate, "pages/s")
			b.ReportMetric(rate/one, "x_one_core")
		})
	}
}
