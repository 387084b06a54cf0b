package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

// place is a region as a list names it: the same code can be given again.
type place struct{ code, name string }

// change is one line of changes.tsv: a region was set up (old is empty), ended
// (new is empty: abolished, or merged into others) or went on under another
// name or code.
type change struct {
	year     int
	old, new place
}

// readChanges reads the file of announced changes.
func readChanges(file string) ([]change, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var all []change
	for i, line := range strings.Split(strings.TrimSpace(string(text)), "\n")[1:] {
		f := strings.Split(line, "\t")
		if len(f) != 6 {
			return nil, fmt.Errorf("%s:%d: %d columns", file, i+2, len(f))
		}
		year, err := strconv.Atoi(f[0])
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, i+2, err)
		}
		all = append(all, change{year, place{f[1], f[2]}, place{f[3], f[4]}})
	}
	return all, nil
}
