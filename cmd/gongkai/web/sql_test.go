package web

import (
	"html"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/cmd/gongkai/queries"
)

func TestSQLPageAnswersQuestions(t *testing.T) {
	srv := served(t, Options{})
	ask := func(path, sql string) (*http.Response, string) {
		return get(t, srv.URL+path+"?sql="+url.QueryEscape(sql))
	}
	resp, body := ask("/data/sql", `SELECT name, NULL AS "none", 12.5 AS number FROM agency_view ORDER BY name LIMIT 3`)
	if resp.StatusCode != http.StatusOK || strings.Count(body, `<span class="null">NULL`) != 3 || !strings.Contains(body, `<td class="n">12.5</td>`) {
		t.Errorf("%s\n%s", resp.Status, body)
	}
	const many = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT i FROM n`
	if _, body = ask("/data/sql", many); !strings.Contains(body, "cut: there are more") {
		t.Error("a cut is not told")
	}
	resp, body = ask("/data/sql.csv", many)
	if resp.Header.Get("X-Truncated") != "1" || strings.Count(body, "\n") != sqlRows+2 || !strings.Contains(body, "cut)") {
		t.Errorf("%v, %d lines", resp.Header, strings.Count(body, "\n"))
	}
	if _, body = ask("/data/sql.ndjson", `SELECT 1 AS a, 'x' AS b`); body != `{"a": 1, "b": "x"}`+"\n" {
		t.Errorf("got %s", body)
	}
}

func TestSQLPageRefuses(t *testing.T) {
	srv := served(t, Options{SQLTime: 100 * time.Millisecond})
	for _, sql := range []string{
		`DELETE FROM report`, `ATTACH 'x' AS y`, `PRAGMA journal_mode = DELETE`, `SELECT 1; DROP TABLE report`, `VACUUM INTO 'x'`, `SELECT load_extension('x')`,
		`SELECT data FROM body`, `SELECT * FROM exchange`, `SELECT nonsense`, `SELECT zeroblob(1000000000)`, `SELECT`, `'`,
		`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n`,
		`SELECT count(*) FROM statistic a, statistic b, statistic c, statistic d`,
	} {
		for _, path := range []string{"/data/sql", "/data/sql.csv"} {
			resp, body := get(t, srv.URL+path+"?sql="+url.QueryEscape(sql))
			if resp.StatusCode != http.StatusBadRequest {
				t.Errorf("%s %s: %s %.300s", path, sql, resp.Status, body)
			}
		}
	}
	resp, body := get(t, srv.URL+"/data/sql?sql="+url.QueryEscape(`SELECT '<script>alert(1)</script>' AS "<img src=x>"`))
	if resp.StatusCode != http.StatusOK || strings.Contains(body, "<script>alert") || strings.Contains(body, "<img") {
		t.Errorf("%s\n%s", resp.Status, body)
	}
}

func TestPagesOfDataAndRuns(t *testing.T) {
	srv := served(t, Options{})
	for path, want := range map[string]string{"/runs": "finished", "/runs?lang=zh": "完成", "/data": "statistics.csv", "/data?lang=zh": "空白不等于零", "/data/sql": "panel_view"} {
		resp, body := get(t, srv.URL+path)
		if resp.StatusCode != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %s, no %q", path, resp.Status, want)
		}
	}
}

// TestSavedQueries asks each saved query by its parameters, and by its statement
// with them put in: both answer the same.
func TestSavedQueries(t *testing.T) {
	srv := served(t, Options{SQLTime: 10 * time.Second})
	all, err := queries.Load()
	if err != nil {
		t.Fatal(err)
	}
	_, index := get(t, srv.URL+"/data")
	for _, q := range all {
		if !strings.Contains(index, `href="/data/sql?name=`+q.Name+`"`) {
			t.Errorf("%s is not offered", q.Name)
		}
		address := url.Values{"name": {q.Name}}
		for _, p := range q.Params {
			if slices.Contains([]string{"name", "sql", "lang", "bom"}, p.Name) {
				t.Errorf("%s: parameter %s means something else in addresses", q.Name, p.Name)
			}
			if p.Name == "region" {
				address.Set(p.Name, "it's")
			}
		}
		resp, page := get(t, srv.URL+"/data/sql?"+address.Encode())
		_, csv := get(t, srv.URL+"/data/sql.csv?"+address.Encode())
		if resp.StatusCode != http.StatusOK || !strings.HasPrefix(csv, strings.Join(q.Columns, ",")+"\n") {
			t.Errorf("%s: %s\n%s", q.Name, resp.Status, csv)
			continue
		}
		_, plain, _ := strings.Cut(page, `<textarea`)
		_, plain, _ = strings.Cut(plain, ">")
		plain, _, _ = strings.Cut(plain, "</textarea>")
		if _, again := get(t, srv.URL+"/data/sql.csv?sql="+url.QueryEscape(html.UnescapeString(plain))); again != csv {
			t.Errorf("%s: its statement answers otherwise:\n%s\n%.300s\n%.300s", q.Name, plain, csv, again)
		}
	}
	for _, query := range []string{"name=nonsense", "name=" + all[0].Name + "&sql=SELECT+1", "name=contradicting-reports&from=x"} {
		if resp, _ := get(t, srv.URL+"/data/sql?"+query); resp.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %s", query, resp.Status)
		}
	}
}
