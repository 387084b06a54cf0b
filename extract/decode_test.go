package extract

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

func encode(t *testing.T, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestDecode(t *testing.T) {
	const text = "政府信息公开工作年度报告，共青城市"
	const rare = "𬱟县政府信息公开年报" // needs four bytes in GB18030
	gbk := encode(t, simplifiedchinese.GBK, text)
	late := "<html><head><script>" + strings.Repeat("var a = 1;", 400) + "</script><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\"></head><body>"
	for _, c := range []struct {
		name, contentType string
		body              []byte
		want, source      string
	}{
		{"utf-8 without a label", "text/html", []byte(text), text, "utf8"},
		{"utf-8 under a gb2312 header", "text/html; charset=gb2312", []byte(text), text, "utf8"},
		{"bom", "", []byte("\xef\xbb\xbf" + text), text, "bom"},
		{"gbk by header", "text/html; charset=GBK", gbk, text, "header"},
		{"gbk under a utf-8 header", "text/html; charset=utf-8", gbk, text, "default"},
		{"gbk without any label", "", gbk, text, "default"},
		{"gbk by a late meta", "text/html", append([]byte(late), gbk...), late + text, "meta"},
		{"four bytes under gb2312", "text/html; charset=gb2312", encode(t, simplifiedchinese.GB18030, rare), rare, "header"},
		{"utf-16", "", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), text), text, "bom"},
		{"big5 by header", "text/html; charset=big5", encode(t, traditionalchinese.Big5, "資訊公開"), "資訊公開", "header"},
		{"cut in the middle of a character", "", []byte(text)[:len(text)-1], strings.TrimSuffix(text, "市"), "utf8"},
		{"nul bytes", "", []byte("公\x00开"), "公开", "utf8"},
		{"line ends", "", []byte("公\r\n开\r\r\n\n信\r"), "公\n开\n\n\n信\n", "utf8"},
		{"gbk by a meta in capitals", "text/html", append([]byte("<META CHARSET = 'GBK'>"), gbk...), "<META CHARSET = 'GBK'>" + text, "meta"},
		{"gbk beside a meta of the body", "text/html", append([]byte("<BODY><meta charset=big5>"), gbk...), "<BODY><meta charset=big5>" + text, "default"},
		{"bom before broken bytes", "", []byte("\xef\xbb\xbf公\xff开"), "公\uFFFD开", "bom"},
	} {
		d := Decode(c.body, c.contentType)
		if d.Text != c.want || d.Source != c.source {
			t.Errorf("%s: %q by %s, want %q by %s", c.name, d.Text[max(0, len(d.Text)-60):], d.Source, c.want[max(0, len(c.want)-60):], c.source)
		}
	}
}

func TestDecodeReadsTheBeginningOfEndlessPages(t *testing.T) {
	page := []byte(strings.Repeat("公", MaxText/3+10))
	d := Decode(page, "")
	if !d.Truncated || d.Source != "utf8" || d.Replaced != 0 || len(d.Text) > MaxText || len(d.Text) < MaxText-3 {
		t.Errorf("%d bytes by %s, %d replaced, truncated %v", len(d.Text), d.Source, d.Replaced, d.Truncated)
	}
	if d := Decode([]byte("公"), ""); d.Truncated {
		t.Error("a short page is truncated")
	}
}

func TestMarkupIsToldFromText(t *testing.T) {
	for text, want := range map[string]bool{
		"<!DOCTYPE HTML><p>a": true, "\n<HTML>": true, "a<Table>": true, "a <br/> b": true, "<p>a": true, "<p class=x>a": true, "a<SPAN>": true,
		"a < b": false, "<pre>": false, "规章|1|2": false, "5<6": false, "<": false, "": false,
	} {
		if got := looksLikeHTML("", text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
