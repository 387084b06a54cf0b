package sitesfile

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"

	"gongkai/crawler"
)

// Site is one entry of the file.
type Site struct {
	// Name is what people call the site, "" if the file does not say.
	Name string
	// Region is a GB/T 2260 code of six digits, "" if not given.
	Region string
	// Note is for people only.
	Note string
	// Start are the addresses to begin with, as written; at least one.
	Start []string
	// Keys are the sites of Start as crawler.SiteKey names them, each once.
	Keys []string
	// Settings are what the crawl does otherwise on them.
	Settings crawler.SiteSettings
	// Line is where the entry begins.
	Line int
}

// Problem is a mistake in the file. Line and Column count from 1.
type Problem struct {
	Line, Column int
	Message      string
}

func (p Problem) Error() string { return fmt.Sprintf("%d:%d: %s", p.Line, p.Column, p.Message) }

// Problems are all mistakes of a file, in its order.
type Problems []Problem

func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, one := range p {
		lines[i] = one.Error()
	}
	return strings.Join(lines, "\n")
}

// Parse reads a sites file. Its error is of type Problems; sites are returned
// only without any.
func Parse(text []byte) ([]Site, error) {
	w := &walker{owner: map[string]int{}}
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil, Problems{syntaxProblem(err)}
	}
	w.file(file)
	if len(w.problems) > 0 {
		slices.SortStableFunc(w.problems, func(a, b Problem) int {
			if a.Line != b.Line {
				return a.Line - b.Line
			}
			return a.Column - b.Column
		})
		return nil, w.problems
	}
	return w.sites, nil
}

// syntaxProblem is what the YAML parser has to say.
func syntaxProblem(err error) Problem {
	p := Problem{Line: 1, Column: 1, Message: err.Error()}
	var positioned yaml.Error
	if errors.As(err, &positioned) {
		p.Message = positioned.GetMessage()
		if t := positioned.GetToken(); t != nil && t.Position != nil {
			p.Line, p.Column = t.Position.Line, t.Position.Column
		}
	}
	p.Message, _, _ = strings.Cut(p.Message, "\n")
	return p
}

// Starts are the start addresses of all sites, in the order of the file.
func Starts(sites []Site) []string {
	var all []string
	for _, s := range sites {
		all = append(all, s.Start...)
	}
	return all
}

// Settings are the settings of all sites that have any, by crawler.SiteKey.
func Settings(sites []Site) map[string]crawler.SiteSettings {
	all := map[string]crawler.SiteSettings{}
	for _, s := range sites {
		if s.Settings.Delay == 0 && s.Settings.MaxPages == 0 && s.Settings.Timeout == 0 && len(s.Settings.Header) == 0 && !s.Settings.AllowPrivate && !s.Settings.OldTLS {
			continue
		}
		for _, key := range s.Keys {
			one := s.Settings
			one.Header = http.Header.Clone(one.Header)
			all[key] = one
		}
	}
	return all
}
