package main

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/cmd/gongkai/tabular/tabulartest"
	"gongkai/store/warc"
)

// TestWarcioReadsOurArchives holds what warcio.js, which shares no line with
// us, reads from an export against the database that it came from.
func TestWarcioReadsOurArchives(t *testing.T) {
	modules := tabulartest.NodeModules(t, "warcio")
	path, _ := demoed(t)
	// A second address of the same bytes makes a revisit.
	srv := serve(t, map[string]string{"/": `<title>政府信息公开年报</title><a href="/a.html">样例镇2020年政府信息公开工作年度报告</a><a href="/b.html">样例镇2020年政府信息公开工作年度报告</a>`,
		"/a.html": reportBody(t), "/b.html": reportBody(t)})
	gongkai(t, "--db", path, "crawl", "--allow-private", "--delay", "0", srv.URL).ok(t)
	out, err := exec.CommandContext(t.Context(), "node", filepath.Join("testdata", "read_warc.mjs"), modules, exported(t, path, "a.warc.gz")).Output()
	if err != nil {
		t.Fatalf("warcio: %v", err)
	}
	type answer struct {
		url, digest string
	}
	seen, count := map[answer]string{}, map[string]int{} // content types; records by type
	for line := range strings.Lines(string(out)) {
		var r struct {
			Version, Type, URL, SHA1, SHA256 string
			Status                           int
			ContentType                      string `json:"content_type"`
			PayloadDigest                    string `json:"payload_digest"`
			RefersTo                         string `json:"refers_to"`
		}
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		count[r.Type]++
		if r.Version != "WARC/1.1" {
			t.Errorf("%s: %s", r.URL, r.Version)
		}
		switch r.Type {
		case "response":
			if warc.NormalDigest("sha1:"+r.SHA1) != r.PayloadDigest {
				t.Errorf("%s: payload of %s under the digest %s", r.URL, r.SHA1, r.PayloadDigest)
			}
			if r.Status != http.StatusOK {
				t.Errorf("%s: status %d", r.URL, r.Status)
			}
			seen[answer{r.URL, "sha256:" + r.SHA256}] = r.ContentType
		case "revisit":
			if r.RefersTo == "" || r.Status != http.StatusOK {
				t.Errorf("%s repeats %q with status %d", r.URL, r.RefersTo, r.Status)
			}
		}
	}
	if count["warcinfo"] != 1 || count["response"] < 40 || count["request"] != count["response"]+count["revisit"] || count["revisit"] == 0 {
		t.Errorf("records: %v", count)
	}
	kept := gongkai(t, "--db", path, "sql", "--format", "csv", "SELECT x.final_url, b.digest, x.response_headers FROM exchange x JOIN body b ON b.id = x.body").ok(t).out
	rows, err := csv.NewReader(strings.NewReader(kept)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows)-1 != count["response"]+count["revisit"] {
		t.Errorf("%d answers in the database, %v in the file", len(rows)-1, count)
	}
	bodies := map[string]bool{}
	for a := range seen {
		bodies[a.digest] = true
	}
	for _, row := range rows[1:] {
		if !bodies[row[1]] {
			t.Errorf("the body of %s is not in the file", row[0])
		}
		one := answer{row[0], row[1]}
		if kind, ok := seen[one]; ok && kind != "" && !strings.Contains(row[2], "Content-Type: "+kind+"\n") || ok && kind == "" && strings.Contains(row[2], "Content-Type") {
			t.Errorf("%s is of type %q in the file, its header\n%s", one.url, kind, row[2])
		}
		delete(seen, one)
	}
	for a := range seen {
		t.Errorf("%s with %s is in the file only", a.url, a.digest)
	}
}
