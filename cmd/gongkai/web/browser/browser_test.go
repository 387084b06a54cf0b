// Package browser_test looks at all pages in a real browser: what they say to
// its console, whom they ask, whether they can be used by keyboard and read
// aloud, and whether a hostile report does harm. It has a package of its own so
// that nothing else knows of a browser.
package browser_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser is a tab, with what happened in it.
type browser struct {
	t    testing.TB
	ctx  context.Context
	home *url.URL

	mu       sync.Mutex
	happened []string
	away     map[network.RequestID]string // what was asked of other hosts
}

// open opens a tab in a new Chromium, for the pages of a server.
func open(t testing.TB, home string) *browser {
	t.Helper()
	if raceDetector {
		t.Skip("a browser learns nothing from the race detector: the run without it looks")
	}
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if at, err := exec.LookPath(name); err == nil {
			program = at
			break
		}
	}
	if program == "" {
		if os.Getenv("GONGKAI_CI") != "" {
			t.Fatal("chromium is not installed, and GONGKAI_CI wants every test")
		}
		t.Skip("chromium is not installed: the pages are not looked at")
	}
	u, err := url.Parse(home)
	if err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.WSURLReadTimeout(2*time.Minute),
		// What asks another host shall be seen to ask, and get nothing.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	b := &browser{t: t, ctx: ctx, home: u, away: map[network.RequestID]string{}}
	if err := chromedp.Listen(ctx, b.see); err != nil {
		t.Fatal(err)
	}
	return b
}

// see notes an event that should not happen.
func (b *browser) see(event any) {
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		b.note("console: %v", e.Args)
	case *runtime.EventExceptionThrown:
		b.note("exception: %s", e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		b.note("log: %s %s", e.Entry.Text, e.Entry.URL)
	case *page.EventJavascriptDialogOpening:
		b.note("dialog: %s", e.Message)
		go chromedp.Do(b.ctx, closeDialog) //nolint:errcheck // else the page waits for ever
	case *network.EventRequestWillBeSent:
		u, err := url.Parse(e.Request.URL)
		if err != nil || u.Scheme != "data" && u.Scheme != "about" && u.Host != b.home.Host {
			b.mu.Lock()
			b.away[e.RequestID] = e.Request.URL
			b.mu.Unlock()
		}
	case *network.EventLoadingFailed:
		if e.BlockedReason == network.BlockedReasonCsp { // told before it is asked, then never asked
			b.mu.Lock()
			delete(b.away, e.RequestID)
			b.mu.Unlock()
		}
	}
}

func (b *browser) note(format string, args ...any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.happened = append(b.happened, fmt.Sprintf(format, args...))
}

// taken are the notes since they were taken last.
func (b *browser) taken() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := b.happened
	for _, address := range b.away {
		all = append(all, "asks "+address)
	}
	b.happened = nil
	clear(b.away)
	return all
}

// do fails the test where a step fails or takes a minute.
func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// visit opens a page and tells its status.
func (b *browser) visit(address string) int64 {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	resp, err := chromedp.Run(ctx, chromedp.NavigateResponse(b.at(address)))
	if err != nil {
		b.t.Fatalf("%s: %v", address, err)
	}
	return resp.Status
}

// at makes an address whole.
func (b *browser) at(address string) string {
	if strings.HasPrefix(address, "/") {
		return "http://" + b.home.Host + address
	}
	return address
}

// eval asks the page in JavaScript.
func eval[T any](b *browser, script string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}

// window sizes the window.
func (b *browser) window(width, height int64) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(width, height))
}

// closeDialog lets a page go on that opened a dialog.
var closeDialog = chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
	_, err := cdp.Call(ctx, t, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{})
	return err
})
