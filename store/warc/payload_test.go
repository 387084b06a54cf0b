package warc

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"
)

func TestCodingsAreTakenOff(t *testing.T) {
	page := "<html>" + strings.Repeat("年报", 50)
	gz := string(zipped(page))
	var zl bytes.Buffer
	z := zlib.NewWriter(&zl)
	z.Write([]byte(page)) //nolint:errcheck // a buffer takes all
	z.Close()             //nolint:errcheck // as above
	chunks := func(s string) string {
		return fmt.Sprintf("%x\r\n%s\r\n%x;ext\r\n%s\r\n0\r\n\r\n", 10, s[:10], len(s)-10, s[10:])
	}
	for name, c := range map[string]struct{ fields, raw, want string }{
		"as it is":                {"", page, page},
		"length":                  {fmt.Sprintf("Content-Length: %d\r\n", len(page)), page + "\r\n", page},
		"chunked":                 {"Transfer-Encoding: chunked\r\n", chunks(page), page},
		"chunks taken off before": {"Transfer-Encoding: chunked\r\n", page, page},
		"gzip":                    {fmt.Sprintf("Content-Encoding: gzip\r\nContent-Length: %d\r\n", len(gz)), gz, page},
		"gzip in chunks":          {"content-encoding: GZIP\r\ntransfer-encoding: chunked\r\n", chunks(gz), page},
		"gzip taken off before":   {"Content-Encoding: gzip\r\nContent-Length: 9999\r\n", page, page},
		"deflate":                 {"Content-Encoding: deflate\r\n", zl.String(), page},
		"body cut off":            {"Content-Length: 999\r\n", page, "error"},
		"chunks cut off":          {"Transfer-Encoding: chunked\r\n", chunks(page)[:60], "error"},
		"gzip cut off":            {"Content-Encoding: gzip\r\n", gz[:len(gz)-9], "error"},
		"unknown coding":          {"Content-Encoding: br\r\n", page, "error"},
		"bomb":                    {"Content-Encoding: gzip\r\n", string(zipped(strings.Repeat("0", 1<<20))), "error"},
		"too long":                {"", strings.Repeat("0", 1<<17), "error"},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := ParseMessage([]byte("HTTP/1.1 200 OK\r\n" + c.fields + "\r\n" + c.raw))
			if err != nil {
				t.Fatal(err)
			}
			p, err := m.Payload(1 << 16)
			if got := string(p.Body); (err != nil) != (c.want == "error") || err == nil && got != c.want {
				t.Errorf("%q, %v", got, err)
			}
			if err == nil && (!m.Matches(p, Digest(p.Entity)) || !m.Matches(p, "sha1:"+strings.ToLower(Digest(m.Raw)[5:])) || m.Matches(p, Digest([]byte("other")))) {
				t.Error("digests are mistaken")
			}
		})
	}
}

func TestMessages(t *testing.T) {
	m, err := ParseMessage([]byte("HTTP/1.1 200\nserver: a\n b\nnonsense\nset-cookie: 1\nSet-Cookie: 2\n\nx\n\ny"))
	if err != nil || m.Status != 200 || string(m.Raw) != "x\n\ny" {
		t.Fatalf("%+v, %v", m, err)
	}
	if want := (http.Header{"Server": {"a b"}, "Set-Cookie": {"1", "2"}}); !reflect.DeepEqual(m.Header, want) {
		t.Errorf("%v", m.Header)
	}
	for _, bad := range []string{"", "HTTP/1.1", "HTTP/1.1 abc\r\n\r\n", "hello there", "HTTP/1.1 -5 x"} {
		if m, err := ParseMessage([]byte(bad)); err == nil {
			t.Errorf("%q: %+v", bad, m)
		}
	}
}

func TestWireFieldsAreHiddenAndShownAgain(t *testing.T) {
	h := http.Header{"Content-Encoding": {"gzip"}, "Content-Length": {"77"}, "Server": {"x"}}
	hidden := HideWireFields(h, 5)
	if want := (http.Header{"X-Archive-Orig-Content-Encoding": {"gzip"}, "X-Archive-Orig-Content-Length": {"77"}, "Server": {"x"}}); !reflect.DeepEqual(hidden, want) {
		t.Errorf("%v", hidden)
	}
	if got := ShowWireFields(hidden); !reflect.DeepEqual(got, h) {
		t.Errorf("%v", got)
	}
	if got := HideWireFields(http.Header{"Content-Length": {"5"}}, 5); len(got["Content-Length"]) != 1 {
		t.Errorf("a right length was hidden: %v", got)
	}
}
