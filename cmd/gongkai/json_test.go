package main

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"gongkai/cmd/gongkai/tabular"
	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/fixtures"
)

// sameJSON fails the test where appendReport writes otherwise than marshal.
func sameJSON(t *testing.T, r *extract.Report) {
	t.Helper()
	want, err := tabular.MarshalJSON(r)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(appendReport(nil, r)); got != string(want) {
		i := 0
		for i < min(len(got), len(want)) && got[i] == want[i] {
			i++
		}
		t.Errorf("from byte %d on:\n%s\nwant (as the fields of extract.Report say)\n%s", i, got[max(0, i-40):], want[max(0, i-40):])
	}
}

// Every field of a report, whatever is added to it, is written as its tag says,
// set and unset, with strings that need every kind of escaping.
func TestReportJSONIsThatOfItsTags(t *testing.T) {
	sameJSON(t, &extract.Report{})
	hard := "a\"\\/\b\f\n\r\t\x00\x1f\x7f<>&'中文𠮷\u2028\u2029\u202a\ufffd\xff\xc3(\xe4\xb8"
	for seed := range 40 {
		r := new(extract.Report)
		n := seed
		fill(t, reflect.ValueOf(r).Elem(), hard, &n)
		sameJSON(t, r)
	}
	for i := range len(hard) {
		sameJSON(t, &extract.Report{Title: hard[i:], Agency: hard[:i]})
	}
}

// fill sets the fields below v, leaving some of what may be unset unset.
func fill(t *testing.T, v reflect.Value, text string, n *int) {
	*n++
	if v.Type() == reflect.TypeFor[decimal.Number]() {
		v.Set(reflect.ValueOf(decimal.New(int64(*n*7919-40000), uint8(*n%6))))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), text, n)
		}
	case reflect.Slice:
		if *n%5 == 0 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), *n%4, *n%4))
		for i := range v.Len() {
			fill(t, v.Index(i), text, n)
		}
	case reflect.Pointer:
		if *n%3 == 0 {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem(), text, n)
	case reflect.String:
		if *n%4 > 0 {
			v.SetString(fmt.Sprint(*n, text))
		}
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Bool:
		v.SetBool(*n%2 == 0)
	default:
		t.Fatalf("a report holds a %s: teach this test to fill it", v.Type())
	}
}

func TestReportJSONOfEveryPage(t *testing.T) {
	pages, err := fixtures.Load()
	if err != nil {
		t.Fatal(err)
	}
	x, err := extract.New()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, p := range pages {
		reports, err := x.Extract(extract.Input{Body: p.Body, ContentType: p.Header.Get("Content-Type"), Source: p.File})
		if err != nil && len(p.Reports) > 0 {
			t.Errorf("%s: %v", p.File, err)
		}
		for i := range reports {
			sameJSON(t, &reports[i])
			n++
		}
	}
	if n < fixtures.Reports {
		t.Errorf("only %d reports", n)
	}
}

func FuzzText(f *testing.F) {
	f.Add("plain 中文")
	f.Add("\x00\"\\\u2028\xff")
	f.Add(strings.Repeat("公开", 40))
	f.Fuzz(func(t *testing.T, s string) {
		want, err := tabular.MarshalJSON(s)
		if err != nil {
			t.Fatal(err)
		}
		if got := text(nil, s); string(got) != string(want) {
			t.Errorf("%q becomes %s, want %s", s, got, want)
		}
	})
}
