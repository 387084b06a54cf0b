//go:build !linux

package main

import (
	"fmt"
	"os"
)

// limited cannot limit a process on this system.
func limited([]string) int {
	fmt.Fprintln(os.Stderr, "not on this system")
	return 99
}
