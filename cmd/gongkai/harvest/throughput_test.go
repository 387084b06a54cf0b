package harvest_test

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"

	"gongkai/crawler"
	"gongkai/extract"
	"gongkai/fixtures"
	"gongkai/store"
)

var throughputPages = flag.Int("throughput-pages", 1000, "report pages that BenchmarkThroughput fetches in each repetition")

// large is a saved report page of 80 to 100 KB, its agency and the place of a
// figure in it.
type large struct {
	fixtures.Page
	agency   []byte
	from, to int
}

// variant is the page as the n-th agency would have published it: with another
// name and another figure.
func (l large) variant(n int) fixtures.Page {
	p := l.Page
	p.Body = slices.Concat(l.Body[:l.from], fmt.Append(nil, 7000+n), l.Body[l.to:])
	_, first := utf8.DecodeRune(l.agency)
	other := slices.Concat([]byte(string(rune('江'+n))), l.agency[first:])
	p.Body = bytes.ReplaceAll(p.Body, l.agency, other)
	return p
}

var printed = regexp.MustCompile(`>\s*(\d{1,4})\s*<`)

// largePages finds those pages, and in each a number between two tags that is
// read as a figure.
func largePages(b *testing.B) []large {
	b.Helper()
	pages, err := fixtures.Load()
	if err != nil {
		b.Fatal(err)
	}
	x, err := extract.New()
	if err != nil {
		b.Fatal(err)
	}
	read := func(p fixtures.Page) extract.Report {
		doc, err := x.Read(extract.Input{Body: p.Body, ContentType: p.Header.Get("Content-Type")})
		if err != nil || len(doc.Reports) != 1 {
			b.Fatal(p.File, err)
		}
		return doc.Reports[0]
	}
	var found []large
	for _, p := range pages {
		if len(p.Reports) != 1 || len(p.Body) < 80_000 || len(p.Body) > 100_000 {
			continue
		}
		was := read(p)
		for _, m := range printed.FindAllSubmatchIndex(p.Body, -1) {
			l := large{p, []byte(was.Agency), m[2], m[3]}
			if got := read(l.variant(1)); got.Agency != was.Agency && !slices.Equal(got.Statistics, was.Statistics) {
				found = append(found, l)
				break
			}
		}
	}
	if len(found) == 0 {
		b.Fatal("no large page among the fixtures")
	}
	return found
}

// variants are n pages that are large, each of an agency of its own.
func variants(b *testing.B, n int) []fixtures.Page {
	pages := largePages(b)
	b.Logf("%d pages, each in %d variants", len(pages), n/len(pages))
	out := make([]fixtures.Page, n)
	for i := range out {
		out[i] = pages[i%len(pages)].variant(i)
	}
	return out
}

// reportHost serves a list of report pages and the pages. What else the saved pages
// lead to is not there: the bare loop does not ask for it either.
type reportHost struct {
	pages []fixtures.Page
	list  []byte
}

func newReportHost(pages []fixtures.Page) *reportHost {
	var list strings.Builder
	list.WriteString(`<html><meta charset="utf-8"><title>政府信息公开年报</title><ul>`)
	for n := range pages {
		fmt.Fprintf(&list, `<li><a href="/r/%d.html">样例局%d年政府信息公开工作年度报告</a></li>`, n, 2019+n%6)
	}
	list.WriteString("</ul></html>")
	return &reportHost{pages, []byte(list.String())}
}

func (h *reportHost) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var n int
	switch _, err := fmt.Sscanf(r.URL.Path, "/r/%d.html", &n); {
	case r.URL.Path == "/":
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(h.list)
	case err != nil || n >= len(h.pages):
		http.NotFound(w, r)
	default:
		w.Header().Set("Content-Type", h.pages[n].Header.Get("Content-Type"))
		_, _ = w.Write(h.pages[n].Body)
	}
}

// naive is what a scraper of an afternoon does with a page: the texts of all
// cells of all tables, the title and the links.
func naive(body io.Reader) (cells int, err error) {
	doc, err := goquery.NewDocumentFromReader(body)
	if err != nil {
		return 0, err
	}
	_ = doc.Find("title").Text()
	doc.Find("table tr").Each(func(_ int, row *goquery.Selection) {
		row.Find("td, th").Each(func(_ int, cell *goquery.Selection) {
			if strings.TrimSpace(cell.Text()) != "" {
				cells++
			}
		})
	})
	doc.Find("a[href]").Each(func(_ int, a *goquery.Selection) { cells += len(a.AttrOr("href", "")) & 1 })
	return cells, nil
}

// bare fetches the list and the pages of each host, one after the other, all
// hosts side by side, and reads them naively. It keeps nothing.
func bare(b *testing.B, hosts []string, reports int) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 1}}
	defer client.CloseIdleConnections()
	get := func(url string) int {
		res, err := client.Get(url)
		if err != nil {
			b.Error(err)
			return 0
		}
		defer res.Body.Close()
		cells, err := naive(res.Body)
		if err != nil {
			b.Error(err)
		}
		return cells
	}
	var all sync.WaitGroup
	for _, h := range hosts {
		all.Go(func() {
			get(h)
			for n := range reports / len(hosts) {
				if get(fmt.Sprintf("%s/r/%d.html", h, n)) < 100 {
					b.Error("a page without figures")
				}
			}
		})
	}
	all.Wait()
}

// crawled crawls the same hosts into db, which must be new.
func crawled(b *testing.B, db *store.Store, reader crawler.Reader, hosts []string, reports int) {
	sum := crawl(b, quick(hosts...), reader, db)
	if sum.Reports != reports || sum.New+sum.Revised != reports || sum.New < reports*9/10 || sum.Failed != 0 {
		b.Fatalf("%+v", sum)
	}
}

// statistics counts the figures of all revisions.
func statistics(b *testing.B, db *store.Store) (n int64) {
	b.Helper()
	err := db.Query(b.Context(), `SELECT count(*) FROM statistic`, func([]string) error { return nil }, func(row []any) error {
		n, _ = row[0].(int64)
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// processor is the time that this process, its test servers included, has computed.
func processor(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkThroughput crawls report pages of 80 to 100 KB without a pause, from
// one host and from fifty: fetch, archive, extract, store. Beside it, in turns,
// a bare loop of net/http only fetches the same pages and reads them with a
// naive goquery extraction. x_bare is how many times as many pages a second the
// crawl does, cpu_x_bare the same of processor time; both count the servers,
// which run in this process. Figures are medians of the repetitions.
func BenchmarkThroughput(b *testing.B) {
	for _, hosts := range []int{1, 50} {
		b.Run(fmt.Sprintf("hosts=%d", hosts), func(b *testing.B) {
			reports := *throughputPages / hosts * hosts
			pages := variants(b, reports)
			var starts []string
			for h := range hosts {
				share := reports / hosts
				srv := httptest.NewServer(newReportHost(pages[h*share : (h+1)*share]))
				defer srv.Close()
				starts = append(starts, srv.URL)
			}
			type took struct{ wall, cpu float64 } // seconds
			measure := func(do func()) took {
				runtime.GC() // what was done before is not this one's
				began, cpu := time.Now(), processor(b)
				do()
				return took{time.Since(began).Seconds(), (processor(b) - cpu).Seconds()}
			}
			reader := newReader(b)
			var wall, cpu, ours, theirs, work []float64
			for b.Loop() {
				db := openNew(b, store.Options{})
				ref, own := measure(func() { bare(b, starts, reports) }), measure(func() { crawled(b, db, reader, starts, reports) })
				if stored := statistics(b, db); stored < int64(100*reports) {
					b.Fatalf("%d figures stored of %d reports", stored, reports)
				}
				if err := db.Close(); err != nil {
					b.Fatal(err)
				}
				wall, cpu = append(wall, ref.wall/own.wall), append(cpu, ref.cpu/own.cpu)
				ours, theirs = append(ours, float64(reports)/own.wall), append(theirs, float64(reports)/ref.wall)
				work = append(work, own.cpu*1e6/float64(reports))
			}
			for _, m := range []struct {
				values []float64
				unit   string
			}{{wall, "x_bare"}, {cpu, "cpu_x_bare"}, {ours, "pages/s"}, {theirs, "bare_pages/s"}, {work, "µs_cpu/page"}} {
				slices.Sort(m.values)
				b.ReportMetric(m.values[len(m.values)/2], m.unit)
			}
		})
	}
}
