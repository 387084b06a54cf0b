//go:build unix

package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// servingProcess runs `gongkai serve` on the demo's database in a process of its
// own. What it says besides its address stands in told when it has ended.
func servingProcess(t *testing.T, flags ...string) (cmd *exec.Cmd, addr string, told *bytes.Buffer) {
	t.Helper()
	db := filepath.Join(t.TempDir(), "t.db")
	if r := gongkai(t, "--db", db, "demo", "--delay", "0"); r.status != 0 {
		t.Fatal(r.err)
	}
	cmd = exec.CommandContext(t.Context(), os.Args[0])
	args := append([]string{"--db", db, "serve", "--addr", "127.0.0.1:0"}, flags...)
	cmd.Env = append(os.Environ(), mainEnv+"="+strings.Join(args, "\n"))
	told = &bytes.Buffer{}
	cmd.Stderr = told
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // it may have ended
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("%v: %s", err, told)
	}
	return cmd, strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(line), "http://"), "/"), told
}

// TestServeKeepsTheRate has clients behind a proxy ask a server of its own: each
// is held to its rate, whatever it says of itself, and this machine to none.
func TestServeKeepsTheRate(t *testing.T) {
	t.Parallel()
	_, addr, _ := servingProcess(t, "--rate", "0.001", "--behind-proxy") // one request, then one in a quarter of an hour
	for i, tt := range []struct {
		client string
		status int
	}{
		{"203.0.113.9", 200}, {"203.0.113.9", 429}, {"198.51.100.1, 203.0.113.9", 429}, {"127.0.0.1, 203.0.113.9", 429}, {"203.0.113.9:4711", 429},
		{"203.0.113.9, 198.51.100.2", 200}, {"2001:db8::1", 200}, {"2001:db8::2", 429}, {"", 200}, {"", 200},
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+addr+"/healthz", nil)
		if err != nil {
			t.Fatal(err)
		}
		if tt.client != "" {
			req.Header.Set("X-Forwarded-For", tt.client)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != tt.status || (tt.status == http.StatusTooManyRequests) != (resp.Header.Get("Retry-After") != "") {
			t.Errorf("request %d, of %q: %s, want %d", i+1, tt.client, resp.Status, tt.status)
		}
	}
}

// TestServeEndsOnSIGTERM tells the process to end while it answers, while one
// client has not finished its request and another takes no more of an export:
// what is under way is answered whole, and the others hold up nobody.
func TestServeEndsOnSIGTERM(t *testing.T) {
	t.Parallel()
	cmd, addr, told := servingProcess(t)
	send := func(text string) net.Conn { return sendTo(t, addr, text) }
	send("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
	send("GET /api/v1/statistics.ndjson HTTP/1.1\r\nHost: x\r\n\r\n")
	answered := make(chan error, 1)
	asked := send(fmt.Sprintf("GET /data/sql?sql=%s HTTP/1.1\r\nHost: x\r\n\r\n", url.QueryEscape(endless)))
	go func() {
		resp, err := http.ReadResponse(bufio.NewReader(asked), nil)
		if err != nil {
			answered <- err
			return
		}
		page, err := io.ReadAll(resp.Body)
		if resp.StatusCode != http.StatusBadRequest || !strings.Contains(string(page), "</html>") {
			err = errors.Join(err, errors.New(resp.Status))
		}
		answered <- err
	}()
	for range 20 { // until the server is about it
		if status, err := statusOf("http://" + addr + "/healthz"); err != nil || status != http.StatusOK {
			t.Fatal(status, err)
		}
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("it ends with %v: %s", err, told)
		}
	case <-time.After(10 * serveStop):
		t.Fatal("it goes on")
	}
	if err := <-answered; err != nil {
		t.Errorf("what was under way: %v", err)
	}
	if _, err := net.Dial("tcp", addr); err == nil {
		t.Error("it still listens")
	}
}
