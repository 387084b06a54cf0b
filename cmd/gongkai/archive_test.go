package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/fixtures"
	"gongkai/store/warc"
)

// views are what programs rely on, as one text.
func views(t *testing.T, path string) string {
	t.Helper()
	var b strings.Builder
	for _, q := range []string{
		"SELECT * FROM report_view ORDER BY report_id, revision",
		"SELECT * FROM statistic_view ORDER BY report_id, section, row, col",
		"SELECT * FROM claim_view ORDER BY report_id, what, value, sentence",
	} {
		b.WriteString(gongkai(t, "--db", path, "sql", "--format", "csv", q).ok(t).out)
	}
	return b.String()
}

// exported writes the archive of a database and returns the file.
func exported(t *testing.T, path, name string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	gongkai(t, "--db", path, "archive", "export", "--out", file).ok(t)
	return file
}

func sameFiles(t *testing.T, a, b string) {
	t.Helper()
	x, err := os.ReadFile(a)
	if err != nil {
		t.Fatal(err)
	}
	y, err := os.ReadFile(b)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(x, y) || len(x) < 5000 {
		t.Errorf("%s has %d bytes, %s %d, and they differ", a, len(x), b, len(y))
	}
}

func TestExportedArchiveGivesTheSameDatabase(t *testing.T) {
	path, _ := demoed(t)
	first := exported(t, path, "a.warc.gz")
	sameFiles(t, first, exported(t, path, "again.warc.gz"))
	other := filepath.Join(t.TempDir(), "other.db")
	r := gongkai(t, "--db", other, "archive", "import", first).ok(t)
	if !strings.Contains(r.out, " 26 reports new, 0 revised; 0 records passed over, 0 forgotten, 0 bad") {
		t.Error(r.out)
	}
	want := views(t, path)
	if got := views(t, other); got != want {
		t.Errorf("the views differ:\n%.2000s\n\nwant\n%.2000s", got, want)
	}
	sameFiles(t, first, exported(t, other, "b.warc.gz"))
	// Importing again, also where it came from, changes nothing.
	for _, db := range []string{other, path} {
		if r := gongkai(t, "--db", db, "archive", "import", first).ok(t); !strings.Contains(r.out, " 0 reports new, 0 revised") {
			t.Errorf("%s: %s", db, r.out)
		}
		if got := views(t, db); got != want {
			t.Errorf("%s: importing again changed the views", db)
		}
		sameFiles(t, first, exported(t, db, "c.warc.gz"))
	}
}

func TestRevisitsTellOfTheSameBytesAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	dir := t.TempDir()
	page := reportBody(t)
	head := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
	other := strings.Replace(page, "</body>", "<p>尾</p></body>", 1)
	var file bytes.Buffer
	w := warc.NewWriter(&file)
	put := func(typ, url, date, body string, more ...warc.Field) {
		h := append(warc.Header{{Name: "WARC-Type", Value: typ}, {Name: "WARC-Target-URI", Value: url}, {Name: "WARC-Date", Value: date},
			{Name: "Content-Type", Value: "application/http;msgtype=response"}}, more...)
		if err := w.Write(h, []byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	const one, two = "http://www.example.gov.cn/1.html", "http://www.example.gov.cn/2.html"
	digest := warc.Field{Name: "WARC-Payload-Digest", Value: warc.Digest([]byte(page))}
	same := warc.Field{Name: "WARC-Profile", Value: warc.ProfileIdentical}
	put("response", one, "2022-01-01T00:00:00Z", head+page)
	put("response", one, "2022-01-02T00:00:00Z", head+other)
	put("revisit", two, "2022-01-02T12:00:00Z", head, digest, same)
	put("revisit", one, "2022-01-03T00:00:00Z", "", same, warc.Field{Name: "WARC-Refers-To-Target-URI", Value: one}, warc.Field{Name: "WARC-Refers-To-Date", Value: "2022-01-01T00:00:00Z"})
	put("revisit", one, "2022-01-04T00:00:00Z", "HTTP/1.1 304 Not Modified\r\n\r\n", warc.Field{Name: "WARC-Profile", Value: warc.ProfileNotModified})
	put("revisit", two, "2022-01-05T00:00:00Z", "", same, warc.Field{Name: "WARC-Payload-Digest", Value: warc.Digest([]byte("never seen"))})
	put("response", "dns:www.example.gov.cn", "2022-01-05T00:00:00Z", "x")
	put("response", "http://www.example.gov.cn/a.png", "2022-01-05T00:00:00Z", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx")
	put("response", "http://www.example.gov.cn/gone.html", "2022-01-05T00:00:00Z", "HTTP/1.1 404 Not Found\r\n\r\nx")
	put("response", one, "2122-01-05T00:00:00Z", head+page)
	name := write(t, dir, "a.warc.gz", file.String())
	r := gongkai(t, "--db", path, "archive", "import", name)
	if r.status != 1 || !strings.Contains(r.out, "5 pages, ") || !strings.Contains(r.out, "3 records passed over, 0 forgotten, 2 bad") ||
		strings.Count(r.err, "\n") != 2 || !strings.Contains(r.err, "import the file that has it first") || !strings.Contains(r.err, "dated in the future") {
		t.Errorf("status %d\n%s%s", r.status, r.out, r.err)
	}
	got := gongkai(t, "--db", path, "sql", "--format", "csv", `SELECT d.url, p.since, b.size FROM appearance p JOIN address d ON d.id = p.address JOIN body b ON b.id = p.body ORDER BY 2`).ok(t).out
	if n := strings.Count(got, "\n"); n != 6 || !strings.Contains(got, two+",2022-01-02T12:00:00.000Z") {
		t.Errorf("%d lines: %s", n, got)
	}
	// What came from others leaves as it would from a crawl.
	generation := filepath.Join(dir, "second.db")
	first := exported(t, path, "a.warc.gz")
	gongkai(t, "--db", generation, "archive", "import", first).ok(t)
	sameViews := views(t, path)
	if views(t, generation) != sameViews {
		t.Error("the views of a second generation differ")
	}
	second := exported(t, generation, "b.warc.gz")
	sameFiles(t, first, second)
}

// reportBody is the page of a saved report in UTF-8.
func reportBody(t *testing.T) string {
	t.Helper()
	pages, _ := reportPages(t, "town")
	for _, p := range pages {
		if s := string(p.Body); strings.Contains(s, "</body>") && strings.Contains(strings.ToLower(s), "utf-8") {
			return s
		}
	}
	t.Fatal("no page in UTF-8")
	return ""
}

func TestPostedFormsKeepTheirPlace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	const url, asked = "http://www.example.gov.cn/list.do", "http://www.example.gov.cn/list.do#form=page%3D2%26n%3D5&page=http%3A%2F%2Fwww.example.gov.cn%2F"
	put := func(w *warc.Writer, typ, id, block string, more ...warc.Field) {
		h := append(warc.Header{{Name: "WARC-Type", Value: typ}, {Name: "WARC-Record-ID", Value: id}, {Name: "WARC-Target-URI", Value: url},
			{Name: "WARC-Date", Value: "2022-01-01T00:00:00Z"}, {Name: "Content-Type", Value: "application/http"}}, more...)
		if err := w.Write(h, []byte(block)); err != nil {
			t.Fatal(err)
		}
	}
	const request, answer = "POST /list.do HTTP/1.1\r\nHost: www.example.gov.cn\r\nContent-Length: 10\r\nUser-Agent: x\r\n\r\npage=2&n=5", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>列表</p>"
	for _, more := range [][]warc.Field{{}, {{Name: fieldAsked, Value: asked}}} {
		var file bytes.Buffer
		w := warc.NewWriter(&file)
		put(w, "response", "<urn:a>", answer, more...)
		put(w, "request", "<urn:b>", request, warc.Field{Name: "WARC-Concurrent-To", Value: "<urn:a>"})
		r := gongkai(t, "--db", path, "archive", "import", write(t, t.TempDir(), "a.warc.gz", file.String())).ok(t)
		// The answer to a form is not what its address shows.
		if want := map[bool]string{false: "0 pages, 0 of them known: 0 reports new, 0 revised; 1 records passed over", true: "1 pages, "}[len(more) > 0]; !strings.Contains(r.out, want) {
			t.Error(r.out)
		}
	}
	f, err := os.Open(exported(t, path, "b.warc.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := warc.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	posted := false
	for rec, err := r.Next(); err == nil; rec, err = r.Next() {
		block, err := rec.Read(1 << 20)
		if err != nil {
			t.Fatal(err)
		}
		posted = posted || string(block) == request
		if rec.Type == "response" && rec.Header.Get(fieldAsked) != asked {
			t.Errorf("asked %q", rec.Header.Get(fieldAsked))
		}
	}
	if !posted {
		t.Error("the request was not written as it was")
	}
}

func TestArchiveOfWgetIsImported(t *testing.T) {
	wget, err := exec.LookPath("wget")
	if err != nil {
		if os.Getenv("GONGKAI_CI") != "" {
			t.Fatal("wget is not installed, and GONGKAI_CI wants every test")
		}
		t.Skip("wget is not installed: its archives are not tried")
	}
	pages, err := fixtures.Load()
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(fixtures.Handler(pages))
	defer srv.Close()
	dir := t.TempDir()
	want := filepath.Join(dir, "crawled.db")
	if r := gongkai(t, "--db", want, "crawl", "--allow-private", "--delay", "0", srv.URL+fixtures.Start); r.status != 0 {
		t.Fatal(r.err)
	}
	urls := gongkai(t, "--db", want, "sql", "--format", "csv", "SELECT url FROM exchange ORDER BY id").ok(t).out
	list := write(t, dir, "urls", strings.TrimPrefix(urls, "url\n"))
	for _, flags := range [][]string{{}, {"--no-warc-compression"}} {
		name := filepath.Join(dir, "wget"+strings.Join(flags, ""))
		cmd := exec.CommandContext(t.Context(), wget, append(flags, "-q", "--no-config", "--tries=1",
			"--delete-after", "-P", filepath.Join(dir, "files"), "--warc-file", name, "-i", list)...)
		cmd.Env = append(os.Environ(), "no_proxy=127.0.0.1", "http_proxy=")
		cmd.Dir = dir
		out, err := cmd.CombinedOutput() // status 8 tells of pages that are gone
		files, _ := filepath.Glob(name + ".warc*")
		if len(files) != 1 {
			t.Fatalf("wget: %v, %s, %v", err, out, files)
		}
		db := name + ".db"
		r := gongkai(t, "--db", db, "archive", "import", files[0])
		if !strings.Contains(r.out, " 0 bad") {
			t.Errorf("status %d\n%s%s", r.status, r.out, r.err)
		}
		const q = "SELECT report_id, agency, year, format, quality, page_digest FROM report_view WHERE current = 1 ORDER BY 1"
		got := gongkai(t, "--db", db, "sql", "--format", "csv", q).ok(t).out
		if crawled := gongkai(t, "--db", want, "sql", "--format", "csv", q).ok(t).out; got != crawled {
			t.Errorf("%v: of %d reports of the crawl %d are in the archive of wget", flags, strings.Count(crawled, "\n")-1, strings.Count(got, "\n")-1)
		}
		if n := gongkai(t, "--db", db, "sql", "--format", "csv", "SELECT count(*) FROM exchange WHERE request_headers LIKE '%User-Agent: Wget%'").ok(t).out; strings.Contains(n, "\n0\n") {
			t.Error("no request came with its page")
		}
	}
}

func TestImportOfWhatIsNoArchiveIsTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	text := write(t, t.TempDir(), "page.html", "<html>no archive</html>")
	r := gongkai(t, "--db", path, "archive", "import", text, text+".none")
	if r.status != 1 || strings.Count(r.err, "\n") != 2 || !strings.Contains(r.err, "not a WARC file") || !strings.Contains(r.err, "no such file") {
		t.Errorf("status %d, %s", r.status, r.err)
	}
	gongkai(t, "--db", path, "archive", "prune").oneLine(t, 2, "--older-than")
	gongkai(t, "--db", path, "archive", "prune", "--older-than", "soon").oneLine(t, 2, "no age")
}

func TestRunsTellWhatTheArchiveGrewBy(t *testing.T) {
	path, _ := demoed(t)
	gongkai(t, "--db", path, "demo", "--delay", "0")
	got := gongkai(t, "--db", path, "sql", "--format", "csv", "SELECT (SELECT archived FROM run WHERE id = 1) = (SELECT sum(length(data)) FROM body), (SELECT archived FROM run WHERE id = 2)").ok(t).out
	if !strings.HasSuffix(got, "\n1,0\n") {
		t.Error(got)
	}
	if runs := gongkai(t, "--db", path, "runs", "--format", "csv").ok(t).out; !strings.Contains(runs, "archived_bytes") {
		t.Error(runs)
	}
}

// serve answers every path with what pages hold, until the test ends.
func serve(t *testing.T, pages map[string]string) *httptest.Server {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(body)) //nolint:errcheck // the client has gone
	}))
	t.Cleanup(srv.Close)
	return srv
}
