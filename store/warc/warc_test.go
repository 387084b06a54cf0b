package warc

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
)

// plain writes a record as others do, without packing.
func plain(typ, block string, fields ...string) string {
	head := "WARC/1.0\r\nWARC-Type: " + typ + "\r\n"
	for _, f := range fields {
		head += f + "\r\n"
	}
	return head + fmt.Sprintf("Content-Length: %d\r\n\r\n%s\r\n\r\n", len(block), block)
}

func zipped(texts ...string) []byte {
	var b bytes.Buffer
	for _, t := range texts {
		z := gzip.NewWriter(&b)
		z.Write([]byte(t)) //nolint:errcheck // a buffer takes all
		z.Close()          //nolint:errcheck // as above
	}
	return b.Bytes()
}

// contents reads a file to its end: what it holds, a line each.
func contents(t testing.TB, file io.Reader) []string {
	t.Helper()
	r, err := NewReader(file)
	if err != nil {
		return []string{err.Error()}
	}
	var out []string
	for range 1000 {
		rec, err := r.Next()
		var bad *RecordError
		switch {
		case err == io.EOF:
			return out
		case errors.As(err, &bad):
			out = append(out, "bad: "+bad.Error())
			continue
		case err != nil:
			return append(out, err.Error())
		}
		b, err := rec.Read(1 << 20)
		if err != nil {
			out = append(out, "bad: "+err.Error())
			continue
		}
		out = append(out, rec.Type+" "+string(b))
	}
	t.Fatal("no end")
	return nil
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] && !(strings.HasSuffix(want[i], "…") && strings.HasPrefix(got[i], strings.TrimSuffix(want[i], "…"))) {
			t.Fatalf("got %q\nwant %q", got, want)
		}
	}
}

func TestEveryPackingGivesTheSameRecords(t *testing.T) {
	a, b := plain("warcinfo", "software: x"), plain("response", "HTTP/1.1 200 OK\r\n\r\nbody")
	want := []string{"warcinfo software: x", "response HTTP/1.1 200 OK\r\n\r\nbody"}
	for name, file := range map[string][]byte{
		"plain": []byte(a + b), "member per record": zipped(a, b), "one member": zipped(a + b),
		"members cut anywhere": zipped(a[:30], a[30:]+b[:70], b[70:]), "empty members": zipped("", a, "", b, ""),
	} {
		t.Run(name, func(t *testing.T) { same(t, contents(t, bytes.NewReader(file)), want...) })
	}
}

func TestWrittenRecordsAreReadBack(t *testing.T) {
	var file bytes.Buffer
	w := NewWriter(&file)
	for i := range 3 {
		if err := w.Write(Header{{"WARC-Type", "resource"}, {"WARC-Block-Digest", Digest([]byte("no"), fmt.Append(nil, i))}}, []byte("no"), fmt.Append(nil, i)); err != nil {
			t.Fatal(err)
		}
	}
	same(t, contents(t, &file), "resource no0", "resource no1", "resource no2")
	if err := w.Write(Header{{"WARC-Target-URI", "x\r\ny"}}); err == nil {
		t.Error("a line break was written into a field")
	}
}

func TestBadRecordsAreToldAndSkipped(t *testing.T) {
	good := plain("metadata", "good")
	length := func(n string) string {
		return "WARC/1.1\r\nWARC-Type: x\r\nContent-Length: " + n + "\r\n\r\nabc\r\n\r\n"
	}
	damaged := zipped(good, strings.Repeat(plain("x", "to be damaged and long enough for it"), 3), good)
	middle := len(zipped(good))
	for i := middle + 30; i < middle+40; i++ {
		damaged[i] ^= 0x55
	}
	for name, c := range map[string]struct {
		file []byte
		want []string
	}{
		"length too short": {[]byte(good + length("1") + good), []string{"metadata good", "x a", "bad: record at byte …", "metadata good"}},
		"length negative":  {[]byte(good + length("-1") + good), []string{"metadata good", "bad: record at byte …", "metadata good"}},
		"length a lie":     {[]byte(good + length("9000000")), []string{"metadata good", "bad: record at byte …"}},
		"length hostile":   {[]byte(good + length("9223372036854775807")), []string{"metadata good", "bad: record at byte …"}},
		"length absurd":    {[]byte(good + length("99999999999999999999999999") + good), []string{"metadata good", "bad: record at byte …", "metadata good"}},
		"old version":      {[]byte(good + "WARC/0.17\r\nx: y\r\n\r\n" + good), []string{"metadata good", "bad: record at byte …", "metadata good"}},
		"garbage between":  {[]byte(good + "garbage\r\nmore\n" + good), []string{"metadata good", "bad: record at byte …", "metadata good"}},
		"member damaged":   {damaged, []string{"metadata good", fmt.Sprintf("bad: record at byte %d: …", middle), "metadata good"}},
		"file cut off":     {zipped(good, good)[:len(zipped(good))+25], []string{"metadata good", fmt.Sprintf("bad: record at byte %d: …", middle)}},
		"endless head":     {[]byte(good + "WARC/1.0\r\n" + strings.Repeat("a: b\r\n", 20000) + "\r\n\r\n" + good), []string{"metadata good", "bad: record at byte …", "metadata good"}},
		"digest differs":   {[]byte(plain("x", "abc", "WARC-Block-Digest: "+Digest([]byte("abd"))) + good), []string{"bad: record at byte 0: its block does not match its digest", "metadata good"}},
		"cut at fetching":  {[]byte(plain("x", "abc", "WARC-Truncated: length") + good), []string{"bad: record at byte 0: cut off when it was fetched (length)", "metadata good"}},
		"block too long":   {[]byte(plain("x", strings.Repeat("a", 1<<20+1)) + good), []string{"bad: record at byte 0: …", "metadata good"}},
		"no WARC file":     {[]byte("<html>WARC/1.0\n"), []string{ErrNotWARC.Error()}},
		"zstd":             {[]byte("\x28\xb5\x2f\xfdxxxx"), []string{"packed with zstd: unpack it first"}},
		"empty":            {nil, nil},
	} {
		t.Run(name, func(t *testing.T) { same(t, contents(t, bytes.NewReader(c.file)), c.want...) })
	}
}

// TestHostileLengthsTakeNoMemory reads a record that claims, and half holds, more than fits.
func TestHostileLengthsTakeNoMemory(t *testing.T) {
	head := "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 400000000\r\n\r\n"
	file := func() io.Reader {
		return io.MultiReader(strings.NewReader(head), io.LimitReader(zeros{}, 200<<20))
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := contents(t, file())
	runtime.ReadMemStats(&after)
	if len(got) != 1 || !strings.Contains(got[0], "too long") {
		t.Errorf("%q", got)
	}
	if n := after.TotalAlloc - before.TotalAlloc; n > 4<<20 {
		t.Errorf("%d bytes were allocated", n)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestFileThatCannotBeReadEndsWithItsError(t *testing.T) {
	broken := errors.New("cable pulled")
	for _, file := range [][]byte{zipped(plain("x", "abc"))[:40], []byte(plain("x", "abc"))[:40], zipped(plain("x", "abc"))} {
		got := contents(t, io.MultiReader(bytes.NewReader(file), failing{broken}))
		if len(got) == 0 || got[len(got)-1] != broken.Error() {
			t.Errorf("%q", got)
		}
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
