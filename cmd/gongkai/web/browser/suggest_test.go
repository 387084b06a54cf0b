package browser_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestNamesAreSuggested types parts of names: agencies are offered by name, and
// regions by code, with the name beside it.
func TestNamesAreSuggested(t *testing.T) {
	home := serve(t, database(t))
	b := open(t, home)
	b.visit("/trends")
	for field, want := range map[string][2]string{"region": {"江西省", "360000 江西省"}, "trend-agency": {"样例县人民", "样例县人民政府 样例县人民政府"}} {
		eval[bool](b, fmt.Sprintf(`(() => { const f = document.getElementById(%q); f.value = %q; f.dispatchEvent(new Event("input")); return true })()`, field, want[0]))
		var offered []string
		for range 60 {
			offered = eval[[]string](b, fmt.Sprintf(`[...document.getElementById(%q + "-list").options].map((o) => o.value + " " + o.text)`, field))
			if slices.Contains(offered, want[1]) {
				break
			}
			b.do(chromedp.Sleep(50 * time.Millisecond))
		}
		if !slices.Contains(offered, want[1]) {
			t.Errorf("%s: %q offers %q, want %q", field, want[0], offered, want[1])
		}
	}
	b.quiet("/trends")
}
