package main

import (
	"fmt"
	"strings"
)

// problem tells on one line what is wrong with one input or site.
func (a *app) problem(subject string, err error) {
	if a.jsonLog {
		a.log.Error(err.Error(), "input", subject)
		return
	}
	if subject == "-" {
		subject = "standard input"
	}
	fmt.Fprintf(a.err, "gongkai: %s: %s\n", subject, strings.ReplaceAll(err.Error(), "\n", "; "))
}

// note tells on one line what is no trouble and worth knowing.
func (a *app) note(text string) {
	if a.jsonLog {
		a.log.Info(text)
		return
	}
	fmt.Fprintf(a.err, "gongkai: %s\n", text)
}
