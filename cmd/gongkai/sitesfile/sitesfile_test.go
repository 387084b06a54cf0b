package sitesfile

import (
	"errors"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/crawler"
)

const whole = `# 我的网站
sites:
  # the first
  - name: 样例市
    region: 360482
    start: [www.example.gov.cn, "https://xxgk.example.gov.cn/nb/"] # two hosts
    delay: 2.5
    max_pages: 300
    timeout: 45s
    headers: {Accept-Language: zh, x-requested-with: page}
    note: |
      asked by mail
  - start: 127.0.0.1:8080
    private: true
    old_tls: true
    delay: 0
`

func TestParseReadsEveryField(t *testing.T) {
	sites, err := Parse([]byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	want := []Site{
		{Name: "样例市", Region: "360482", Note: "asked by mail", Line: 4,
			Start: []string{"www.example.gov.cn", "https://xxgk.example.gov.cn/nb/"}, Keys: []string{"www.example.gov.cn", "xxgk.example.gov.cn"},
			Settings: crawler.SiteSettings{Delay: 2500 * time.Millisecond, MaxPages: 300, Timeout: 45 * time.Second,
				Header: map[string][]string{"Accept-Language": {"zh"}, "X-Requested-With": {"page"}}}},
		{Start: []string{"127.0.0.1:8080"}, Keys: []string{"127.0.0.1:8080"}, Line: 13,
			Settings: crawler.SiteSettings{Delay: crawler.NoDelay, AllowPrivate: true, OldTLS: true}},
	}
	if !reflect.DeepEqual(sites, want) {
		t.Errorf("got  %+v\nwant %+v", sites, want)
	}
	settings := Settings(sites)
	if len(settings) != 3 || settings["xxgk.example.gov.cn"].MaxPages != 300 || !settings["127.0.0.1:8080"].AllowPrivate {
		t.Errorf("%+v", settings)
	}
}

func TestEveryMistakeIsToldWithItsPlace(t *testing.T) {
	tests := map[string]struct {
		text string
		want []string // line:column: and a part of the message
	}{
		"empty":         {"", []string{"1:1: no sites"}},
		"comment only":  {"# nothing\n", []string{"1:1: no sites"}},
		"a list":        {"- start: a.gov.cn\n", []string{"1:1: a sites file must be keys"}},
		"other key":     {"site:\n  - start: a.gov.cn\n", []string{`1:1: unknown key "site"`}},
		"no list":       {"sites: a.gov.cn\n", []string{"1:8: sites must be a list"}},
		"no start":      {"sites:\n  - name: x\n", []string{"2:9: a site needs start"}},
		"start empty":   {"sites:\n  - name: x\n    start:\n", []string{"3:5: start has no value"}},
		"list empty":    {"sites:\n  - start: []\n", []string{"2:12: start has no address"}},
		"tab":           {"sites:\n\t- start: a.gov.cn\n", []string{"2:1: "}},
		"open quote":    {"sites:\n  - start: \"a.gov.cn\n", []string{"2:12: "}},
		"two documents": {"sites:\n  - start: a.gov.cn\n---\nsites:\n", []string{"4:6: a second document"}},
		"anchor":        {"sites:\n  - start: &a a.gov.cn\n", []string{"2:12: an address must be a text"}},
		"address":       {"sites:\n  - start: ftp://a.gov.cn\n", []string{"2:12: start address"}},
		"same host":     {"sites:\n  - start: a.gov.cn\n  - start: http://a.gov.cn/x\n", []string{"3:12: a.gov.cn belongs to the site of line 2"}},
		"key twice":     {"sites:\n  - start: a.gov.cn\n    start: b.gov.cn\n", []string{"3:5: "}},
		"several at once": {`sites:
  - start: a.gov.cn
    regoin: 360482
    region: 3604
    delay: fast
    max_pages: 0
    timeout: 0
    private: perhaps
    old_tls: "yes"
    headers: {Cookie: a=1}
  - 17
`, []string{
			`3:5: unknown key "regoin"`, "4:13: region", "5:12: delay", "6:16: max_pages", "7:14: timeout", "8:14: private", "9:14: old_tls must be true or false", "10:15: header Cookie may not be set", "11:5: a site must be keys"}},
	}
	for name, tt := range tests {
		sites, err := Parse([]byte(tt.text))
		var got Problems
		if !errors.As(err, &got) || sites != nil || len(got) != len(tt.want) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for i, p := range got {
			if !strings.HasPrefix(p.Error(), tt.want[i]) || strings.Contains(p.Error(), "\n") {
				t.Errorf("%s: %q, want %q", name, p, tt.want[i])
			}
		}
	}
}

func TestAddKeepsTheFilesOwnText(t *testing.T) {
	for name, text := range map[string]string{
		"whole": whole, "new": "", "no entry": "# head\nsites:\n", "no newline": "sites:\n- start: a.gov.cn", "at the margin": "sites:\n- start: a.gov.cn\n# end\n",
		"far in": "sites:\n      - start: a.gov.cn\n",
	} {
		out, err := Add([]byte(text), Entry{Start: "new.example.gov.cn", Name: `县 "新": #1`, Region: "110101"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !strings.HasPrefix(string(out), text) {
			t.Errorf("%s: what stood there was changed:\n%s", name, out)
		}
		sites, err := Parse(out)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		last := sites[len(sites)-1]
		if last.Name != `县 "新": #1` || last.Region != "110101" || !slices.Equal(last.Start, []string{"new.example.gov.cn"}) {
			t.Errorf("%s: %+v", name, last)
		}
	}
	for name, tt := range map[string]struct {
		text string
		e    Entry
	}{
		"known host": {whole, Entry{Start: "http://www.example.gov.cn/other"}},
		"bad file":   {"sites: 1\n", Entry{Start: "a.gov.cn"}},
		"flow style": {"sites: [{start: a.gov.cn}]\n", Entry{Start: "b.gov.cn"}},
		"bad region": {"", Entry{Start: "a.gov.cn", Region: "x"}},
		"no address": {"", Entry{Start: "::"}},
	} {
		var p Problems
		if out, err := Add([]byte(tt.text), tt.e); !errors.As(err, &p) || out != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

func TestTheExampleHasOnlyWhatWasSeenAndSaysSo(t *testing.T) {
	text, err := os.ReadFile("sites.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	sites, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"zjwy.gov.cn/art/2023/1/6/art_1229423290_4050802.html", "fg.gov.cn/info/1648/47180.htm", "lixin.gov.cn/XxgkAnnualReport/show/5494.html",
		"weishan.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=113708260043292687&fbtime=2020", "dp.gov.cn/info/3109/129145.htm",
		"qianan.gov.cn/single/29/71869.html", "jsxishan.gov.cn/doc/2020/02/20/2784214.shtml", "dachuan.gov.cn/xxgk-show-136188.html",
		"122.137.242.24:8080", "1.25.240.11:8082",
	}
	if got := Starts(sites); !slices.Equal(got, want) {
		t.Errorf("start addresses %q", got)
	}
	for _, s := range sites {
		if !strings.HasPrefix(s.Note, "unverified") {
			t.Errorf("line %d does not say that it is unverified", s.Line)
		}
	}
}
