package store

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"

	"github.com/gofrs/flock"
)

// acquire takes the crawl lock: an advisory lock on a file beside the database,
// which the system drops when the process ends, however it ends. The file
// itself stays; removing it would let two runs lock two files of one name.
func (s *Store) acquire() error {
	s.locking.Lock()
	defer s.locking.Unlock()
	if s.lock != nil {
		return ErrLocked
	}
	name := s.path + ".lock"
	l := flock.New(name, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o644))
	ok, err := l.TryLock()
	if errors.Is(err, os.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return fmt.Errorf("%w: %w", ErrUnwritable, err)
	}
	if err != nil {
		return fmt.Errorf("crawl lock %s: %w", name, err)
	}
	if !ok {
		who := ""
		if b, err := os.ReadFile(name); err == nil && len(b) > 0 {
			who = " (process " + strings.TrimSpace(string(b)) + ")"
		}
		return fmt.Errorf("%w%s", ErrLocked, who)
	}
	// Only a help for whoever finds it locked, so a failure does not matter.
	_ = os.WriteFile(name, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o644)
	s.lock = l
	return nil
}

// unlock drops the crawl lock if it is held.
func (s *Store) unlock() error {
	s.locking.Lock()
	defer s.locking.Unlock()
	if s.lock == nil {
		return nil
	}
	err := s.lock.Close()
	s.lock = nil
	if err != nil {
		return fmt.Errorf("crawl lock: %w", err)
	}
	return nil
}
