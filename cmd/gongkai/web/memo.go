package web

import (
	"context"
	"sync"
)

// memo keeps answers of the database that take long, as long as it does not
// change. Its size is bounded: when it is full it begins anew.
type memo struct {
	mu      sync.Mutex
	version int64
	known   map[string]*remembered
	weight  int
}

// remembered is an answer, or nil while the first who asked waits for it.
type remembered struct {
	mu    sync.Mutex
	value any
}

// The most that a memo holds: answers, and points in all of them.
const (
	mostRemembered = 256
	mostWeight     = 60_000
)

// place is where the answer to a question is kept.
func (m *memo) place(version int64, question string) *remembered {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil || m.version != version || len(m.known) >= mostRemembered {
		m.known, m.version, m.weight = map[string]*remembered{}, version, 0
	}
	r := m.known[question]
	if r == nil {
		r = &remembered{}
		m.known[question] = r
	}
	return r
}

// weigh tells whether there is room for an answer of a weight.
func (m *memo) weigh(weight int) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if weight > mostWeight/2 {
		return false
	}
	if m.weight += weight; m.weight > mostWeight {
		m.known, m.weight = nil, 0
	}
	return true
}

// remember answers a question from the memo, else asks; who asks the same at the
// same time waits for one answer. weight counts what an answer holds.
func remember[T any](ctx context.Context, s *Server, question string, ask func() (T, error), weight func(T) int) (T, error) {
	var none T
	version, err := s.DB.DataVersion(ctx)
	if err != nil {
		return none, err
	}
	r := s.memo.place(version, question)
	r.mu.Lock()
	defer r.mu.Unlock()
	if v, ok := r.value.(T); ok {
		return v, nil
	}
	v, err := ask()
	if err == nil && s.memo.weigh(weight(v)) {
		r.value = v
	}
	return v, err
}
