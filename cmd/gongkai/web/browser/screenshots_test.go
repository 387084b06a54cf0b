package browser_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

var screenshots = flag.String("screenshots", "", "a directory to write a picture of each page to, in both languages and window sizes")

// TestScreenshots writes pictures of the pages for people to look at; make
// screenshots asks for them.
func TestScreenshots(t *testing.T) {
	if *screenshots == "" {
		t.Skip("pictures are made where -screenshots names a directory")
	}
	home := serve(t, database(t))
	b := open(t, home)
	pages := append(b.mainPages(t), "/no/such/page")
	pages = append(pages, hostilePages(t, home)[:3]...)
	names := map[string]bool{}
	for _, path := range pages {
		name := strings.Trim(strings.ReplaceAll(strings.SplitN(path, "?", 2)[0], "/", "-"), "-")
		if name == "" {
			name = "start"
		}
		for n := 2; names[name]; n++ {
			name = fmt.Sprintf("%s-%d", name, n)
		}
		names[name] = true
		for _, lang := range []string{"en", "zh"} {
			joint := "?"
			if strings.Contains(path, "?") {
				joint = "&"
			}
			for size, width := range map[string]int64{"wide": 1280, "narrow": 420} {
				b.window(width, 900)
				b.visit(path + joint + "lang=" + lang)
				png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
				if size == "narrow" || strings.HasPrefix(path, "/reports/") || strings.HasPrefix(path, "/agencies/") {
					png, err = chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
				}
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(*screenshots, name+"-"+lang+"-"+size+".png"), png, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
