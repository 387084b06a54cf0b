package extract

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"gongkai/fixtures"
)

var update = flag.Bool("update", false, "rewrite the golden outputs of the fixtures")

// TestGoldens compares everything that is read from each report fixture with
// its golden output; the figures alone are held against their own truth in
// TestFixtureFigures.
func TestGoldens(t *testing.T) {
	x := newExtractor(t)
	cases := 0
	for _, p := range loadFixtures(t) {
		if p.Meta.Kind != fixtures.KindReport {
			continue
		}
		cases++
		got, err := x.Extract(Input{Body: p.Body, ContentType: p.Header.Get("Content-Type"), Source: p.Path})
		if err != nil {
			t.Errorf("%s/%s: %v", p.Site, p.Name, err)
			continue
		}
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		for i := range got {
			if err := enc.Encode(&got[i]); err != nil {
				t.Fatal(err)
			}
		}
		file := filepath.Join("..", "fixtures", filepath.FromSlash(p.Golden()))
		if *update {
			if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Errorf("%v (go test ./extract -run TestGoldens -update writes it)", err)
			continue
		}
		if !bytes.Equal(b.Bytes(), want) {
			t.Errorf("%s/%s reads otherwise than its golden %s; look at the difference after -update", p.Site, p.Name, file)
		}
	}
	if cases == 0 {
		t.Fatal("no report fixtures")
	}
}
