package main

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// inFiles tells whether a database's files hold a text.
func inFiles(t *testing.T, path, text string) bool {
	t.Helper()
	found := false
	for _, end := range []string{"", "-wal", "-shm"} {
		b, err := os.ReadFile(path + end)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		found = found || bytes.Contains(b, []byte(text))
	}
	return found
}

const marker = "本段文字应当被遗忘七二九"

// markedSite serves two reports of two agencies; one has the marker in its text.
func markedSite(t *testing.T) (pages map[string]string, url string) {
	t.Helper()
	saved, err := os.ReadFile(filepath.Join(pagesDir, "bureau", "yangli-county-2023-single-other.in.html"))
	if err != nil {
		t.Fatal(err)
	}
	body := func(agency, text string) string {
		s := strings.ReplaceAll(string(saved), "样例县人民政府", agency)
		return strings.Replace(s, "一、总体情况</strong></p>", "一、总体情况</strong></p><p>"+text+"，3件。</p>", 1)
	}
	pages = map[string]string{
		"/":       `<html><head><title>政府信息公开年报</title></head><body><h1>政府信息公开年报</h1><a href="/a.html">样例市甲局2023年政府信息公开工作年度报告</a> <a href="/b.html">样例市乙局2023年政府信息公开工作年度报告</a></body></html>`,
		"/a.html": body("样例市甲局", marker), "/b.html": body("样例市乙局", "平常文字"),
	}
	return pages, serve(t, pages).URL
}

func crawlTo(t *testing.T, path, url string) result {
	t.Helper()
	return gongkai(t, "--db", path, "crawl", "--allow-private", "--delay", "0", url).ok(t)
}

func agencies(t *testing.T, path string) string {
	t.Helper()
	return gongkai(t, "--db", path, "sql", "--format", "csv", "SELECT agency FROM report_view ORDER BY 1").ok(t).out
}

func TestForgottenIsGoneAndStaysAway(t *testing.T) {
	for _, by := range []string{"url", "digest", "agency", "agency_id"} {
		t.Run(by, func(t *testing.T) {
			pages, url := markedSite(t)
			path := filepath.Join(t.TempDir(), "a.db")
			crawlTo(t, path, url)
			if got := agencies(t, path); !strings.Contains(got, "甲局") || !strings.Contains(got, "乙局") {
				t.Fatalf("%s", got)
			}
			if !inFiles(t, path, marker) {
				t.Fatal("the text is not in the file to begin with")
			}
			saved := exported(t, path, "a.warc.gz")
			row := strings.Split(strings.TrimSpace(gongkai(t, "--db", path, "sql", "--format", "csv", "SELECT page_digest, agency_id FROM report_view WHERE agency LIKE '%甲局'").ok(t).out), "\n")[1]
			digest, id, _ := strings.Cut(row, ",")
			what := map[string]string{"url": strings.ToUpper(url[:4]) + url[4:] + "/a.html#top", "digest": digest, "agency": "样例市甲局", "agency_id": id}[by]
			gongkai(t, "--db", path, "forget", what).oneLine(t, 2, "--reason")
			dry := gongkai(t, "--db", path, "forget", "--dry-run", "--reason", "r", what).ok(t).out
			if !strings.Contains(dry, "would forget") || !strings.Contains(dry, "1 answers, 1 pages") || !strings.Contains(dry, "1 reports") || !inFiles(t, path, marker) {
				t.Errorf("dry run: %s", dry)
			}
			if r := gongkai(t, "--db", path, "forget", "--reason", "申请人要求", what).ok(t); !strings.Contains(r.out, "1 answers, 1 pages") {
				t.Error(r.out)
			}
			if inFiles(t, path, marker) {
				t.Error("the text is still in the file")
			}
			whole := func() {
				t.Helper()
				if got := agencies(t, path); strings.Contains(got, "甲局") || !strings.Contains(got, "乙局") {
					t.Errorf("reports: %s", got)
				}
				if inFiles(t, path, marker) {
					t.Error("the text is in the file again")
				}
				db, err := sql.Open("sqlite3", path)
				if err != nil {
					t.Fatal(err)
				}
				defer db.Close()
				var ok string
				if err := db.QueryRow("PRAGMA integrity_check").Scan(&ok); err != nil || ok != "ok" {
					t.Errorf("%s, %v", ok, err)
				}
				if rows, err := db.Query("PRAGMA foreign_key_check"); err != nil || rows.Next() {
					t.Errorf("a foreign key leads nowhere, %v", err)
				} else {
					rows.Close()
				}
			}
			whole()
			crawlTo(t, path, url)
			whole()
			if r := gongkai(t, "--db", path, "archive", "import", saved).ok(t); !strings.Contains(r.out, "1 forgotten") {
				t.Error(r.out)
			}
			whole()
			if by == "agency" || by == "agency_id" { // other bytes, other address: known by what they say
				pages["/c.html"] = strings.Replace(pages["/a.html"], "3件", "4件", 1)
				pages["/"] = strings.ReplaceAll(pages["/"], "/a.html", "/c.html")
				crawlTo(t, path, url)
				if got := agencies(t, path); strings.Contains(got, "甲局") {
					t.Errorf("reports: %s", got)
				}
				if n := gongkai(t, "--db", path, "sql", "--format", "csv", "SELECT count(*) FROM body WHERE emptied_by = 'forget' AND length(data) = 0").ok(t).out; !strings.HasSuffix(n, "\n1\n") {
					t.Errorf("bodies without bytes: %s", n)
				}
			}
			list := gongkai(t, "--db", path, "forget", "--list", "--format", "csv").ok(t).out
			if !strings.Contains(list, "申请人要求") {
				t.Error(list)
			}
			gongkai(t, "--db", path, "reextract").ok(t)
		})
	}
}

func TestForgetOfTheUnknown(t *testing.T) {
	path, _ := demoed(t)
	gongkai(t, "--db", path, "forget", "--reason", "r", "没有这个局").oneLine(t, 1, "not found")
	gongkai(t, "--db", path, "forget").oneLine(t, 2, "what")
	before := views(t, path)
	gongkai(t, "--db", path, "forget", "--reason", "r", "http://www.example.gov.cn/never").ok(t)
	if views(t, path) != before {
		t.Error("something else was removed")
	}
}

// Addresses that differ in the order of their parameters are one, also to forget.
func TestForgottenStaysAwayInWhateverSpelling(t *testing.T) {
	pages, url := markedSite(t)
	list := pages["/"]
	pages["/"] = strings.ReplaceAll(list, "/a.html", "/a.html?c=3&b=2&d=1") + `<a href="/a.html?d=1&b=2&c=3">样例市甲局2023年政府信息公开工作年度报告</a>`
	path := filepath.Join(t.TempDir(), "a.db")
	crawlTo(t, path, url)
	asked := func() string {
		return gongkai(t, "--db", path, "sql", "--format", "csv", "SELECT url FROM request WHERE url LIKE '%a.html%'").ok(t).out
	}
	if got := asked(); strings.Count(got, "a.html") != 1 || !strings.Contains(got, "?c=3&b=2&d=1") {
		t.Fatalf("asked for %s", got)
	}
	if r := gongkai(t, "--db", path, "forget", "--reason", "r", url+"/a.html?b=2&d=1&c=3").ok(t); !strings.Contains(r.out, "1 reports") {
		t.Error(r.out)
	}
	pages["/"] = strings.ReplaceAll(list, "/a.html", "/a.html?d=1&c=3&b=2")
	crawlTo(t, path, url)
	if got := asked(); strings.Count(got, "a.html") != 1 || strings.Contains(agencies(t, path), "甲局") {
		t.Errorf("asked for %s", got)
	}
}
