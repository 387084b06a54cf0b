package crawler

import (
	"fmt"
	"net/http"
	"net/url"
	"sync/atomic"
	"testing"
	"time"
)

func TestRestsGrowWhileAReportIsQuiet(t *testing.T) {
	s := newWebSite(t)
	var text, asked atomic.Int32
	s.page("/{$}", `<body class=list><a class=report href=/r>r</a>`)
	s.mux.HandleFunc("/r", func(w http.ResponseWriter, r *http.Request) {
		tag := fmt.Sprintf(`"v%d"`, text.Load())
		w.Header().Set("ETag", tag)
		if asked.Add(1); r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprintf(w, "<table>%d", text.Load())
	})
	cfg, c := virtual(quick(s.URL))
	cfg.Revisit, cfg.RevisitMax = 4*24*time.Hour, 20*24*time.Hour
	m := NewMemory()
	var days []int
	for day := range 95 {
		if day == 70 {
			text.Add(1)
		}
		before := asked.Load()
		sum := crawl(t, cfg, m)
		if asked.Load() > before {
			days = append(days, day)
		}
		if want := day == 0; want != (sum.New == 1) || (day == 89) != (sum.Revised == 1) {
			t.Errorf("day %d: %+v", day, sum)
		}
		_ = c.Sleep(t.Context(), 24*time.Hour+time.Second)
	}
	// It is looked at again in the next run, then after 4, 8, 16 and 20 days;
	// so too after a change.
	if got := fmt.Sprint(days); got != "[0 1 5 13 29 49 69 89 90 94]" {
		t.Errorf("asked on days %s", got)
	}
}

func TestNewReportsAndListsAreAskedForInEveryRun(t *testing.T) {
	at := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	j := &job{run: &run{cfg: Config{}.withDefaults()}}
	for _, tt := range []struct {
		kind          Kind
		outcome       Outcome
		reports, year int
		quiet         int
		want          time.Duration
	}{
		{KindReport, Fetched, 1, 2025, 0, 0},
		{KindReport, Unchanged, 1, 2026, 9, 0},
		{KindReport, Fetched, 1, 2024, 5, 0},
		{KindReport, Unchanged, 1, 2024, 0, 7 * 24 * time.Hour},
		{KindReport, Unchanged, 1, 0, 1, 14 * 24 * time.Hour},
		{KindReport, Unchanged, 2, 2020, 99, 180 * 24 * time.Hour},
		{KindStart, Unchanged, 1, 2020, 3, 0},
		{KindList, Unchanged, 0, 0, 3, 0},
		{KindNext, Gone, 0, 0, 0, 0},
		{KindNext, Gone, 0, 0, 1, 24 * time.Hour},
		{KindReport, Gone, 1, 2020, 3, 4 * 24 * time.Hour},
		{KindReport, Failed, 1, 2020, 2, 0},
		{KindStart, Gone, 0, 0, 2, 0},
	} {
		known := Validators{Reports: tt.reports, Year: tt.year, Quiet: tt.quiet}
		v := &Visit{At: at, Outcome: tt.outcome, Address: Address{Kind: tt.kind, Validators: known}, Validators: known}
		j.schedule(v)
		got := time.Duration(0)
		if !v.NextDue.IsZero() {
			got = v.NextDue.Sub(at)
		}
		if got != tt.want {
			t.Errorf("%+v: left alone for %s", tt, got)
		}
	}
}

func TestCountersAndDatesAroundAReportAreNoChange(t *testing.T) {
	s := newWebSite(t)
	var hits atomic.Int32
	text := atomic.Value{}
	text.Store("7")
	s.page("/{$}", `<body class=list><a class=report href=/r>r</a>`)
	s.mux.HandleFunc("/r", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, "<table><tr><td>%s</td></table>visits: %d", text.Load(), hits.Add(1))
	})
	m := NewMemory()
	crawl(t, quick(s.URL), m)
	first := visitOf(t, m, s.URL+"/r")
	crawl(t, quick(s.URL), m)
	v := visitOf(t, m, s.URL+"/r")
	wantVisit(t, v, Unchanged, "same content in other bytes")
	if v.Page != nil || v.Reading != nil || v.Validators.Digest != first.Page.Digest || len(m.archived) != 2 {
		t.Errorf("%d bodies archived; %+v", len(m.archived), v)
	}
	text.Store("8")
	if sum := crawl(t, quick(s.URL), m); sum.Revised != 1 || sum.Unchanged != 1 {
		t.Errorf("another figure: %+v", sum)
	}
}

func TestWithdrawnReportsAreGone(t *testing.T) {
	for name, tt := range map[string]struct {
		after  http.HandlerFunc
		reason string
	}{
		"404":        {http.NotFound, "404"},
		"410":        {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) }, "410"},
		"home":       {http.RedirectHandler("/", http.StatusFound).ServeHTTP, "redirects to the home page"},
		"error page": {http.RedirectHandler("/error/404.html", http.StatusFound).ServeHTTP, "redirects to a page of errors"},
		"apology":    {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "sorry") }, "says sorry"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newWebSite(t)
			s.page("/{$}", `<body class=list><a class=report href=/r.html>r</a>`)
			s.page("/error/404.html", "nothing")
			var away atomic.Bool
			s.mux.HandleFunc("/r.html", func(w http.ResponseWriter, r *http.Request) {
				if away.Load() {
					tt.after(w, r)
					return
				}
				w.Header().Set("ETag", `"x"`)
				fmt.Fprint(w, "<table>7")
			})
			m := NewMemory()
			crawl(t, quick(s.URL), m)
			away.Store(true)
			if sum := crawl(t, quick(s.URL), m); sum.Gone != 1 || sum.New+sum.Revised+sum.Reports != 0 {
				t.Errorf("%+v", sum)
			}
			v := visitOf(t, m, s.URL+"/r.html")
			wantVisit(t, v, Gone, tt.reason)
			if v.Reading != nil || v.Validators != (Validators{Reports: 1, Quiet: 1}) {
				t.Errorf("%+v", v)
			}
			away.Store(false)
			crawl(t, quick(s.URL), m)
			wantVisit(t, visitOf(t, m, s.URL+"/r.html"), Fetched, "")
		})
	}
}

func TestOnlyReportsAreGoneByRedirect(t *testing.T) {
	for _, tt := range []struct {
		address, final string
		kind           Kind
		gone           bool
	}{
		{"http://a.gov.cn/nb/r.html", "http://a.gov.cn/", KindReport, true},
		{"http://a.gov.cn/nb/r.html", "http://www.a.gov.cn/index.html", KindReport, true},
		{"http://a.gov.cn/nb/r.html", "https://a.gov.cn/nb/r.html", KindReport, false},
		{"http://a.gov.cn/nb/r.html", "http://a.gov.cn/nb/index.html", KindReport, false},
		{"http://a.gov.cn/nb/r.html", "http://a.gov.cn/?id=7", KindReport, false},
		{"http://a.gov.cn/nb/", "http://a.gov.cn/", KindList, false},
		{"http://a.gov.cn/", "http://www.a.gov.cn/index.html", KindReport, false},
	} {
		final, err := url.Parse(tt.final)
		if err != nil {
			t.Fatal(err)
		}
		if got := sentAway(Address{URL: tt.address, Kind: tt.kind}, final); (got != "") != tt.gone {
			t.Errorf("%+v: %q", tt, got)
		}
	}
}
