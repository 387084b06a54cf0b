package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"gongkai/store/checks"
	"gongkai/store/fulltext"
)

// TestFailuresSpeakTheLanguageOfThePage makes mistakes: the page tells them in
// its language, the API in English.
func TestFailuresSpeakTheLanguageOfThePage(t *testing.T) {
	s, err := New(Options{DB: readOnly(t, nation(t)), SQLTime: 300 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	h := s.Handler()
	for path, want := range map[string][2]string{
		"/trends?from=x":                        {"from=x: not a whole number from 1990 to 2100", "from=x：不是 1990 至 2100 的整数"},
		"/trends?from=2022&to=2020":             {"from=2022: after to", "from=2022：晚于 to"},
		"/trends?stat=refusal":                  {"no such statistic, concept or rate; there are ", "没有名为 “refusal” 的数据或比率；相近的有："},
		"/trends?stat=zzz":                      {"no such statistic, concept or rate", "没有名为 “zzz” 的数据或比率"},
		"/trends?by=agency":                     {"name agencies or a region", "请指定机关或地区"},
		"/trends?agency=查无此局":                   {"not found", "本库没有机关 “查无此局”"},
		"/trends.svg?stat=requests_received":    {"reports of several scopes", "所选年报口径不一，不可相加，请选择一种（own："},
		"/trends?scope=all":                     {"not one of own, aggregate, unknown", "只能是 own, aggregate, unknown 之一"},
		"/rank?min_base=3&stat=lawsuits":        {"lawsuits is no rate", "lawsuits 不是比率"},
		"/rank.svg?scope=own":                   {"year: needed", "须给出年度"},
		"/compare.svg?subject=110000":           {"two at least", "请至少选择两个"},
		"/reports/r1nothing":                    {"not found", "本库没有年报 “r1nothing”"},
		"/agencies/a1nothing":                   {"not found", "本库没有机关 “a1nothing”"},
		"/reports?region=1":                     {"not a code of six digits", "不是六位区划代码"},
		"/reports?next=x":                       {"not a token", "翻页标记"},
		"/search?q=。":                           {"no letter, digit or Chinese character", "无法检索：没有文字"},
		"/search?q=" + strings.Repeat("年", 201): {"more than 200 characters", "超过 200 个字符"},
		"/archive/sha256:0":                     {"archived pages are not shown", "不显示存档网页"},
		"/nothing":                              {"there is no such page", "没有这个页面"},
		"/data/sql?sql=DELETE+FROM+report":      {"only reading statements are allowed", "只允许读取的语句"},
		"/data/sql?sql=SELEC":                   {"syntax error", "语句有误："},
		"/data/sql?name=nothing":                {"saved query", "没有这个常用查询"},
		"/data/sql.csv":                         {"no question", "没有语句"},
		"/?x=" + strings.Repeat("x", maxURL):    {"the address is too long", "网址过长"},
		"/checks?code=zzz":                      {"there is no such check", "没有这项校验"},
	} {
		if strings.HasPrefix(path, "/search") && !fullText {
			continue
		}
		for i, lang := range []string{english, chinese} {
			joint := "?"
			if strings.Contains(path, "?") {
				joint = "&"
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, escape(path)+joint+"lang="+lang, nil))
			text := strings.NewReplacer("&#34;", `"`, "&#39;", "'", "&#43;", "+").Replace(w.Body.String())
			if w.Code < 400 || w.Code >= 500 || !strings.Contains(text, want[i]) || strings.Contains(text, "%!") {
				main := text[max(strings.Index(text, "<main"), 0):]
				t.Errorf("%.100s in %s: status %d, want %q in\n%.600s", path, lang, w.Code, want[i], main)
			}
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/api/v1/trend?stat=requests_received&lang=zh&from=x", nil))
	w2 := httptest.NewRecorder()
	req := httptest.NewRequest(http.MethodGet, "/api/v1/trend?stat=requests_received", nil)
	req.Header.Set("Accept-Language", "zh-CN")
	h.ServeHTTP(w2, req)
	if text := w.Body.String() + w2.Body.String(); !strings.Contains(text, "never added up") || regexp.MustCompile(`\p{Han}`).MatchString(text) {
		t.Errorf("the API says %s", text)
	}
}

// escape makes a path with Chinese in its query one of a request.
func escape(path string) string {
	at, query, _ := strings.Cut(path, "?")
	if query == "" {
		return path
	}
	return at + "?" + regexp.MustCompile(`\p{Han}+|。`).ReplaceAllStringFunc(query, url.QueryEscape)
}

// TestFailuresHaveWords looks for keys of failures in the source: each has words
// that take the same.
func TestFailuresHaveWords(t *testing.T) {
	words, err := loadWords()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	verb := regexp.MustCompile(`%[a-z]`)
	n := 0
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"(wrong\.[a-z.]*[a-z])"`).FindAllStringSubmatch(string(source), -1) {
			n++
			if !words.has(m[1]) {
				t.Errorf("%s: no words for %s", name, m[1])
			}
		}
	}
	if n < 30 {
		t.Errorf("%d keys", n)
	}
	keys := []string{"wrong.missing.agency", "wrong.missing.report", "wrong.missing.page"}
	for _, problem := range []fulltext.Problem{fulltext.TooLong, fulltext.TooMany, fulltext.NoLetters} {
		keys = append(keys, "wrong.search."+string(problem))
	}
	for _, why := range []checks.StaleWhy{checks.Unchecked, checks.OtherRules, checks.PeersDue, checks.AgenciesDue} {
		keys = append(keys, "stale."+string(why))
		if said := words.sentence(chinese, staleness(checks.Stale{Why: why, Due: 2})); strings.Contains(said, "%!") || !strings.Contains(said, "部分结果") {
			t.Errorf("%s: %q", why, said)
		}
	}
	for _, key := range keys {
		if !words.has(key) {
			t.Errorf("no words for %s", key)
		}
	}
	for key, both := range words.byKey {
		if a, b := verb.FindAllString(both[0], -1), verb.FindAllString(both[1], -1); strings.HasPrefix(key, "wrong.") && len(a) != len(b) {
			t.Errorf("%s: %q takes %v, %q takes %v", key, both[0], a, both[1], b)
		}
	}
}
