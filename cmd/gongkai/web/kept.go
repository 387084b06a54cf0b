package web

import (
	"context"
	"sync"
	"time"

	"gongkai/store"
)

// kept is an answer about many agencies that is kept as long as the database
// says the same, and for young at most after it says something else: a crawl
// changes it every second.
type kept[T any] struct {
	mu    sync.Mutex
	state string
	at    time.Time
	value T
}

// get returns the answer, asked for anew where it has to be. Who else wants it
// waits for it.
func (k *kept[T]) get(ctx context.Context, db *store.Store, young time.Duration, ask func(context.Context) (T, error)) (T, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.state != "" && time.Since(k.at) < young {
		return k.value, nil
	}
	state, err := db.State(ctx)
	if err != nil || state == k.state {
		return k.value, err
	}
	value, err := ask(ctx)
	if err != nil {
		return value, err
	}
	k.state, k.at, k.value = state, time.Now(), value
	return value, nil
}
