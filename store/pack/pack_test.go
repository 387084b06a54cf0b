package pack

import (
	"errors"
	"math"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	var w Writer
	empty, text := "", "平山县"
	numbers := []int64{0, 1, -1, 127, 128, -300, math.MaxInt64, math.MinInt64}
	for _, n := range numbers {
		w.Uint(Zigzag(n))
	}
	w.Text(text)
	w.Text("")
	for _, s := range []*string{nil, &empty, &text} {
		w.OptionalText(s)
	}
	r := NewReader(w.Bytes)
	for _, n := range numbers {
		if got := Unzigzag(r.Uint()); got != n {
			t.Errorf("got %d, want %d", got, n)
		}
	}
	if a, b := r.Text(), r.Text(); a != text || b != "" {
		t.Errorf("texts %q, %q", a, b)
	}
	a, b, c := r.OptionalText(), r.OptionalText(), r.OptionalText()
	if a != nil || b == nil || *b != "" || c == nil || *c != text {
		t.Error("optional texts differ")
	}
	if r.Err() != nil {
		t.Error(r.Err())
	}
	if r.Uint(); !errors.Is(r.Err(), ErrShort) {
		t.Errorf("after the end: %v", r.Err())
	}
}

func FuzzReader(f *testing.F) {
	f.Add([]byte{0x80, 0x80})
	f.Add([]byte{5, 'a', 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, data []byte) {
		r := NewReader(data)
		for range 1000 {
			r.Uint()
			r.Text()
			r.OptionalText()
			r.Count()
			if r.Err() != nil {
				return
			}
		}
		if len(data) > 0 && r.Err() == nil {
			t.Error("never ended")
		}
	})
}
