package main

import (
	"os"
	"syscall"
)

// maxResident is how many bytes a process that ended had resident at most.
func maxResident(p *os.ProcessState) int64 {
	if u, ok := p.SysUsage().(*syscall.Rusage); ok {
		return u.Maxrss << 10
	}
	return 0
}
