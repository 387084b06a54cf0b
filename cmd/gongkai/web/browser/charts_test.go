package browser_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// What the first chart of a page says and is.
const (
	reading = `document.querySelector(".chart .reading").textContent`
	inChart = `echarts.getInstanceByDom(document.querySelector(".chart .plot"))`
	// top is the upper end of the vertical axis.
	top = inChart + `.getModel().getComponent("yAxis").axis.scale.getExtent()[1]`
	// titles are what the picture says of its points.
	titles = `[...document.querySelectorAll(".chart .whole .point title")].map((e) => e.textContent)`
	// tip is what stands in the tip that is shown.
	tip = `(` + inChart + `.getZr().storage.getDisplayList().filter((e) => !e.ignore && e.parent?.style?.backgroundColor === "#fff" && e.style?.text).map((e) => e.style.text).join("\n"))`
)

// focus brings the keyboard to the first chart.
func (b *browser) focus() {
	b.t.Helper()
	eval[bool](b, `(document.querySelector(".chart .plot").focus(), true)`)
}

// keys presses keys one by one and tells what the chart says after each.
func (b *browser) keys(pressed ...string) []string {
	b.t.Helper()
	var said []string
	for _, key := range pressed {
		b.do(chromedp.KeyEvent(key))
		said = append(said, eval[string](b, reading))
	}
	return said
}

// tips waits for a tip with a text.
func (b *browser) tips(text string) {
	b.t.Helper()
	for range 40 {
		if strings.Contains(eval[string](b, tip), text) {
			return
		}
		b.do(chromedp.Sleep(50 * time.Millisecond))
	}
	b.t.Errorf("the tip says %q, want %q", eval[string](b, tip), text)
}

// quiet fails the test where something happened that should not.
func (b *browser) quiet(path string) {
	b.t.Helper()
	for _, what := range b.taken() {
		b.t.Errorf("%s: %s", path, what)
	}
}

// TestChartsAreRead goes from point to point of a chart by arrow keys; the value
// of each is told as the picture tells it, and stands in the tip too. So does
// the pointer. Then it saves charts.
func TestChartsAreRead(t *testing.T) {
	home := serve(t, database(t))
	b := open(t, home)
	b.window(1280, 900)
	const path = "/trends?scope=own&stat=requests_received"
	b.visit(path)
	points := eval[[]string](b, titles)
	if len(points) < 4 {
		t.Fatalf("points %q", points)
	}
	b.focus()
	last := len(points) - 1
	want := []string{points[0], points[1], points[0], points[last], points[last], points[0]}
	if got := b.keys(kb.ArrowRight, kb.ArrowRight, kb.ArrowLeft, kb.End, kb.ArrowRight, kb.Home); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	_, value, _ := strings.Cut(points[0], ": ")
	b.tips(value)
	place := eval[[]float64](b, `(() => { const c = document.querySelector(".chart canvas"), r = c.getBoundingClientRect(), s = `+inChart+`, year = s.getOption().xAxis[0].max;
		const [x, y] = s.convertToPixel({ gridIndex: 0 }, [Math.floor(year), 1]); return [r.left + x + 5, r.top + y - 20] })()`)
	b.do(chromedp.MouseEvent("mouseMoved", place[0], place[1]), chromedp.MouseEvent("mouseMoved", place[0]+1, place[1]))
	_, value, _ = strings.Cut(points[last], ": ")
	b.tips(value)
	b.quiet(path)
	b.savedAsPNG(t, path)
	b.savedAsPNG(t, "/rank?scope=own&year=2022&by=kind")
}

// TestChartsAreEverywhere looks at the pages with charts: all are drawn with as
// many points as their pictures have, and a page without one loads no library.
func TestChartsAreEverywhere(t *testing.T) {
	home := serve(t, database(t))
	b := open(t, home)
	for path, charts := range map[string]int{
		"/": 2, "/trends?scope=own&by=level": 1, "/trends?scope=own&by=agency&region=110000&chart=bar": 1, "/trends?scope=own&by=province&stat=requests_received": 1, "/rank?scope=own&year=2022": 1,
		"/compare?scope=own&subject=110000&subject=360000": 9, "/compare?scope=own&year=2024&subject=110000&subject=360000": 9, "/compare": 0, "/checks": 0, "/agencies": 0, "/data": 0,
	} {
		for _, width := range []int64{1280, 420} {
			b.window(width, 900)
			b.taken()
			b.visit(path)
			got := eval[struct {
				Charts  int  `json:"charts"`
				Library bool `json:"library"`
				Shown   int  `json:"shown"`
				Wide    bool `json:"wide"`
				Empty   int  `json:"empty"`
			}](b, `(() => {
				const plots = [...document.querySelectorAll(".chart .plot")];
				const ink = (c) => new Set(new Uint32Array(c.getContext("2d").getImageData(0, 0, c.width, c.height).data.buffer)).size;
				return { charts: plots.length, library: typeof echarts !== "undefined", shown: [...document.querySelectorAll(".chart .picture")].filter((e) => e.checkVisibility()).length,
					wide: plots.some((p) => p.scrollWidth > p.clientWidth + 1), empty: plots.filter((p) => ink(p.querySelector("canvas")) < 20).length };
			})()`)
			if got.Charts != charts || got.Library != (charts > 0) || got.Shown != 0 || got.Wide || got.Empty != 0 {
				t.Errorf("%s, %d wide: %+v, want %d charts", path, width, got, charts)
			}
			b.quiet(path)
		}
	}
}

// TestLinesAreTakenOff takes lines off a chart by key and by a click on a name:
// the axis follows, the keyboard passes them by, and they come back.
func TestLinesAreTakenOff(t *testing.T) {
	home := serve(t, database(t))
	b := open(t, home)
	b.window(1280, 900)
	for _, kind := range []string{"line", "bar"} {
		path := "/trends?scope=own&stat=requests_received&by=level&chart=" + kind
		b.visit(path)
		points := eval[[]string](b, titles)
		of := func(point string) string { name, _, _ := strings.Cut(point, ","); return name }
		var names []string
		for _, p := range points {
			if !slices.Contains(names, of(p)) {
				names = append(names, of(p))
			}
		}
		low := len(names) - 1
		if low < 1 {
			t.Fatalf("one line only: %q", points)
		}
		b.focus()
		before := eval[float64](b, top)
		for i := range low {
			if got := b.keys(fmt.Sprint(i + 1))[0]; got != names[i]+": hidden" {
				t.Errorf("%s: %q, want %s hidden", kind, got, names[i])
			}
		}
		if got := b.keys(kb.ArrowRight)[0]; of(got) != names[low] {
			t.Errorf("%s: with %s alone the keyboard comes to %q", kind, names[low], got)
		}
		if after := eval[float64](b, top); after >= before {
			t.Errorf("%s: the axis goes to %g, and to %g with the lowest line alone", kind, before, after)
		}
		b.window(900, 900) // another width draws it anew, still without the lines
		b.do(chromedp.Sleep(200 * time.Millisecond))
		if after := eval[float64](b, top); after >= before {
			t.Errorf("%s: in another window the lines are back", kind)
		}
		b.window(1280, 900)
		for i := range low {
			if got := b.keys(fmt.Sprint(i + 1))[0]; got != names[i]+": shown" {
				t.Errorf("%s: %q, want %s shown", kind, got, names[i])
			}
		}
		if after := eval[float64](b, top); after != before {
			t.Errorf("%s: the axis went to %g, now to %g", kind, before, after)
		}
		name := eval[[]float64](b, fmt.Sprintf(`(() => { const c = document.querySelector(".chart canvas"); c.scrollIntoView({ block: "end" }); const r = c.getBoundingClientRect();
			const e = %s.getZr().storage.getDisplayList().find((e) => e.style?.text === %q), at = e.getBoundingRect().clone(); at.applyTransform(e.transform); return [r.left + at.x + 5, r.top + at.y + 5] })()`, inChart, of(points[0])))
		b.do(chromedp.MouseEvent("mouseMoved", name[0], name[1]), chromedp.MouseClickXY(name[0], name[1]))
		if got := eval[string](b, reading); got != of(points[0])+": hidden" {
			t.Errorf("%s: after a click on the name: %q", kind, got)
		}
		b.quiet(path)
	}
}

// TestPicturesStay looks at what is shown without scripts, without the library,
// and in print.
func TestPicturesStay(t *testing.T) {
	home := serve(t, database(t))
	b := open(t, home)
	b.window(1280, 900)
	const seen = `["plot", "picture"].map((name) => [...document.querySelectorAll(".chart ." + name)].filter((e) => e.checkVisibility()).length)`
	media := func(name string) chromedp.Action[chromedp.Void] {
		return asked(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: name})
	}
	for _, path := range []string{"/trends?scope=own", "/rank?scope=own&year=2022&by=kind", "/", "/compare?scope=own&subject=110000&subject=360000"} {
		b.visit(path)
		screen := eval[[]int](b, seen)
		b.do(media("print"))
		print := eval[[]int](b, seen)
		b.do(media(""))
		b.do(asked(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))
		b.visit(path)
		without := eval[[]int](b, seen)
		b.do(asked(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{}))
		b.quiet(path)
		b.do(asked(network.SetBlockedURLs, network.SetBlockedURLsParams{URLPatterns: []*network.BlockPattern{{URLPattern: "*://*:*/*/echarts/*", Block: true}}}))
		b.visit(path)
		lost := eval[[]int](b, seen)
		b.do(asked(network.SetBlockedURLs, network.SetBlockedURLsParams{}))
		b.taken() // that it is lost
		if screen[0] == 0 || screen[1] != 0 || print[0] != 0 || print[1] != screen[0] || without[0] != 0 || without[1] != screen[0] || !slices.Equal(lost, without) {
			t.Errorf("%s: plots and pictures on screen %v, in print %v, without scripts %v, without the library %v", path, screen, print, without, lost)
		}
	}
}

// TestHostileNamesAreDrawn draws names that would be markup: they are told as
// they are printed, and nothing of them runs.
func TestHostileNamesAreDrawn(t *testing.T) {
	home := serve(t, database(t))
	b := open(t, home)
	b.window(1280, 900)
	var list struct{ Rows []reportRow }
	getJSON(t, home+"/api/v1/reports?site="+hostileSite, &list)
	path := "/trends?scope=own&stat=requests_received&by=agency&region=110000&agency=" + list.Rows[0].AgencyID
	if status := b.visit(path); status != http.StatusOK {
		t.Fatalf("status %d", status)
	}
	b.focus()
	if said := b.keys(kb.ArrowRight)[0]; !strings.Contains(said, "<imgsrc=xonerror=alert>") {
		t.Errorf("%q", said)
	}
	b.tips("134 (n=1)")
	if n := eval[int](b, `document.querySelectorAll(".chart img, .chart a, .chart .plot script").length`); n != 0 {
		t.Errorf("%d elements of a name", n)
	}
	b.quiet(path)
}

// asked sends a command to the tab.
func asked[P, R any](command cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, command, params)
		return err
	})
}

// savedAsPNG asks for a chart in pixels, twice as many as it has here.
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
	shown := eval[int](b, `document.querySelector(".chart .plot").clientWidth`)
	if made := eval[[]int](b, `window.made`); made[0] != 2*shown || made[1] < 5000 {
		t.Errorf("%s: %d pixels wide, %d bytes, of %d", path, made[0], made[1], shown)
	}
	if name := eval[string](b, `window.saved`); !strings.HasSuffix(name, ".png") {
		t.Errorf("%s: saved as %s", path, name)
	}
	b.quiet(path)
}
