//go:build !linux

package main

import "os"

// maxResident is 0 where its unit is not known.
func maxResident(*os.ProcessState) int64 { return 0 }
