package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// serving runs `gongkai serve` on the demo's database and returns its address,
// and what stops it and tells its status.
func serving(t *testing.T) (addr string, stop func() int) {
	t.Helper()
	db := filepath.Join(t.TempDir(), "t.db")
	if r := gongkai(t, "--db", db, "demo", "--delay", "0"); r.status != 0 {
		t.Fatal(r.err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	in, out := io.Pipe()
	ended := make(chan int, 1)
	var told bytes.Buffer
	go func() {
		ended <- run(ctx, []string{"--db", db, "serve", "--addr", "127.0.0.1:0"}, func(string) string { return "" }, strings.NewReader(""), out, &told)
		out.Close()
	}()
	line, err := bufio.NewReader(in).ReadString('\n')
	if err != nil {
		t.Fatalf("%v: %s", err, told.String())
	}
	stop = sync.OnceValue(func() int { cancel(); return <-ended })
	t.Cleanup(func() { stop() })
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(line), "http://"), "/"), stop
}

// endless is a question that never ends by itself.
const endless = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n`

// statusOf asks for an address and reads the whole answer.
func statusOf(address string) (int, error) {
	resp, err := http.Get(address)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode, err
}

// sendTo opens a connection and sends what a client says first.
func sendTo(t *testing.T, addr, text string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if _, err := io.WriteString(c, text); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestServeSlowClients has clients that never finish their request, that never
// read their answer and that ask what never ends: others are answered, and those
// who keep a connection without a request lose it.
func TestServeSlowClients(t *testing.T) {
	t.Parallel()
	addr, _ := serving(t)
	dial := func(text string) net.Conn { return sendTo(t, addr, text) }
	var halves []net.Conn
	for range 100 {
		halves = append(halves, dial("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "))
		dial("GET /api/v1/statistics.ndjson HTTP/1.1\r\nHost: x\r\n\r\n")
	}
	var bombs sync.WaitGroup
	for range 20 {
		bombs.Go(func() {
			if status, err := statusOf("http://" + addr + "/data/sql?sql=" + url.QueryEscape(endless)); err != nil || status != http.StatusBadRequest && status != http.StatusServiceUnavailable {
				t.Errorf("a question without end: %d, %v", status, err)
			}
		})
	}
	for _, path := range []string{"/healthz", "/", "/reports"} {
		if status, err := statusOf("http://" + addr + path); err != nil || status != http.StatusOK {
			t.Errorf("%s: %d, %v", path, status, err)
		}
	}
	bombs.Wait()
	for _, c := range halves {
		if err := c.SetReadDeadline(time.Now().Add(6 * serveHeader)); err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, c); err != nil && !strings.Contains(err.Error(), "reset") {
			t.Fatalf("a request without end keeps its connection: %v", err)
		}
	}
}

// TestServeRefusesLargeRequests sends more than a request may have.
func TestServeRefusesLargeRequests(t *testing.T) {
	addr, _ := serving(t)
	for what, tt := range map[string]struct {
		request string
		status  int
	}{
		"header fields": {"GET / HTTP/1.1\r\nHost: x\r\nX-Large: " + strings.Repeat("x", serveFields+8<<10) + "\r\n\r\n", http.StatusRequestHeaderFieldsTooLarge},
		"address":       {"GET /?q=" + strings.Repeat("x", 20<<10) + " HTTP/1.1\r\nHost: x\r\n\r\n", http.StatusRequestURITooLong},
		"body":          {fmt.Sprintf("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n", 1<<30), http.StatusMethodNotAllowed},
	} {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		go io.WriteString(c, tt.request) //nolint:errcheck // the server may close before it has read all
		resp, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil || resp.StatusCode != tt.status {
			t.Errorf("%s: %v, %v, want %d", what, resp, err, tt.status)
		}
		c.Close()
	}
}

// TestServeStops is told to stop while it answers: what is under way is
// answered whole, nothing new is taken.
func TestServeStops(t *testing.T) {
	addr, stop := serving(t)
	answered := make(chan string, 1)
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := fmt.Fprintf(c, "GET /data/sql?sql=%s HTTP/1.1\r\nHost: x\r\n\r\n", url.QueryEscape(endless)); err != nil {
		t.Fatal(err)
	}
	go func() {
		resp, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			answered <- err.Error()
			return
		}
		b, err := io.ReadAll(resp.Body)
		answered <- fmt.Sprint(resp.StatusCode, err, strings.Contains(string(b), "</html>"))
	}()
	for i := 0; ; i++ { // until the server is about it
		b := new(bytes.Buffer)
		resp, err := http.Get("http://" + addr + "/healthz")
		if err != nil {
			t.Fatal(err)
		}
		b.ReadFrom(resp.Body) //nolint:errcheck // only asked to let time pass
		resp.Body.Close()
		if i > 20 {
			break
		}
	}
	if status := stop(); status != 0 {
		t.Errorf("status %d", status)
	}
	if got := <-answered; got != "400<nil>true" && got != "400 <nil> true" {
		t.Errorf("what was under way: %s", got)
	}
	if _, err := net.Dial("tcp", addr); err == nil {
		t.Error("it still listens")
	}
}
