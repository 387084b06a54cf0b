package web

import (
	"strings"
	"testing"
)

// TestDataPageSpeaksTheLanguageOfThePage holds that nothing of it, and of a saved
// query, is English on Chinese pages but for names.
func TestDataPageSpeaksTheLanguageOfThePage(t *testing.T) {
	srv := served(t, Options{})
	for path, want := range map[string][2]string{
		"/data": {"Figures of the current reports, one a row", "现行年报的数据，每项一行"}, "/data?": {"Agencies that refuse most", "不予公开比例最高的机关"},
		"/data/sql?name=refusing-agencies": {"requests processed at least", "办理结果总计的下限"},
	} {
		joint := "?"
		if strings.Contains(path, "?") {
			joint = "&"
		}
		for i, lang := range []string{english, chinese} {
			_, body := get(t, srv.URL+path+joint+"lang="+lang)
			if !strings.Contains(body, want[i]) || strings.Contains(body, want[1-i]) {
				t.Errorf("%s in %s: want %q, not %q", path, lang, want[i], want[1-i])
			}
		}
	}
}
