package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

// limited runs gongkai where no file may grow beyond a size, or as somebody
// who may write nothing of ours.
func limited(args []string) int {
	var n uint64
	switch _, err := fmt.Sscanf(args[0], "size %d", &n); {
	case err == nil:
		signal.Ignore(syscall.SIGXFSZ) // the write then fails, as on a full disk
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
			fmt.Fprintln(os.Stderr, "limit:", err)
			return 99
		}
	case args[0] == "nobody" && os.Getuid() == 0:
		if err := syscall.Setuid(65534); err != nil {
			fmt.Fprintln(os.Stderr, "limit:", err)
			return 99
		}
	}
	return run(context.Background(), args[1:], func(string) string { return "" }, strings.NewReader(""), os.Stdout, os.Stderr)
}
