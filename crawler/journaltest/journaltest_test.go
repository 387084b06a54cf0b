package journaltest

import (
	"testing"

	"gongkai/crawler"
)

func TestMemory(t *testing.T) {
	Run(t, func(*testing.T) crawler.Journal { return crawler.NewMemory() })
}
