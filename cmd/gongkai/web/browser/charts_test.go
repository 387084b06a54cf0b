package browser_test

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// reading is what stands below the chart.
const reading = `document.querySelector(".chart .whole + .reading").textContent`

// TestChartsAreRead goes from point to point of a chart by arrow keys and by
// pointer; the value of each is told. Then it saves charts.
func TestChartsAreRead(t *testing.T) {
	home := serve(t, database(t))
	b := open(t, home)
	b.window(1280, 900)
	b.visit("/trends?scope=own&stat=requests_received")
	titles := eval[[]string](b, `[...document.querySelectorAll(".chart .whole .point title")].map((e) => e.textContent)`)
	if len(titles) < 4 {
		t.Fatalf("points %q", titles)
	}
	eval[bool](b, `(document.querySelector(".chart .whole svg").focus(), true)`)
	for i, key := range []string{kb.ArrowRight, kb.ArrowRight, kb.ArrowLeft, kb.End, kb.ArrowRight, kb.Home} {
		at := []int{0, 1, 0, len(titles) - 1, len(titles) - 1, 0}[i]
		b.do(chromedp.KeyEvent(key))
		if got := eval[string](b, reading); got != titles[at] {
			t.Errorf("after key %d: %q, want %q", i+1, got, titles[at])
		}
	}
	place := eval[[]float64](b, `(() => { const e = document.querySelectorAll(".chart .whole .point")[2]; e.scrollIntoView(); const r = e.getBoundingClientRect(); return [r.left + r.width / 2 + 9, r.top + r.height / 2] })()`)
	b.do(chromedp.MouseEvent("mouseMoved", place[0], place[1]))
	if got := eval[string](b, reading); got != titles[2] {
		t.Errorf("beside the third point: %q, want %q", got, titles[2])
	}
	b.do(chromedp.MouseEvent("mouseMoved", 5, 5))
	if got := eval[string](b, reading); got != "" {
		t.Errorf("away from the chart: %q", got)
	}
	b.savedAsPNG(t, "/trends?scope=own&stat=requests_received")
	b.savedAsPNG(t, "/rank?scope=own&year=2022&by=kind")
}

// savedAsPNG asks for the picture of a chart in pixels, twice as many as it has here.
func (b *browser) savedAsPNG(t *testing.T, path string) {
	t.Helper()
	b.visit(path)
	eval[bool](b, `(() => {
		const toBlob = HTMLCanvasElement.prototype.toBlob;
		HTMLCanvasElement.prototype.toBlob = function (then) { toBlob.call(this, (png) => { window.made = [this.width, png.size]; then(png) }) };
		HTMLAnchorElement.prototype.click = function () { window.saved = this.download };
		return true;
	})()`)
	b.do(chromedp.Click(chromedp.CSS("button[data-png]")))
	for i := 0; !eval[bool](b, `window.saved !== undefined`); i++ {
		if i == 100 {
			t.Fatalf("%s: nothing is saved", path)
		}
		b.do(chromedp.Sleep(50 * time.Millisecond))
	}
	if made := eval[[]int](b, `window.made`); made[0] != 1600 || made[1] < 5000 {
		t.Errorf("%s: %d pixels wide, %d bytes", path, made[0], made[1])
	}
	if name := eval[string](b, `window.saved`); !strings.HasSuffix(name, ".png") {
		t.Errorf("%s: saved as %s", path, name)
	}
}
