package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// answer is what a route makes: whole before it is sent, so that an error can
// still become a page of its own.
type answer struct {
	status      int // 200 if zero
	contentType string
	body        []byte
	header      http.Header
	// stream, where set, writes the body instead of body being sent, after the
	// header; for exports that are too large to be held.
	stream func(io.Writer) error
}

func text(s string) *answer {
	return &answer{contentType: "text/plain; charset=utf-8", body: []byte(s)}
}

// handler sends what a route makes, or its error.
func (s *Server) handler(r route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		s.answering.Add(1)
		defer s.answering.Done()
		began := time.Now()
		a, err := s.inTurn(req, r)
		if err != nil {
			a = s.failure(req, err)
		}
		s.send(w, req, a)
		s.count.answered(r.pattern, a.status, time.Since(began))
	})
}

// inTurn makes an answer when it is its turn. Sending it takes none, as a
// client may be slow.
func (s *Server) inTurn(req *http.Request, r route) (*answer, error) {
	turns := s.turns
	if strings.HasPrefix(r.pattern, "/data/sql") {
		turns = s.sqlTurns
	}
	ctx, cancel := s.asking(req)
	defer cancel()
	if err := turns.take(ctx); err != nil {
		return nil, err
	}
	defer turns.give()
	return r.answer(req)
}

// send writes an answer. One with status 200 has a validator: whoever holds it
// already gets none again.
func (s *Server) send(w http.ResponseWriter, req *http.Request, a *answer) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	h := w.Header()
	for name, values := range a.header {
		h[name] = values
	}
	h.Set("Content-Type", a.contentType)
	if a.stream != nil {
		w.WriteHeader(a.status)
		if err := s.stream(w, req, a.stream); err != nil {
			s.Log.Warn("answer broken off", "path", req.URL.Path, "error", err)
			panic(http.ErrAbortHandler) // the client must not take it for whole
		}
		return
	}
	if a.status == http.StatusOK {
		sum := sha256.Sum256(a.body)
		tag := `"` + hex.EncodeToString(sum[:12]) + `"`
		h.Set("ETag", tag)
		h.Set("Cache-Control", "no-cache")
		if matches(req.Header.Get("If-None-Match"), tag) {
			h.Del("Content-Type")
			a.status = http.StatusNotModified
			w.WriteHeader(a.status)
			return
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	if req.Method != http.MethodHead {
		_, _ = bytes.NewReader(a.body).WriteTo(w) // a client that left wants nothing more
	}
}

// matches tells whether a validator is among those that the client has.
func matches(have, tag string) bool {
	for part := range strings.SplitSeq(have, ",") {
		if p := strings.TrimPrefix(strings.TrimSpace(part), "W/"); p == tag || p == "*" {
			return true
		}
	}
	return false
}
