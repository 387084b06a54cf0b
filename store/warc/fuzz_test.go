package warc

import (
	"bytes"
	"errors"
	"io"
	"testing"
)

// FuzzReader reads files of any bytes: it ends, never takes more than it
// may, and what it reads as a record can be written and read again.
func FuzzReader(f *testing.F) {
	good := plain("response", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"+string(zipped("body")), "WARC-Target-URI: <http://www.example.gov.cn/>")
	for _, seed := range [][]byte{
		[]byte(good), zipped(good, good), zipped(good + good), zipped(good)[:40], []byte(good + "garbage\n" + good),
		[]byte("WARC/1.1\r\nContent-Length: 99999999999\r\n\r\n"), append(zipped(good), 0x1f, 0x8b, 8, 0, 1), {},
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		r, err := NewReader(bytes.NewReader(file))
		if err != nil {
			return
		}
		for n := 0; ; n++ {
			if n > 2*len(file)+2 {
				t.Fatal("no end")
			}
			rec, err := r.Next()
			var bad *RecordError
			if errors.As(err, &bad) {
				continue
			}
			if err != nil {
				return
			}
			block, err := rec.Read(1 << 16)
			if err != nil {
				continue
			}
			if m, err := ParseMessage(block); err == nil {
				p, _ := m.Payload(1 << 16)
				if len(p.Body) > 1<<16+1 {
					t.Fatalf("%d bytes of body", len(p.Body))
				}
			}
			var again bytes.Buffer
			if err := NewWriter(&again).Write(Header{{"WARC-Type", "resource"}}, block); err != nil {
				t.Fatal(err)
			}
			back, err := NewReader(&again)
			if err != nil {
				t.Fatal(err)
			}
			rec, err = back.Next()
			if err != nil {
				t.Fatal(err)
			}
			if b, err := rec.Read(1 << 16); err != nil || !bytes.Equal(b, block) {
				t.Fatalf("%q came back as %q, %v", block, b, err)
			}
			if _, err := back.Next(); err != io.EOF {
				t.Fatalf("behind it: %v", err)
			}
		}
	})
}
