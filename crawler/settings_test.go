package crawler

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func keyOf(t *testing.T, start string) string {
	t.Helper()
	key, err := SiteKey(start)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestASiteKeepsItsOwnDelayAndBudget(t *testing.T) {
	const delay = 60 * time.Millisecond
	slow, fast := newWebSite(t), newWebSite(t)
	for _, s := range []*webSite{slow, fast} {
		s.page("/", `<body class=list><a class=report href=/a>a</a><a class=report href=/b>b</a><a class=report href=/c>c</a>`)
		for _, p := range []string{"/a", "/b", "/c"} {
			s.page(p, "<table></table>"+p)
		}
	}
	cfg := quick(slow.URL, fast.URL)
	cfg.Sites = map[string]SiteSettings{keyOf(t, slow.URL): {Delay: delay, MaxPages: 4}}
	m := NewMemory()
	crawl(t, cfg, m)
	if n := len(slow.seen()); n != 4 { // robots.txt, /, two reports
		t.Errorf("%d requests to a site that may cost 4", n)
	}
	var sent []time.Time // a busy machine may run the server's handlers late
	for _, v := range m.Visits() {
		if v.Site == keyOf(t, slow.URL) {
			for _, q := range v.Requests {
				sent = append(sent, q.At)
			}
		}
	}
	if len(sent) != 4 {
		t.Errorf("%d requests are on record", len(sent))
	}
	for i := 1; i < len(sent); i++ {
		if gap := sent[i].Sub(sent[i-1]); gap < delay {
			t.Errorf("requests %d and %d are %s apart", i-1, i, gap)
		}
	}
	if n := len(fast.paths()); n != 4 {
		t.Errorf("the other site was asked %d times, want 4", n)
	}
}

func TestHeadersOfASiteGoToNoOther(t *testing.T) {
	own, other := newWebSite(t), newWebSite(t)
	own.page("/", `<a class=report href=/next>x</a><a class=list href=/away>y</a>`)
	own.page("/next", "<table></table>")
	own.mux.HandleFunc("GET /away", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other.URL+"/x", http.StatusFound) })
	other.page("/x", "there")
	other.page("/", "home")
	cfg := quick(own.URL, other.URL)
	cfg.Sites = map[string]SiteSettings{keyOf(t, own.URL): {Header: http.Header{"x-requested-with": {"page"}, "Referer": {own.URL + "/"}}}}
	m := NewMemory()
	crawl(t, cfg, m)
	for _, h := range own.seen() {
		if h.Header.Get("X-Requested-With") != "page" || h.Header.Get("Referer") == "" {
			t.Errorf("%s came without the site's headers: %v", h.Path, h.Header)
		}
	}
	if len(other.paths()) != 2 {
		t.Fatalf("the other site saw %v", other.paths())
	}
	for _, h := range other.seen() {
		if h.Header.Get("X-Requested-With") != "" {
			t.Errorf("%s of the other site came with the first one's headers", h.Path)
		}
	}
	if got := visitOf(t, m, own.URL+"/next").Page.RequestHeader.Get("X-Requested-With"); got != "page" {
		t.Errorf("the archive says the header was %q", got)
	}
}

func TestOneSiteMayBePrivateAlone(t *testing.T) {
	private, stranger := newWebSite(t), newWebSite(t)
	private.page("/", "<table></table>")
	private.mux.HandleFunc("GET /out", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, stranger.URL+"/", http.StatusFound) })
	stranger.page("/", "<table></table>")
	cfg := quick(private.URL, private.URL+"/out", stranger.URL)
	cfg.AllowPrivate = false
	cfg.Sites = map[string]SiteSettings{keyOf(t, private.URL): {AllowPrivate: true}}
	m := NewMemory()
	crawl(t, cfg, m)
	wantVisit(t, visitOf(t, m, private.URL+"/"), Fetched, "")
	wantVisit(t, visitOf(t, m, private.URL+"/out"), OutOfScope, "not on the public internet")
	if hits := stranger.seen(); len(hits) > 0 {
		t.Errorf("the other private site was asked: %v", hits)
	}
}

func TestSettingsOfASiteAreChecked(t *testing.T) {
	for name, tt := range map[string]struct {
		s    SiteSettings
		want string
	}{
		"login":    {SiteSettings{Header: http.Header{"Cookie": {"x=1"}}}, "Cookie may not be set"},
		"disguise": {SiteSettings{Header: http.Header{"user-agent": {"Mozilla"}}}, "user-agent may not be set"},
		"split":    {SiteSettings{Header: http.Header{"Accept": {"a\r\nHost: b"}}}, "printable"},
		"delay":    {SiteSettings{Delay: -time.Second}, "delay"},
		"budget":   {SiteSettings{MaxPages: -1}, "max pages"},
	} {
		cfg := Config{Starts: []string{"127.0.0.1"}, Sites: map[string]SiteSettings{"127.0.0.1": tt.s}}
		if err := cfg.Validate(); err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "127.0.0.1") {
			t.Errorf("%s: %v", name, err)
		}
	}
	fine := SiteSettings{Delay: NoDelay, Header: http.Header{"accept-language": {"zh"}}}
	if err := fine.Validate(); err != nil {
		t.Error(err)
	}
}
