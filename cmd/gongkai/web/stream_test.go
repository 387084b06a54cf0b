package web

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

// stuck is a client that takes the beginning of an answer, and the rest of it
// only when it is let.
type stuck struct {
	http.ResponseWriter
	once    sync.Once
	waits   chan<- struct{}
	let     <-chan struct{}
	written int
}

func (s *stuck) Write(p []byte) (int, error) {
	s.once.Do(func() {
		s.waits <- struct{}{}
		<-s.let
	})
	s.written += len(p)
	return len(p), nil
}

// TestStreamsGiveWay has more clients than there are turns, and connections to
// the database, take no more of an export: others are answered, and the exports
// are whole in the end.
func TestStreamsGiveWay(t *testing.T) {
	s := strangers(t)
	h := s.Handler()
	ask := func(w http.ResponseWriter, path string) {
		h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	}
	for _, path := range []string{"/api/v1/statistics.csv?year=2021", "/api/v1/checks.csv", "/api/v1/reports.ndjson"} {
		whole := httptest.NewRecorder()
		if ask(whole, path); whole.Body.Len() <= streamPiece {
			t.Fatalf("%s is too short to get stuck: %d bytes", path, whole.Body.Len())
		}
		clients := 2*cap(s.turns) + 4
		waits, let := make(chan struct{}, clients), make(chan struct{})
		var stopped sync.WaitGroup
		for range clients {
			stopped.Go(func() {
				w := &stuck{ResponseWriter: httptest.NewRecorder(), waits: waits, let: let}
				if ask(w, path); w.written != whole.Body.Len() {
					t.Errorf("%s: %d bytes, want %d", path, w.written, whole.Body.Len())
				}
			})
		}
		for range clients {
			<-waits
		}
		for _, other := range []string{"/", "/checks", "/reports", "/api/v1/statistics"} {
			w := httptest.NewRecorder()
			if ask(w, other); w.Code != http.StatusOK {
				t.Errorf("%s while %s is stuck: %d", other, path, w.Code)
			}
		}
		close(let)
		stopped.Wait()
	}
}
