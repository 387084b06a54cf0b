package main

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"gongkai/store"
)

// archiveCmd groups what concerns the raw pages.
type archiveCmd struct {
	Export archiveExportCmd `cmd:"" help:"Write the archive as a WARC file."`
	Import archiveImportCmd `cmd:"" help:"Take in pages of WARC files and read them."`
	Prune  archivePruneCmd  `cmd:"" help:"Remove bytes that no current reading needs."`
}

// excluded marks a held crawl lock as such.
func excluded(err error) error {
	if errors.Is(err, store.ErrLocked) {
		return lockedError{err}
	}
	return err
}

// siteOf names the site of an address as a crawl does.
func siteOf(canonical string) (string, error) {
	u, err := url.Parse(canonical)
	if err != nil {
		return "", err
	}
	if u.Port() == "" {
		return u.Hostname(), nil
	}
	return u.Host, nil
}

// age is a span of time on the command line: 90d, 2y or a Go duration.
type age time.Duration

// UnmarshalText implements encoding.TextUnmarshaler.
func (g *age) UnmarshalText(b []byte) error {
	s := string(b)
	for unit, days := range map[string]int{"d": 1, "y": 365} {
		if n, err := strconv.Atoi(s[:max(len(s)-1, 0)]); err == nil && n > 0 && n <= 36500/days && s[len(s)-1:] == unit {
			*g = age(time.Duration(n*days) * 24 * time.Hour)
			return nil
		}
	}
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 {
		return fmt.Errorf("%q is no age: give days such as 90d, years such as 2y, or hours such as 36h", s)
	}
	*g = age(d)
	return nil
}

// size prints a number of bytes for people.
func size(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.1f KB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%d bytes", n)
}
