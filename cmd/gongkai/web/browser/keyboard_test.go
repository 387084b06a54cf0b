package browser_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// listenScript makes the page note where the focus goes: the number of each
// element among those that a keyboard should reach, and whether it shows.
const listenScript = `(() => {
	const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex='0']")].filter((e) => !e.disabled && e.checkVisibility({ visibilityProperty: true }));
	window.reached = [];
	document.addEventListener("focusin", (event) => {
		const e = event.target, style = getComputedStyle(e), at = all.indexOf(e);
		if (at < 0) return;
		window.reached.push(at);
		if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) === 0) window.unseen.push(e.outerHTML.slice(0, 120));
	});
	window.unseen = [];
	window.all = all.map((e) => e.outerHTML.slice(0, 120));
	return all.length;
})()`

// mostTabs is how often Tab is pressed on a page; what comes later is reached
// as the rest is.
const mostTabs = 60

// mainPages are those that the navigation leads to, and others that have
// something of their own.
func (b *browser) mainPages(t *testing.T) []string {
	t.Helper()
	b.visit("/")
	pages := eval[[]string](b, `[...document.querySelectorAll("header nav a")].map((a) => a.pathname)`)
	if len(pages) < 5 {
		t.Fatalf("the navigation leads to %v only", pages)
	}
	var list struct{ Rows []reportRow }
	getJSON(t, b.at("/api/v1/reports?year=2022&limit=1"), &list)
	return append(pages, "/search?q="+url.QueryEscape("公开"), "/data/sql?sql="+url.QueryEscape("SELECT 1 AS one"), "/reports/"+list.Rows[0].ReportID, "/agencies/"+list.Rows[0].AgencyID)
}

// reportRow is what the API tells of a report.
type reportRow struct {
	ReportID string `json:"report_id"`
	AgencyID string `json:"agency_id"`
	Digest   string `json:"page_digest"`
}

// TestKeyboard uses the pages without a mouse: Tab reaches everything in order
// and shows where it is, the skip link leads to the page, Enter sends forms.
func TestKeyboard(t *testing.T) {
	home := serve(t, database(t))
	b := open(t, home)
	b.window(1280, 900)
	for _, path := range b.mainPages(t) {
		if status := b.visit(path); status != http.StatusOK {
			t.Errorf("%s: status %d", path, status)
			continue
		}
		b.tabs(t, path)
		b.forms(t, path)
	}
	b.visit("/")
	b.do(chromedp.KeyEvent(kb.Tab))
	if seen := eval[bool](b, `(() => { const r = document.activeElement.getBoundingClientRect(); return document.activeElement.matches(".skip") && r.left >= 0 && r.top >= 0 && r.width > 0 })()`); !seen {
		t.Error("the first Tab does not show the link that skips the navigation")
	}
	b.do(chromedp.KeyEvent(kb.Enter), chromedp.KeyEvent(kb.Tab))
	if within := eval[bool](b, `document.querySelector("main").contains(document.activeElement)`); !within {
		t.Error("after the link that skips the navigation Tab is not in the page")
	}
}

// tabs presses Tab through a page.
func (b *browser) tabs(t *testing.T, path string) {
	t.Helper()
	n := min(eval[int](b, listenScript), mostTabs)
	b.do(chromedp.KeyEvent(strings.Repeat(kb.Tab, n)))
	got := eval[struct {
		Reached []int    `json:"reached"`
		Unseen  []string `json:"unseen"`
		All     []string `json:"all"`
	}](b, `({ reached, unseen, all })`)
	for i := range n {
		if i >= len(got.Reached) || got.Reached[i] != i {
			t.Errorf("%s: Tab %d does not reach %s", path, i+1, got.All[i])
			break
		}
	}
	for _, e := range got.Unseen {
		t.Errorf("%s: nothing shows that the focus is at %s", path, e)
	}
}

// forms sends each form of the page itself from its first field by Enter.
func (b *browser) forms(t *testing.T, path string) {
	t.Helper()
	const fields = `[...document.querySelectorAll("main form")].map((f) => [...f.elements].find((e) => e.matches("input:not([type=hidden]):not([type=checkbox]):not([type=radio])"))).filter(Boolean)`
	for i := range eval[int](b, fields+`.length`) {
		b.visit(path)
		want := eval[string](b, `(() => { const e = `+fields+`[`+string(rune('0'+i))+`]; e.focus(); return new URL(e.form.action).pathname })()`)
		resp, err := chromedp.RunResponse(b.ctx, chromedp.KeyEvent(kb.Enter))
		if err != nil {
			t.Errorf("%s: Enter sends nothing: %v", path, err)
			continue
		}
		if u, err := url.Parse(resp.URL); err != nil || u.Path != want || resp.Status != http.StatusOK {
			t.Errorf("%s: Enter leads to %s, status %d, want %s", path, resp.URL, resp.Status, want)
		}
	}
}

// TestHostileArchive opens the archived page of the hostile report: it runs
// nothing, loads nothing and leads nowhere.
func TestHostileArchive(t *testing.T) {
	home := serve(t, database(t))
	b := open(t, home)
	var list struct{ Rows []reportRow }
	getJSON(t, home+"/api/v1/reports?site="+hostileSite, &list)
	b.taken()
	b.visit("/archive/" + list.Rows[0].Digest)
	for _, what := range b.taken() {
		if strings.HasPrefix(what, "dialog") || strings.HasPrefix(what, "asks") {
			t.Errorf("alone: %s", what)
		}
	}
	if at := eval[string](b, "location.href"); !strings.HasPrefix(at, home) {
		t.Errorf("leads to %s", at)
	}
	b.visit("/reports/" + list.Rows[0].ReportID)
	b.do(chromedp.ScrollIntoView(chromedp.CSS(".archived")), chromedp.Click(chromedp.CSS(".archived summary")))
	const loaded = `performance.getEntriesByType("resource").some((e) => e.initiatorType === "iframe" && e.responseEnd > 0)`
	for i := 0; !eval[bool](b, loaded); i++ {
		if i == 100 {
			t.Fatal("the archived page is not loaded into its frame")
		}
		b.do(chromedp.Sleep(50 * time.Millisecond))
	}
	for _, what := range b.taken() {
		if strings.HasPrefix(what, "dialog") || strings.HasPrefix(what, "asks") {
			t.Errorf("in its frame: %s", what)
		}
	}
	if !eval[bool](b, `document.querySelector("h1") !== null && document.querySelector(".archived iframe") !== null && location.pathname.startsWith("/reports/")`) {
		t.Error("the archived page has changed the page around it")
	}
}
