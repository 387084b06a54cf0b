package crawler

import (
	"net/url"
	"strings"
	"testing"
)

func TestCanonical(t *testing.T) {
	for raw, want := range map[string]string{
		"HTTP://WWW.Example.GOV.cn":                     "http://www.example.gov.cn/",
		"http://a.cn:80/x#top":                          "http://a.cn/x",
		"https://a.cn:443/x":                            "https://a.cn/x",
		"http://a.cn:443/x":                             "http://a.cn:443/x",
		"https://a.cn.:8443/":                           "https://a.cn:8443/",
		"http://u:p@a.cn/":                              "http://a.cn/",
		"http://a.cn/b/../c/./d/..":                     "http://a.cn/c/",
		"http://a.cn/../../x":                           "http://a.cn/x",
		"http://a.cn/%2e%2E/x":                          "http://a.cn/x",
		"http://a.cn/a//b":                              "http://a.cn/a//b",
		"http://a.cn/l.jsp;jsessionid=1A2B?id=5":        "http://a.cn/l.jsp?id=5",
		"http://a.cn/l;v=1;JSESSIONID=9":                "http://a.cn/l;v=1",
		"http://a.cn/?utm_source=x&b=2&a=1&PHPSESSID=3": "http://a.cn/?b=2&a=1",
		"http://a.cn/x?":                                "http://a.cn/x",
		"http://a.cn/?sid=2&&page=1":                    "http://a.cn/?sid=2&page=1",
		"http://a.cn/%7euser/%d5%fe":                    "http://a.cn/~user/%D5%FE",
		"http://a.cn/年报.html?q=年报":                      "http://a.cn/%E5%B9%B4%E6%8A%A5.html?q=%E5%B9%B4%E6%8A%A5",
		" http://a.cn/a\n b ":                           "http://a.cn/a%20b",
		"http://政府.cn/":                                 "http://xn--mxtq1m.cn/",
		"http://[::FFFF:1.2.3.4]:8080/":                 "http://1.2.3.4:8080/",
		"http://[2400:3200:0:0::1]/":                    "http://[2400:3200::1]/",
		"http://a.cn/x?a=%e5%b9&b=100%":                 "http://a.cn/x?a=%E5%B9&b=100%25",
	} {
		got, err := Canonical(raw)
		if err != nil || got != want {
			t.Errorf("%q: %q, %v; want %q", raw, got, err, want)
		}
	}
	for _, raw := range []string{"", "x", "/a", "ftp://a.cn/", "javascript:void(0)", "http://", "http:///x", "http://a b/", "http://a.cn/%zz", "mailto:a@b.cn"} {
		if got, err := Canonical(raw); err == nil {
			t.Errorf("%q: %q, want an error", raw, got)
		}
	}
}

func FuzzCanonical(f *testing.F) {
	for _, s := range []string{
		"http://a.cn/b/../c;jsessionid=1?x=%7e&utm_x=1#f", "https://[::1]:443/%2e%2e/%", "http://政府.cn/年?报", "http://a.cn/;/..;a/.", "http://A.cn.:80//",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		once, err := Canonical(raw)
		if err != nil {
			return
		}
		twice, err := Canonical(once)
		if err != nil || twice != once {
			t.Errorf("%q: %q, then %q, %v", raw, once, twice, err)
		}
		u, err := url.Parse(once)
		if err != nil || u.Host == "" || u.Fragment != "" || u.User != nil || strings.ContainsAny(once, " \t\r\n#") {
			t.Errorf("%q: %q, %v", raw, once, err)
		}
	})
}

func TestScope(t *testing.T) {
	parse := func(s string) *url.URL {
		u, err := url.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	s := newScope([]*url.URL{parse("http://www.yc.gov.cn/"), parse("http://1.25.240.11:8082/"), parse("http://www.bank.com.cn/x")})
	for address, want := range map[string]bool{
		"https://www.yc.gov.cn/a": true, "http://xxgk.yc.gov.cn/": true, "http://xxgk.yc.gov.cn:8080/": true,
		"http://www.gov.cn/": true, "http://www.gov.cn.evil.com/": false, "http://evilgov.cn/": false,
		"http://1.25.240.11:8082/x": true, "http://1.25.240.11/x": false, "http://1.25.240.12:8082/": false,
		"http://old.bank.com.cn/": true, "http://www.shop.com.cn/": false,
	} {
		if got := s.contains(parse(address)); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
	for _, tt := range []struct {
		from, to string
		want     bool
	}{
		{"http://www.yc.gov.cn/", "http://www.jx.gov.cn/", true},
		{"http://www.jx.gov.cn/", "http://www.jx.gov.cn/b", true},
		{"http://www.jx.gov.cn/", "http://xxgk.yc.gov.cn/", true},
		{"http://www.jx.gov.cn/", "http://www.gd.gov.cn/", false},
	} {
		if got := s.follows(parse(tt.from), parse(tt.to)); got != tt.want {
			t.Errorf("%s to %s: %v", tt.from, tt.to, got)
		}
	}
}

func TestSpellingKey(t *testing.T) {
	for address, want := range map[string]string{
		"http://a.cn/l":                                 "",
		"http://a.cn/l?b=1":                             "",
		"http://a.cn/l?b=1&a=2":                         "http://a.cn/l?a=2&b=1",
		"http://a.cn/l?a=2&b=1":                         "http://a.cn/l?a=2&b=1",
		"http://a.cn/l?b=2&a=1&b=1":                     "http://a.cn/l?a=1&b=2&b=1",
		"http://a.cn/l?b&a==&ab=":                       "http://a.cn/l?a==&ab=&b",
		"http://a.cn/l?b=1&a=2#form=x%3D1&page=http%3A": "http://a.cn/l?a=2&b=1#form=x%3D1&page=http%3A",
	} {
		if got := SpellingKey(address); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}
