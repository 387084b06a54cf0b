package harvest_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"gongkai/fixtures"
	"gongkai/store"
)

// BenchmarkSecondRun crawls a site of 300 report pages of 80 to 100 KB twice,
// without a pause, and reports the time of the second run, which asks for every
// page conditionally, as a share of the first's.
func BenchmarkSecondRun(b *testing.B) {
	pages, err := fixtures.Load()
	if err != nil {
		b.Fatal(err)
	}
	var large []fixtures.Page
	for _, p := range pages {
		if len(p.Reports) > 0 && len(p.Body) >= 80_000 && len(p.Body) <= 100_000 {
			large = append(large, p)
		}
	}
	const reports = 300
	var list strings.Builder
	for n := range reports {
		fmt.Fprintf(&list, `<li><a href="/r/%d.html">样例局%d年政府信息公开工作年度报告</a></li>`, n, 2019+n%6)
	}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var n int
		if _, err := fmt.Sscanf(r.URL.Path, "/r/%d.html", &n); err != nil {
			fmt.Fprintf(w, `<html><meta charset="utf-8"><title>政府信息公开年报</title><ul>%s</ul>`, list.String())
			return
		}
		tag := fmt.Sprintf(`"%d"`, n)
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		p := large[n%len(large)]
		w.Header().Set("Content-Type", p.Header.Get("Content-Type"))
		// Another print in a thousand places, so that no two pages are one.
		_, _ = w.Write(bytes.ReplaceAll(p.Body, []byte("</p>"), fmt.Appendf(nil, "<!-- %d --></p>", n)))
	}))
	defer srv.Close()
	reader := newReader(b)
	var first, second time.Duration
	for range b.N {
		db := openNew(b, store.Options{})
		for _, took := range []*time.Duration{&first, &second} {
			began := time.Now()
			sum := crawl(b, quick(srv.URL), reader, db)
			*took += time.Since(began)
			if took == &first && sum.Reports != reports || took == &second && (sum.Unchanged < reports || sum.Fetched+sum.New != 0) {
				b.Fatalf("%+v", sum)
			}
		}
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(second)/float64(first), "second/first")
	b.ReportMetric(float64(second.Microseconds())/float64(b.N*reports), "µs/unchanged")
	b.ReportMetric(float64(first.Microseconds())/float64(b.N*reports), "µs/fetched")
}
